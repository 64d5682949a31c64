namespace FlowLogStack.Parquet.Tests;

/// <summary>Headers of pages that no writer makes end with an error, in bounded time and stack.</summary>
public sealed class PageHeadTests
{
    const byte ListField = 0x99;
    const byte ListOfLists = 0x19;
    const byte StructureField = 0x9C;

    [Fact]
    public void A_list_without_end_is_an_error()
    {
        byte[] bytes = [ListField, 0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x3F, 0];
        Assert.Throws<EndOfStreamException>(() => PageHead.Read(bytes, out _));
    }

    [Theory]
    [InlineData(ListOfLists)]
    [InlineData(StructureField)]
    public void Nesting_without_end_is_an_error(byte level)
    {
        byte[] bytes = [level == ListOfLists ? ListField : level, .. Enumerable.Repeat(level, 1_000_000)];
        Assert.Throws<InvalidDataException>(() => PageHead.Read(bytes, out _));
    }
}

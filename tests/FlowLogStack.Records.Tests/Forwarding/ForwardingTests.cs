namespace FlowLogStack.Records.Tests;

public sealed class ForwardingTests
{
    static readonly NumberVariable Variable = new("NUMBER", 5, 1, 10);

    [Theory]
    [InlineData("1", 1)]
    [InlineData("10", 10)]
    [InlineData("007", 7)]
    [InlineData("0", null)]
    [InlineData("11", null)]
    [InlineData("-1", null)]
    [InlineData("+1", null)]
    [InlineData(" 1", null)]
    [InlineData("1.0", null)]
    [InlineData("", null)]
    [InlineData("99999999999", null)]
    public void A_number_of_the_function_is_a_whole_number_within_its_bounds(string text, int? expected) => Assert.Equal(expected, Variable.Parse(text));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void A_number_within_the_bounds_is_written_as_the_function_reads_it(int value) =>
        Assert.Equal(value, Variable.Parse(Variable.Render(value, "The number")));

    [Theory]
    [InlineData(0.99, "0.99")]
    [InlineData(0, "0")]
    [InlineData(10.5, "10.5")]
    [InlineData(11, "11")]
    [InlineData(5.5, "5.5")]
    [InlineData(double.NaN, "NaN")]
    public void Another_number_is_an_error(double value, string text) =>
        Assert.Equal($"The number must be a whole number from 1 to 10, but is {text}. The default is 5.",
            Assert.Throws<ArgumentException>(() => Variable.Render(value, "The number")).Message);

    [Fact]
    public void Every_number_of_the_function_has_its_default_within_its_bounds() => Assert.All(
        new[]
        {
            ProcessorVariables.BatchBytes, ProcessorVariables.BatchRecords, ProcessorVariables.Concurrency, ProcessorVariables.TimeoutSeconds,
            ProcessorVariables.MaximumAttempts, ProcessorVariables.SampleOneIn, ProcessorVariables.InterfaceCacheSeconds,
        },
        variable => Assert.Equal(variable.Default, variable.Parse(variable.Render(variable.Default, ""))));

    [Theory]
    [InlineData("a", true)]
    [InlineData("a b~!", true)]
    [InlineData("nonesuch", true)]
    [InlineData("none", false)]
    [InlineData("", false)]
    [InlineData(" a", false)]
    [InlineData("a ", false)]
    [InlineData("a\n", false)]
    [InlineData("a\tb", false)]
    [InlineData("é", false)]
    public void The_value_of_a_header_is_printable_ASCII_without_spaces_at_its_ends(string value, bool expected) =>
        Assert.Equal(expected, HeaderValue.IsValid(value));

    [Fact]
    public void The_value_of_a_header_has_at_most_512_characters()
    {
        Assert.True(HeaderValue.IsValid(new string('a', 512)));
        Assert.False(HeaderValue.IsValid(new string('a', 513)));
    }

    [Fact]
    public void Styles_and_formats_are_found_by_their_names()
    {
        Assert.All(HeaderStyle.All, style => Assert.Same(style, HeaderStyle.Find(style.Name.ToUpperInvariant())));
        Assert.Null(HeaderStyle.Find("other"));
        Assert.Equal(("none", true, 0), (HeaderStyle.None.ToString(), HeaderStyle.None.StatesContentType, HeaderStyle.None.Headers.Count));
        Assert.Equal(("sumo", false), (HeaderStyle.Sumo.ToString(), HeaderStyle.Sumo.StatesContentType));
        Assert.Equal(["X-Sumo-Name Name", "X-Sumo-Category Category", "X-Sumo-Host Host", "X-Sumo-Fields Fields", "X-Sumo-Client Client"],
            HeaderStyle.Sumo.Headers.Select(header => $"{header.Name} {header.Fact}"));
        Assert.All(EncodingName.All, row =>
        {
            Assert.Same(row, EncodingName.Find(row.Name));
            Assert.Same(row, EncodingName.Of(row.Encoding));
        });
        Assert.Null(EncodingName.Find("fields"));
        Assert.Equal("VPC-RAW, VPC-JSON, FIELDS, CORALOGIX or Others", EncodingName.Names);
    }
}

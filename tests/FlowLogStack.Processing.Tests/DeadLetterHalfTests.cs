using System.IO.Compression;
using System.Text;

namespace FlowLogStack.Processing.Tests;

public sealed class DeadLetterHalfTests
{
    static DeadLetter Letter(string body, DeadLetterKind kind = DeadLetterKind.Batch)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(body));
        return new DeadLetter { Kind = kind, Reason = "r", RequestId = "i", At = DateTimeOffset.UnixEpoch, Gzip = bytes.ToArray() };
    }

    [Theory]
    [InlineData("a\nb", "a", "b")]
    [InlineData("a\nb\nc", "a\nb", "c")]
    [InlineData("a\nlonger than the first", "a", "longer than the first")]
    [InlineData("longer than the second\nb", "longer than the second", "b")]
    public void A_body_is_divided_at_the_line_feed_after_its_middle_or_else_before(string body, string first, string second)
    {
        var halves = Letter(body).Halve()!.Value;
        Assert.Equal((first, second), (Encoding.UTF8.GetString(halves.First.Body()), Encoding.UTF8.GetString(halves.Second.Body())));
    }

    [Theory]
    [InlineData("one line", DeadLetterKind.Batch)]
    [InlineData("a\nb", DeadLetterKind.Object)]
    public void One_line_and_other_kinds_are_not_divided(string body, object kind) => Assert.Null(Letter(body, (DeadLetterKind)kind).Halve());
}

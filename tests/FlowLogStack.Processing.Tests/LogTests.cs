using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processing.Tests;

public sealed class LogTests
{
    static List<string> Lines(string? format, string? level, Action<Log> write)
    {
        using var text = new StringWriter();
        write(Log.FromEnvironment(text, name => name switch { "AWS_LAMBDA_LOG_FORMAT" => format, "AWS_LAMBDA_LOG_LEVEL" => level, _ => "other" }));
        return [.. text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    [Theory]
    [InlineData(null, "INFO WARN ERROR")]
    [InlineData("DEBUG", "INFO WARN ERROR")]
    [InlineData("WARN", "WARN ERROR")]
    [InlineData("ERROR", "ERROR")]
    [InlineData("FATAL", "ERROR")]
    public void Messages_below_the_level_are_left_out_and_lines_for_CloudWatch_are_not(string? level, string expected)
    {
        foreach (var format in (string?[])[null, "Text", "JSON"])
        {
            var lines = Lines(format, level, log =>
            {
                log.Info("one");
                log.Warn("two");
                log.Error("three");
                log.Raw("{}"u8);
            });

            Assert.Equal("{}", lines[^1]);
            Assert.Equal(expected, string.Join(' ', lines.SkipLast(1).Select(line => format is "JSON"
                ? JsonDocument.Parse(line).RootElement.GetProperty("level").GetString() : line.Split(' ')[2])));
        }
    }

    [Fact]
    public void A_message_is_one_line_with_its_time_and_invocation()
    {
        var lines = Lines(null, null, log =>
        {
            log.Info("before\nany\r\nevent");
            log.RequestId = "r";
            log.Warn("within");
        });

        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z - INFO before any event$", lines[0]);
        Assert.Matches(@"^\S+Z r WARN within$", lines[1]);
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public void A_message_in_JSON_has_the_invocation_and_the_trace_once_they_are_known()
    {
        var lines = Lines("JSON", null, log =>
        {
            log.Error("before\n\"any\"");
            (log.RequestId, log.TraceId) = ("r", "t");
            log.Info("within");
        });

        Assert.Equal(["timestamp", "level", "message"], JsonDocument.Parse(lines[0]).RootElement.EnumerateObject().Select(member => member.Name));
        Assert.Equal("before\n\"any\"", JsonDocument.Parse(lines[0]).RootElement.GetProperty("message").GetString());
        Assert.Equal(["INFO", "r", "t", "within"], JsonDocument.Parse(lines[1]).RootElement.EnumerateObject().Skip(1)
            .Select(member => member.Value.GetString()));
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public void Text_that_is_not_ASCII_is_kept()
    {
        var lines = Lines(null, null, log => log.Raw(Encoding.UTF8.GetBytes("é漢")));
        Assert.Equal(["é漢"], lines);
    }
}

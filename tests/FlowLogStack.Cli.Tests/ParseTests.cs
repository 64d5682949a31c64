using System.Text.Json;

namespace FlowLogStack.Cli.Tests;

public sealed class ParseTests : IDisposable
{
    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    [Fact]
    public void Prints_one_json_object_a_record_in_the_order_of_the_input()
    {
        var run = Command.Run(["parse", samples.Gzip("a.log.gz", Samples.Header, Samples.Accepted, Samples.NoData), samples.Text("b.log", Samples.IPv6)]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Equal(3, run.Lines.Length);
        Assert.Equal(
            """{"version":2,"account-id":"123456789010","interface-id":"eni-1235b8ca123456789","srcaddr":"172.31.16.139","dstaddr":"172.31.16.21","srcport":"""
                + """20641,"dstport":22,"protocol":6,"packets":20,"bytes":4249,"start":1418530010,"end":1418530070,"action":"ACCEPT","log-status":"OK"}""",
            run.Lines[0]);
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(run.Lines[1]).RootElement.GetProperty("srcaddr").ValueKind);
        Assert.Equal("2001:db8:1234:a100:8d6e:3477:df66:f105", JsonDocument.Parse(run.Lines[2]).RootElement.GetProperty("srcaddr").GetString());
    }

    [Theory]
    [InlineData("parse")]
    [InlineData("parse", "-")]
    public void Reads_standard_input_when_no_file_or_a_dash_is_named(params string[] arguments) =>
        Assert.Equal(2, Command.Run(arguments, $"{Samples.Accepted}\n{Samples.Rejected}").Lines.Length);

    [Fact]
    public void Rejected_lines_are_reported_by_file_and_line_and_the_good_ones_printed()
    {
        var file = samples.Text("a.log", Samples.Header, Samples.Accepted, "2 bad", Samples.NoData);
        var run = Command.Run(["parse", file]);
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(2, run.Lines.Length);
        Assert.Equal($"{file}:3: 2 fields, but the log format has 14 (version account-id … log-status)", run.Errors.TrimEnd());
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_named_and_the_others_are_read()
    {
        var run = Command.Run(["parse", "no-such-file.log", samples.Text("a.log", Samples.Accepted)]);
        Assert.Equal(2, run.ExitCode);
        Assert.Single(run.Lines);
        Assert.StartsWith("no-such-file.log: ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gzip_file_that_was_cut_short_is_an_error_and_not_a_short_file()
    {
        var bytes = File.ReadAllBytes(samples.Gzip("a.log.gz", Samples.Accepted, Samples.IPv6));
        var run = Command.Run(["parse", samples.Bytes("cut.log.gz", bytes[..^9])]);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("truncated", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_parquet_file_is_refused_with_what_to_do()
    {
        var run = Command.Run(["parse", samples.Bytes("a.log.parquet", [.. "PAR1 and more"u8])]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("a.log.parquet: its Parquet data is damaged", run.Errors, StringComparison.Ordinal);
        Assert.EndsWith("Fetch the object again.", run.Errors.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("bytes action")]
    [InlineData("${bytes} ${action}")]
    public void The_format_option_reads_lines_without_a_header(string format)
    {
        var run = Command.Run(["parse", "--format", format], "42 REJECT\n");
        Assert.Equal("""{"bytes":42,"action":"REJECT"}""", run.Lines.Single());
    }

    [Fact]
    public void The_format_option_takes_a_preset_and_fields_newer_than_the_catalogue()
    {
        Assert.Contains("Did you mean", Command.Run(["parse", "--format", "v12"], "").Errors, StringComparison.Ordinal);
        Assert.Equal(1, Command.Run(["parse", "--format", "v3"], Samples.Accepted).ExitCode);
        Assert.Equal("""{"quantum-entanglement":"x","bytes":42}""",
            Command.Run(["parse", "--format", "${quantum-entanglement} ${bytes}"], "x 42").Lines.Single());
        Assert.Equal(2, Command.Run(["parse", "--format", "${srcadr} ${bytes}"], "").ExitCode);
    }

    [Fact]
    public void A_header_that_contradicts_the_format_option_wins_with_a_warning()
    {
        var run = Command.Run(["parse", "--format", "v3"], $"{Samples.Header}\n{Samples.Accepted}");
        Assert.Equal(0, run.ExitCode);
        Assert.Single(run.Lines);
        Assert.Contains("stdin:2: warning: the header", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { "--where", "action=REJECT" }, 1)]
    [InlineData(new[] { "--where", "action=REJECT", "dstport=3389", "srcaddr=172.16.0.0/12" }, 1)]
    [InlineData(new[] { "--where", "action=REJECT", "--where", "dstport=22" }, 0)]
    [InlineData(new[] { "--where", "dstport=22,3389" }, 3)]
    [InlineData(new[] { "--where", "srcaddr=2001:db8::/32" }, 1)]
    [InlineData(new[] { "--where", "bytes>5000" }, 1)]
    [InlineData(new[] { "--where", "action!=REJECT" }, 3)]
    [InlineData(new[] { "--where", "srcaddr=-" }, 1)]
    public void Where_prints_the_records_that_fulfil_every_condition(string[] where, int expected)
    {
        var run = Command.Run(["parse", .. where], string.Join('\n', Samples.Accepted, Samples.Rejected, Samples.NoData, Samples.IPv6));
        Assert.Equal((0, expected), (run.ExitCode, run.Lines.Length));
    }

    [Fact]
    public void Files_may_follow_the_conditions()
    {
        var file = samples.Text("a.log", Samples.Accepted, Samples.Rejected);
        Assert.Single(Command.Run(["parse", "--where", "action=REJECT", file]).Lines);
    }

    [Theory]
    [InlineData("Did you mean 'action'?", "--where", "actoin=REJECT")]
    [InlineData("--where", "--where")]
    [InlineData("--where has no condition", "--where", "")]
    [InlineData("empty value", "--where", "action=")]
    [InlineData("CIDR", "--where", "srcaddr=10.0.0.0/99")]
    [InlineData("Did you mean 'dstport'?", "--count-by", "dstprt")]
    [InlineData("requires --count-by", "--top", "3")]
    [InlineData("a whole number from 1", "--count-by", "action", "--top", "0")]
    [InlineData("csv", "--output", "xml")]
    [InlineData("--frobnicate", "--frobnicate", "1")]
    public void Fails_with_the_cure_when_the_command_makes_no_sense(string cure, params string[] arguments)
    {
        var run = Command.Run(["parse", .. arguments], Samples.Accepted);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(cure, run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_to_wait_for_a_person_to_type_records()
    {
        var run = Command.Run(["parse"], isTerminal: true);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Add a FILE", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_on_a_field_the_records_lack_leaves_none_and_says_so()
    {
        var run = Command.Run(["parse", "--where", "vpc-id=vpc-1"], Samples.Accepted);
        Assert.Equal((0, ""), (run.ExitCode, run.Output));
        Assert.Contains("no 'vpc-id'", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Counts_records_by_the_values_of_a_field()
    {
        var input = string.Join('\n', Samples.Rejected, Samples.Accepted, Samples.IPv6, Samples.NoData);
        Assert.Equal(
            ["""{"dstport":22,"records":2}""", """{"dstport":null,"records":1}""", """{"dstport":3389,"records":1}"""],
            Command.Run(["parse", "--count-by", "dstport"], input).Lines);
        Assert.Equal(["""{"action":"ACCEPT","records":2}"""], Command.Run(["parse", "--count-by", "action", "--top", "1"], input).Lines);
        Assert.Equal(["dstport,records", "22,2", ",1", "3389,1"], Command.Run(["parse", "--count-by", "dstport", "--output", "csv"], input).Lines);
        Assert.Equal(["dstport  records", "     22        2", "      -        1", "   3389        1"],
            Command.Run(["parse", "--count-by", "dstport", "--output", "table"], input).Lines);
    }

    [Fact]
    public void Comma_separated_values_have_a_header_and_empty_cells_for_absent_values()
    {
        var run = Command.Run(["parse", "--output", "csv"], $"{Samples.NoData}\n{Samples.Accepted}\n");
        Assert.Equal(Samples.Header.Replace(' ', ','), run.Lines[0]);
        Assert.Equal("2,123456789010,eni-1235b8ca123456789,,,,,,,,1431280876,1431280934,,NODATA", run.Lines[1]);
        Assert.Equal(Samples.Accepted.Replace(' ', ','), run.Lines[2]);
    }

    [Fact]
    public void Records_of_another_format_begin_another_list()
    {
        var run = Command.Run(["parse", "--output", "csv"], $"bytes action\n42 REJECT\naction bytes\nACCEPT 43\n");
        Assert.Equal("bytes,action\n42,REJECT\n\naction,bytes\nACCEPT,43\n", run.Output);
    }

    [Fact]
    public void A_table_aligns_numbers_right_and_text_left()
    {
        var run = Command.Run(["parse", "--output", "table"], "bytes action\n42 REJECT\n4242424242 -\n");
        Assert.Equal(["     bytes  action", "        42  REJECT", "4242424242  -"], run.Lines);
    }

    [Fact]
    public void A_table_longer_than_its_measure_keeps_every_row() =>
        Assert.Equal(1001, Command.Run(["parse", "--output", "table"], "bytes action\n" + string.Concat(Enumerable.Repeat("42 REJECT\n", 1000))).Lines.Length);

    [Fact]
    public void Tags_are_decoded_when_asked()
    {
        const string input = "instance-tag bytes\ncaf%C3%A9%20au%20lait 1\n";
        Assert.Contains("café au lait", Command.Run(["parse", "--decode-tags"], input).Output, StringComparison.Ordinal);
        Assert.Contains("caf%C3%A9%20au%20lait", Command.Run(["parse"], input).Output, StringComparison.Ordinal);
        Assert.Contains("café au lait", Command.Run(["parse", "--decode-tags", "--output", "table"], input).Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Command.Run(["parse", "--decode-tags", "--output", "table"], "instance-tag bytes\n%1B[31m 1\n").Output);
    }
}

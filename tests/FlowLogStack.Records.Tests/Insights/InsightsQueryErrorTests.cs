using FsCheck;
using FsCheck.Fluent;

namespace FlowLogStack.Records.Tests;

public sealed class InsightsQueryErrorTests
{
    [Theory]
    [InlineData("", 1, "a command is missing, where the query ends")]
    [InlineData("   ", 4, "a command is missing")]
    [InlineData("| limit 5", 1, "a command is missing, where '|' is found")]
    [InlineData("limit 5 |", 10, "a command is missing, where the query ends")]
    [InlineData("filtr action = 'x'", 1, "'filtr' is not a command of Logs Insights. Did you mean 'filter'?")]
    [InlineData("select srcAddr", 1, "Use one of fields, display")]
    [InlineData("pattern @message", 1, "the command 'pattern' of Logs Insights is not supported here")]
    [InlineData("fields @message | anomaly", 19, "'anomaly' of Logs Insights is not supported here")]
    [InlineData("source logGroups() | limit 1", 1, "'SOURCE'")]
    [InlineData("fields @message | diff", 19, "'diff'")]
    [InlineData("unnest a into b", 1, "'unnest'")]
    [InlineData("expand a", 1, "'expand'")]
    [InlineData("stats count(*) by bin(5m) | fillmissing", 29, "'fillmissing'")]
    [InlineData("countfrequent srcAddr", 1, "'countFrequent'")]
    [InlineData("lookup table a", 1, "'lookup'")]
    [InlineData("filterIndex srcAddr = 'x'", 1, "'filterIndex'")]
    [InlineData("unmask @message", 1, "'unmask'")]
    [InlineData("filter action == 'x'", 15, "'==' is not an operator of Logs Insights. Use '='")]
    [InlineData("filter action <> 'x'", 15, "Use '!='")]
    [InlineData("filter a = 1 && b = 2", 14, "Use 'and'")]
    [InlineData("filter a = 1 || b = 2", 14, "Use 'or'")]
    [InlineData("filter !a", 8, "Use 'not'")]
    [InlineData("filter srcAddr = 10.0.0.1", 18, "Put addresses and other text in quotes")]
    [InlineData("filter srcAddr = 2001:db8::1", 18, "Put addresses and other text in quotes")]
    [InlineData("filter action = 'REJECT", 17, "the end of the text is missing")]
    [InlineData("filter action = REJECT'", 23, "the end of the text is missing")]
    [InlineData("filter `action = 'x'", 8, "the end of the name is missing")]
    [InlineData("filter `` = 'x'", 8, "the name between the backticks is empty")]
    [InlineData("filter action like /a", 20, "the end of the regular expression is missing")]
    [InlineData("filter action like /a(/", 20, "/a(/ is not a valid regular expression")]
    [InlineData("filter action like /(?=a)b/", 20, "has look-around or back-references")]
    [InlineData("filter action like REJECT", 20, "text in quotes or a regular expression between slashes is missing, where 'REJECT' is found")]
    [InlineData("filter action =~ 'a'", 18, "a regular expression between slashes is missing")]
    [InlineData("filter action = /a/", 17, "valid only after 'like', 'not like' or '=~'")]
    [InlineData("filter action not 'x'", 19, "'like' or 'in' is missing after 'not'")]
    [InlineData("filter action in 'x'", 18, "'[' is missing after 'in'")]
    [InlineData("filter action in ['x'", 22, "']' is missing after the list")]
    [InlineData("filter action in []", 19, "a field, a number, a text or a function is missing")]
    [InlineData("filter action in [srcAddr]", 19, "'srcAddr' is neither a number nor a text")]
    [InlineData("filter action in (fields x)", 18, "Nested queries are not supported here")]
    [InlineData("filter (action = 'x'", 21, "')' is missing after the expression in parentheses")]
    [InlineData("filter action = 'x')", 20, "')' is found after the command 'filter'")]
    [InlineData("filter action =", 16, "a field, a number, a text or a function is missing, where the query ends")]
    [InlineData("filter", 7, "is missing, where the query ends")]
    [InlineData("filter and", 8, "is missing, where 'and' is found")]
    [InlineData("filter @timestamp > '2026-01-01'", 21, "Compare toMillis(@timestamp)")]
    [InlineData("filter action ; 'x'", 15, "Use '|' between commands")]
    [InlineData("filter action $ 1", 15, "'$' is not valid here")]
    [InlineData("filter action = 'x' # why", 21, "a comment is valid only at the start of a line")]
    [InlineData("filter count(*) > 1", 8, "count aggregates events")]
    [InlineData("stats sum(count(*))", 11, "count aggregates events")]
    [InlineData("stats count(*) by sum(bytes)", 19, "sum aggregates events")]
    [InlineData("stats median(bytes)", 7, "Use pct(field, 50)")]
    [InlineData("stats pct(bytes)", 7, "pct requires 2 arguments, but has 1")]
    [InlineData("stats pct(bytes, 101)", 18, "'101' is not a valid percentage")]
    [InlineData("stats pct(bytes, packets)", 18, "'packets' is not a valid percentage")]
    [InlineData("stats sum()", 7, "sum requires one argument, but has 0")]
    [InlineData("stats count(a, b)", 7, "count requires 0 to 1 arguments, but has 2")]
    [InlineData("stats bytes", 7, "'bytes' differs between events")]
    [InlineData("stats 1", 7, "'stats' has no aggregate function")]
    [InlineData("stats count(*) as n, sum(bytes) as n", 22, "two columns have the name 'n'")]
    [InlineData("stats count(*) by", 18, "is missing, where the query ends")]
    [InlineData("stats count(*) by bin(5)", 23, "a period is missing in bin")]
    [InlineData("stats count(*) by bin(5x)", 23, "Add a whole number and a unit")]
    [InlineData("stats count(*) by bin(0m)", 23, "a period is missing in bin")]
    [InlineData("stats count(*) by bin(@timestamp, 5m)", 23, "a period is missing in bin")]
    [InlineData("stats bin(5m), count(*)", 7, "bin() groups events by @timestamp")]
    [InlineData("stats count(*) as n by srcAddr | stats max(n) by bin(5m)", 50, "unavailable after 'stats'")]
    [InlineData("stats count(*) as n by srcAddr | stats latest(n)", 40, "latest depends on @timestamp")]
    [InlineData("stats count(*) as n by srcAddr | stats max(bytes)", 44, "'bytes' does not exist after 'stats', which has only the columns srcAddr, n")]
    [InlineData("stats count(*) as a by srcAddr | stats max(a) as b by a | stats max(b)", 59, "more than 2 'stats'")]
    [InlineData("stats count(*) | fields @message", 25, "'@message' does not exist after 'stats'")]
    [InlineData("sort bytes | stats count(*)", 14, "'stats' follows 'sort'")]
    [InlineData("limit 5 | stats count(*)", 11, "'stats' follows 'limit'")]
    [InlineData("limit 5 | filter bytes > 1", 11, "'filter' follows 'limit'")]
    [InlineData("limit 5 | limit 4", 11, "'limit' follows 'limit'")]
    [InlineData("dedup srcAddr | sort bytes", 17, "'sort' follows 'dedup'")]
    [InlineData("dedup srcAddr | fields bytes", 17, "'fields' follows 'dedup'")]
    [InlineData("sort bytes | sort packets", 14, "the query already has 'sort'")]
    [InlineData("limit", 6, "the number of rows is missing")]
    [InlineData("limit 0", 7, "from 1 to 100,000")]
    [InlineData("limit 100001", 7, "from 1 to 100,000")]
    [InlineData("limit 2.5", 7, "the number of rows is missing")]
    [InlineData("limit -1", 7, "the number of rows is missing")]
    [InlineData("fields", 7, "is missing")]
    [InlineData("fields a b", 10, "'b' is found after the command 'fields'")]
    [InlineData("fields bytes as", 16, "a name is missing")]
    [InlineData("fields bytes as by", 17, "a name is missing, where 'by' is found")]
    [InlineData("fields bytes as 'b'", 17, "a name is missing")]
    [InlineData("fields log-status", 8, "the field 'log' does not exist")]
    [InlineData("fields `log-status`", 8, "the field 'log-status' does not exist. Did you mean 'logStatus'?")]
    [InlineData("fields srcaddr", 8, "the field 'srcaddr' does not exist. Did you mean 'srcAddr'?")]
    [InlineData("fields bytes, timestamp", 15, "the field 'timestamp' does not exist. Did you mean '@timestamp'?")]
    [InlineData("fields flow_direction", 8, "because the default format lacks it")]
    [InlineData("fields nothing_like_it", 8, "the field 'nothing_like_it' does not exist.")]
    [InlineData("filter x = 1 | fields bytes as x", 8, "the field 'x' does not exist")]
    [InlineData("fields lenght(action)", 8, "'lenght' is not a function of Logs Insights")]
    [InlineData("fields strlenn(action)", 8, "Did you mean 'strlen'?")]
    [InlineData("fields jsonParse(@message)", 8, "the function jsonParse of Logs Insights is not supported here")]
    [InlineData("fields jsonparse(@message)", 8, "the function jsonParse of Logs Insights is not supported here. Remove it")]
    [InlineData("fields round(bytes)", 8, "the function round of Logs Insights is not supported here")]
    [InlineData("fields toNumber(bytes)", 8, "the function toNumber")]
    [InlineData("filter isPrivateIP(srcAddr)", 8, "the function isPrivateIP")]
    [InlineData("fields regexReplace(action, 'a', 'b')", 8, "the function regexReplace")]
    [InlineData("fields md5(action)", 8, "the function md5")]
    [InlineData("stats rate(bytes, 1m) by bin(5m)", 7, "the function rate")]
    [InlineData("fields abs(1, 2)", 8, "abs requires one argument, but has 2")]
    [InlineData("fields now(1)", 8, "now requires no argument, but has 1")]
    [InlineData("fields substr(action)", 8, "substr requires 2 to 3 arguments")]
    [InlineData("fields concat()", 8, "concat requires 1 or more arguments")]
    [InlineData("fields abs(1", 13, "')' is missing after the arguments of abs")]
    [InlineData("fields 5m", 8, "'5m' is not valid here")]
    [InlineData("fields datefloor(@timestamp)", 8, "datefloor requires 2 arguments")]
    [InlineData("fields datefloor(@timestamp, 5)", 30, "a period is missing in datefloor")]
    [InlineData("filter isIpv4InSubnet(srcAddr, '10.0.0.0')", 32, "a subnet in quotes is missing")]
    [InlineData("filter isIpv4InSubnet(srcAddr, '10.0.0.0/33')", 32, "a subnet in quotes is missing")]
    [InlineData("filter isIpv4InSubnet(srcAddr, '2001:db8::/32')", 32, "Use isIpv6InSubnet")]
    [InlineData("filter isIpv6InSubnet(srcAddr, '10.0.0.0/8')", 32, "Use isIpv4InSubnet")]
    [InlineData("filter isIpInSubnet(srcAddr)", 8, "isIpInSubnet requires 2 arguments")]
    [InlineData("parse @message '* *' as a", 16, "the pattern has 2 '*', but 1 names follow")]
    [InlineData("parse @message '*' as a, b", 16, "the pattern has 1 '*', but 2 names follow")]
    [InlineData("parse @message '**' as a, b", 16, "no text between two '*'")]
    [InlineData("parse @message 'abc' as a", 16, "has no '*'")]
    [InlineData("parse @message '*'", 19, "'as' is missing")]
    [InlineData("parse @message '* *' as a, a", 28, "the name 'a' is duplicate")]
    [InlineData("parse @message", 15, "a pattern is missing")]
    [InlineData("parse 5", 7, "a field is missing")]
    [InlineData("parse @message /abc/", 16, "has no named group")]
    [InlineData("parse @message /(?<a>b)/ as c, d", 16, "has 1 named groups, but 2 names follow")]
    [InlineData("parse nothing '*' as a", 7, "the field 'nothing' does not exist")]
    [InlineData("fields 1e999", 8, "too large for a number")]
    public void Is_refused_at_the_column_with_the_value_and_the_cure(string query, int column, string words)
    {
        var error = Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse(query).Start(Asking.Options));
        Assert.Equal((query, 1, column), (error.Query, error.Line, error.Column));
        Assert.StartsWith($"Column {column} of the query: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message);
    }

    [Fact]
    public void Names_the_line_of_a_query_of_several()
    {
        var error = Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("fields bytes\n# a comment\n| filtr bytes > 1\n| limit 5"));
        Assert.Equal((3, 3), (error.Line, error.Column));
        Assert.StartsWith("Line 3, column 3 of the query: 'filtr'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_which_parse_command_a_custom_format_needs()
    {
        var options = new LogsInsightsOptions { Format = FlowLogFormat.Of(FlowField.SrcAddr, FlowField.Bytes) };
        var error = Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("filter srcAddr = 'x'").Start(options));
        Assert.Contains("begin the query with parse @message \"* *\" as srcaddr, bytes.", error.Message);
        error = Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("filter action = 'x'").Start(options));
        Assert.Contains("because the log format of 2 fields lacks it", error.Message);
        error = Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("parse @message '* *' as srcaddr, bytes | filter srcadr = 'x'")
            .Start(options));
        Assert.Contains("Did you mean 'srcaddr'?", error.Message);
    }

    [Fact]
    public void Is_refused_when_longer_than_logs_insights_takes()
    {
        var error = Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("limit 5" + new string(' ', 10_000)));
        Assert.Equal(10_001, error.Column);
        Assert.NotNull(LogsInsightsQuery.Parse("limit 5" + new string(' ', 9_993)));
    }

    [Fact]
    public void Nests_no_deeper_than_the_stack_allows()
    {
        Assert.Contains("are nested", Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("filter " + new string('(', 4000))).Message);
        Assert.Contains("are nested", Assert.Throws<InsightsQueryException>(() =>
            LogsInsightsQuery.Parse("filter " + string.Concat(Enumerable.Repeat("not ", 2000)) + "1")).Message);
        Assert.Contains("are nested", Assert.Throws<InsightsQueryException>(() => LogsInsightsQuery.Parse("fields " + new string('-', 4000) + "x")).Message);
        Assert.Contains("are nested", Assert.Throws<InsightsQueryException>(() =>
            LogsInsightsQuery.Parse("fields 2" + string.Concat(Enumerable.Repeat("^2", 4000)))).Message);
        Assert.Equal("1", Asking.Rows("filter " + new string('(', 90) + "bytes = 40" + new string(')', 90) + " | stats count(*)"));
        Assert.Equal("1000", Asking.Rows("filter bytes = 40 | fields 1" + string.Concat(Enumerable.Repeat(" + 1", 999)) + " as x"));
        Assert.Contains("joins more than 1000", Assert.Throws<InsightsQueryException>(() =>
            LogsInsightsQuery.Parse("fields 1" + string.Concat(Enumerable.Repeat("+1", 1001)))).Message);
    }

    [Fact]
    public void Any_text_is_a_query_or_refused_at_a_place_within_it()
    {
        static Gen<string> Of(params string[] words) =>
            from length in Gen.Choose(0, 30)
            from chosen in Gen.ArrayOf(Gen.Elements(words), length)
            select string.Concat(chosen);
        var texts = Gen.OneOf(
            Of("filter ", "stats ", "fields ", "bytes ", "| ", "sum(", "count(*) ", ") ", ", ", "by ", "as ", "x ", "1 ", "\"a\" ", "and ", "not ", "= ", "> ",
                "like ", "/a/ ", "in ", "[", "] "),
            Of("parse ", "@message ", "'*' ", "as a ", "| ", "sort ", "desc ", "limit ", "5 ", "dedup ", "bin(", "5m ", ") ", "\n", "# ", "`", "'", "-", "^",
                "%", "\u00e9"),
            Of("a", "1", "'", "\"", "`", "(", ")", "/", "\\", "|", "=", "*", " ", "\n", "#", ".", "e", "-"));
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(texts.ToArbitrary(), text =>
        {
            try
            {
                Asking.Answer(text);
            }
            catch (InsightsQueryException e)
            {
                var lines = text.Split('\n');
                Assert.InRange(e.Line, 1, lines.Length);
                Assert.InRange(e.Column, 1, lines[e.Line - 1].Length + 1);
            }
        }));
    }
}

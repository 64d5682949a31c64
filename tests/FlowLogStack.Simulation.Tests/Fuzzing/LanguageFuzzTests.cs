using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Each language in templates, in random texts.</summary>
public sealed class LanguageFuzzTests
{
    static readonly string[] Marks =
        ["(", ")", "[", "]", "{", "}", "\"", "'", "\\", ",", " ", "\t", "\n", "|", "||", "&&", "=", "!=", "<", ">", "<=", ">=", "*", "+", "-", "/", "^", "%",
            "!", "?", "$", "$.", "@", "#", ":", ".", "...", "é", "😀", "\0"];

    static readonly string[] Messages =
    [
        "2 123456789012 eni-0a 10.0.0.5 10.0.1.9 50000 22 6 10 840 1767225600 1767225630 REJECT OK", "", " ", "a b", "\"a b\" [c d] e", "[", "\"",
        """{"a":{"b":[1,null,{"c":"x"}]},"n":7.0,"s":"7","t":true}""", """{"a":1,"a":2}""", "[1]", "{", "\u00e9 \u00e9",
    ];

    static readonly string[] Patterns =
    [
        "[version, account, eni, src, dst, srcport, dstport=22, protocol, packets, bytes>100, start, end, action=REJECT, status]", "[..., a=1*, b!=*x]",
            "[a, ..., b]", "[a=%^10\\.[0-9]+%]", "[a=1 && a!=2 || a=3]", "[]",
        "{ $.a.b[*] = 1 && ($.s = \"7\" || $.n > 6.5) }", "{ $.a.b[0].c = x* }", "{ $.t IS TRUE }", "{ $.x NOT EXISTS }", "{ $.a.* IS NULL }",
            "{ $.s = %x+% }", "ERROR -\"two words\" ?a ?b", "", "\" \"", "%\\x41\\s%",
    ];

    [Fact]
    public void Filter_patterns() => Fuzz.Run(
        random => Fuzz.Text(random, Patterns, [.. Marks, "IS", "NOT", "EXISTS", "NULL", "TRUE", "a", "b=1", "$.a", "SPACE", "1e9", "-5", "action", "%"]),
        text =>
        {
            var pattern = LogPattern.Parse(text);
            foreach (var message in Messages)
            {
                pattern.IsMatch(Encoding.UTF8.GetBytes(message));
                pattern.TryMatch(Encoding.UTF8.GetBytes(message), out _);
            }
        });

    static readonly string[] Queries =
    [
        "fields @timestamp, srcAddr, bytes | filter action = \"REJECT\" and dstPort in [22, 3389] | sort bytes desc | limit 20",
        "stats sum(bytes) as total, count(*) by bin(5m), srcAddr | sort total desc | limit 10",
        "parse @message \"* * *\" as a, b, c | filter a like /x+/ and not isIpInSubnet(b, \"10.0.0.0/8\") | stats count_distinct(c) by a",
        "filter strlen(@message) > 5 and coalesce(action, \"x\") =~ /(?i)rej/ | display action | dedup action",
        "stats pct(bytes, 95), avg(bytes), max(bytes) - min(bytes) by action", "fields bytes * 8 / 60 as rate # a comment",
    ];

    [Fact]
    public void Queries_of_Logs_Insights() => Fuzz.Run(
        random => Fuzz.Text(random, Queries,
            [.. Marks, "fields", "filter", "stats", "sort", "limit", "parse", "dedup", "display", "by", "as", "and", "or", "not", "in", "like", "bin(", "5m",
                "count(*)", "sum(", "@message", "bytes", "/a+/", "1e9", "-5", "substr(", "unnest", "pattern"]),
        text =>
        {
            var run = LogsInsightsQuery.Parse(text).Start();
            foreach (var message in Messages)
                run.Add(Encoding.UTF8.GetBytes(message), DateTimeOffset.UnixEpoch);
            run.Complete();
        });

    static readonly string[] Expressions =
    [
        "m1 + m2 * 2", "IF(m1 > 5, m1, FILL(m2, 0))", "SUM([m1, m2])", "SUM(METRICS())", "RATE(m1) / PERIOD(m1)", "100 * m1 / (m1 + m2)", "ABS(DIFF(m1)) ^ 2",
            "INSIGHT_RULE_METRIC('r', 'Sum')", "FILL(METRICS(), 0)",
        "m1 > 1 AND m2 < 5 || !m1", "CEIL(LOG10(m1))", "IF(HOUR(m1) >= 8 && DAY(m1) < 6, 1, 0)", "MAX([m1, AVG(METRICS(\"m\")), 3])", "-m1 - -1",
    ];

    [Fact]
    public void Metric_math() => Fuzz.Run(
        random => Fuzz.Text(random, Expressions,
            [.. Marks, "m1", "m2", "m9", "IF(", "SUM(", "METRICS()", "FILL(", "REPEAT", "LINEAR", "RUNNING_SUM(", "TIME_SERIES(", "SORT(", "FIRST(", "DIFF(",
                "RATE(", "PERIOD(", "AND", "OR", "1e308", "0", "5"]),
        text => MetricExpression.Parse(text, ["m1", "m2"]).Evaluate(new Window(0)));

    static readonly string[] Rules =
    [
        "ALARM(a) OR NOT (OK(\"b c\") AND INSUFFICIENT_DATA(d))", "AT_LEAST(2, NOT ALARM, (a, \"b\", c))", "AT_LEAST(50%, OK, (a, b))", "TRUE AND FALSE",
            "ALARM(\"arn:aws:cloudwatch:us-east-1:123456789012:alarm:x\")", "ALARM(\"a\\\"b\")",
    ];

    [Fact]
    public void Rules_of_composite_alarms() => Fuzz.Run(
        random => Fuzz.Text(random, Rules,
            [.. Marks, "ALARM(", "OK(", "NOT ", "AND ", "OR ", "AT_LEAST(", "TRUE", "FALSE", "a", "arn:", ":alarm:", "0", "99999999999", "1%"]),
        text =>
        {
            var rule = AlarmRule.Parse(text);
            foreach (var state in Enum.GetValues<AlarmState>())
                rule.Evaluate(_ => state);
        });

    static readonly string[] Searches =
    [
        "SEARCH('{test,Port} MetricName=\"ByPort\"', 'Sum', 300)", "SUM(SEARCH('{test} load OR (avg NOT x)', 'Average')) / 2", "SEARCH('', 'Sum', 60.5) * m1",
            "100 * MAX(SEARCH('a', 'Sum')) / SUM(SEARCH('b=\"c\\\\\"', 'p99'))", "AVG((SEARCH('{\"a b\",c}', 'Sum')))",
    ];

    [Fact]
    public void Searches_for_metrics() => Fuzz.Run(
        random => Fuzz.Text(random, Searches,
            [.. Marks, "SEARCH(", "SUM(", "AVG(", "MIN(", "DATAPOINT_COUNT(", "'{test}'", "'Sum'", "NOT ", "AND ", "OR ", "a=", "m1", "0", "60"]),
        text =>
        {
            foreach (var search in SearchExpression.Parse(text, ["m1"]).Searches)
                search.Finds(new MetricIdentity("test", "LoadAvg5", KeyValuePair.Create("Port", "22")));
        });

    sealed class Window(int back) : IMetricWindow
    {
        public long Start => 1000 - (back * 5);

        public long Minutes => 5;

        public double? ValueOf(string id) => id switch { "m1" => 5 - back, "m2" => back % 2 == 0 ? null : 1e300, _ => null };

        public double? ValueOf(string rule, InsightMetric metric) => 3;

        public IMetricWindow Previous() => new Window(back + 1);
    }
}

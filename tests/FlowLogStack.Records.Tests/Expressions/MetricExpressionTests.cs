namespace FlowLogStack.Records.Tests;

public sealed class MetricExpressionTests
{
    [Theory]
    [InlineData("1+2*3", 7.0)]
    [InlineData("(1+2)*3", 9.0)]
    [InlineData("10-4-3", 3.0)]
    [InlineData("12/4/3", 1.0)]
    [InlineData("2^3", 8.0)]
    [InlineData("-a", -10.0)]
    [InlineData("a", 10.0)]
    [InlineData("a+b", 14.0)]
    [InlineData("a/b*100", 250.0)]
    [InlineData("a/zero", null)]
    [InlineData("a+none", 10.0)]
    [InlineData("none-a", -10.0)]
    [InlineData("none+none", null)]
    [InlineData("none<a", 1.0)]
    [InlineData("a AND none", 0.0)]
    [InlineData("a/none", null)]
    [InlineData("IF(none, 1, a)", 10.0)]
    [InlineData("IF(a, none)", 0.0)]
    [InlineData("IF(none>0, a)", null)]
    [InlineData("-none", null)]
    [InlineData("AVG([a,none])", 5.0)]
    [InlineData("MAX([b-a,none])", 0.0)]
    [InlineData("DATAPOINT_COUNT([a,none])", 1.0)]
    [InlineData("SUM(METRICS()/2)", 7.0)]
    [InlineData("TIME_SERIES(3)", 3.0)]
    [InlineData("FILL(none,0)", 0.0)]
    [InlineData("FILL(none, -1) + a", 9.0)]
    [InlineData("FILL(a,0)", 10.0)]
    [InlineData("IF(b>0,a/b*100,0)", 250.0)]
    [InlineData("IF(zero>0,a/zero,0)", 0.0)]
    [InlineData("IF(none>0,1,0)", null)]
    [InlineData("IF(a>b,a)", 10.0)]
    [InlineData("IF(a<b,a)", null)]
    [InlineData("a>b", 1.0)]
    [InlineData("a<=b", 0.0)]
    [InlineData("a==10 && b!=5", 1.0)]
    [InlineData("a<1 || b<1", 0.0)]
    [InlineData("a>1 AND b>1", 1.0)]
    [InlineData("a<1 OR b>1", 1.0)]
    [InlineData("!zero", 1.0)]
    [InlineData("SUM(METRICS())", 14.0)]
    [InlineData("SUM(METRICS('a'))", 10.0)]
    [InlineData("SUM([a,b,1])", 15.0)]
    [InlineData("AVG([a,b])", 7.0)]
    [InlineData("MIN([a,b,none])", 0.0)]
    [InlineData("MAX([a,b])", 10.0)]
    [InlineData("SUM([none])", null)]
    [InlineData("ABS(b-a)", 6.0)]
    [InlineData("CEIL(a/b)", 3.0)]
    [InlineData("FLOOR(a/b)", 2.0)]
    [InlineData("LOG10(a)", 1.0)]
    [InlineData("DIFF(a)", 3.0)]
    [InlineData("RATE(a)", 0.01)]
    [InlineData("a/PERIOD(a)", 10 / 300.0)]
    [InlineData("HOUR(a)", 1.0)]
    [InlineData("MINUTE(a)", 40.0)]
    [InlineData("DAY(a)", 4.0)]
    [InlineData("INSIGHT_RULE_METRIC('my rule', 'UniqueContributors')", 42.0)]
    [InlineData("INSIGHT_RULE_METRIC(\"my rule\", UniqueContributors) / 2", 21.0)]
    public void Computes_what_CloudWatch_does(string text, double? expected) =>
        Assert.Equal(expected, MetricExpression.Parse(text, ["a", "b", "zero", "none"]).Evaluate(new Window()));

    [Theory]
    [InlineData("", 1, "missing")]
    [InlineData("a+", 3, "missing")]
    [InlineData("a b", 3, "'b' is not expected")]
    [InlineData("(a", 3, "')' is expected")]
    [InlineData("1.2.3", 1, "not a number")]
    [InlineData("ANOMALY_DETECTION_BAND(a,2)+1", 1, "the function ANOMALY_DETECTION_BAND is not simulated")]
    [InlineData("SEARCH('x','Sum')", 1, "alarms do not take it")]
    [InlineData("RUNNING_SUM(a, b)", 1, "does not take 2 arguments")]
    [InlineData("MEDIAN(a)", 1, "unknown function MEDIAN")]
    [InlineData("SORT([a,b], MEDIAN, ASC)", 1, "use SUM, AVG, MIN or MAX")]
    [InlineData("SORT([a,b], SUM, UP)", 1, "use ASC or DESC")]
    [InlineData("SLICE([a,b], a)", 1, "of this kind")]
    [InlineData("M1+1", 1, "small letter")]
    [InlineData("a + #", 5, "'#' is not expected")]
    [InlineData("[a, b", 6, "']' is expected")]
    [InlineData("INSIGHT_RULE_METRIC('r','Median')", 25, "'Median' is not a metric of a rule. Use UniqueContributors")]
    public void Refuses_the_rest_by_name(string text, int column, string words)
    {
        var refused = Assert.Throws<MetricExpressionException>(() => MetricExpression.Parse(text, []));
        Assert.Equal(column, refused.Column);
        Assert.Contains(words, refused.Message);
    }

    // Three series over five windows: a is 1 - 3 - 7, b is - 2 - - 4, and c has no values.
    [Theory]
    [InlineData("a+b", "1 2 3 - 11")]
    [InlineData("b-a", "-1 2 -3 - -3")]
    [InlineData("a+1", "2 - 4 - 8")]
    [InlineData("c+1", "- - - - -")]
    [InlineData("FILL(a, 0)", "1 0 3 0 7")]
    [InlineData("FILL(a, b)", "1 2 3 - 7")]
    [InlineData("FILL(a, REPEAT)", "1 1 3 3 7")]
    [InlineData("FILL(b, REPEAT)", "- 2 2 2 4")]
    [InlineData("FILL(a, LINEAR)", "1 2 3 5 7")]
    [InlineData("FILL(b, LINEAR)", "- 2 2.66667 3.33333 4")]
    [InlineData("FILL(c, REPEAT)", "- - - - -")]
    [InlineData("RUNNING_SUM(a)", "1 - 4 - 11")]
    [InlineData("DIFF(a)", "- - 2 - 4")]
    [InlineData("DIFF_TIME(a)", "- - 120 - 120")]
    [InlineData("RATE(a)", "- - 0.01667 - 0.03333")]
    [InlineData("TIME_SERIES(0)", "0 0 0 0 0")]
    [InlineData("TIME_SERIES(MAX(a))", "7 7 7 7 7")]
    [InlineData("a-AVG(b)", "-2 - 0 - 4")]
    [InlineData("a/PERIOD(a)", "0.01667 - 0.05 - 0.11667")]
    [InlineData("FIRST([b,a])", "- 2 - - 4")]
    [InlineData("LAST([b,a])", "1 - 3 - 7")]
    [InlineData("FIRST(METRICS())", "1 - 3 - 7")]
    [InlineData("FIRST(REMOVE_EMPTY([c,b]))", "- 2 - - 4")]
    [InlineData("FIRST(REMOVE_EMPTY([c]))", "- - - - -")]
    [InlineData("FIRST(SORT(METRICS(), MAX, DESC))", "1 - 3 - 7")]
    [InlineData("FIRST(SORT(METRICS(), MAX, ASC))", "- 2 - - 4")]
    [InlineData("LAST(SORT(METRICS(), SUM, DESC))", "- - - - -")]
    [InlineData("LAST(SORT(METRICS(), SUM, DESC, 2))", "- 2 - - 4")]
    [InlineData("FIRST(SLICE(METRICS(), 1))", "- 2 - - 4")]
    [InlineData("SUM(SLICE(METRICS(), 0, 2))", "1 2 3 - 11")]
    [InlineData("AVG([a,b])", "0.5 1 1.5 - 5.5")]
    [InlineData("SUM([a,10])", "11 - 13 - 17")]
    [InlineData("DATAPOINT_COUNT(METRICS())", "1 1 1 - 2")]
    [InlineData("SUM(FILL(METRICS(), 1))", "3 4 5 3 12")]
    [InlineData("IF(a>2, b, 9)", "9 9 0 - 4")]
    [InlineData("MINUTE(a)", "40 - 42 - 44")]
    public void Computes_over_a_time_range(string text, string expected)
    {
        var expression = MetricExpression.Parse(text, ["a", "b", "c"]);
        Assert.Equal(MathType.Series, expression.TypeOf(_ => MathType.Series));
        Assert.Equal(expected, string.Join(' ', expression.Evaluate(new Series())
            .Select(value => value is { } known ? Math.Round(known, 5).ToString(System.Globalization.CultureInfo.InvariantCulture) : "-")));
    }

    // Rule 32: an alarm requires one time series.
    [Theory]
    [InlineData("AVG(a)", MathType.Number)]
    [InlineData("1+1", MathType.Number)]
    [InlineData("PERIOD(a)", MathType.Number)]
    [InlineData("METRICS()", MathType.List)]
    [InlineData("METRICS()*2", MathType.List)]
    [InlineData("[a,b]", MathType.List)]
    [InlineData("AVG(METRICS())", MathType.Series)]
    [InlineData("a+AVG(a)", MathType.Series)]
    public void Knows_a_number_from_a_time_series_and_a_list(string text, object type) =>
        Assert.Equal((MathType)type, MetricExpression.Parse(text, ["a", "b"]).TypeOf(_ => MathType.Series));

    [Theory]
    [InlineData("FIRST(a)", "requires a list of time series such as METRICS(), but has one time series")]
    [InlineData("REMOVE_EMPTY(1)", "but has a number")]
    [InlineData("TIME_SERIES(a)", "requires a number")]
    [InlineData("RUNNING_SUM(1)", "requires a time series")]
    [InlineData("SUM(1)", "requires a time series or a list of them")]
    [InlineData("FILL(a, METRICS())", "fills with a number or one time series")]
    public void Refuses_operands_of_another_type(string text, string words)
    {
        var expression = MetricExpression.Parse(text, ["a", "b"]);
        var refused = Assert.Throws<MetricExpressionException>(() => expression.TypeOf(_ => MathType.Series));
        Assert.Contains(words, refused.Message);
        Assert.True(refused.IsRefused);
    }

    [Fact]
    public void Computes_what_expressions_share_once()
    {
        var text = string.Concat(Enumerable.Repeat("(", 60)) + "a" + string.Concat(Enumerable.Repeat("+1)", 60));
        Assert.Equal(61, MetricExpression.Parse(text, []).Evaluate(new Series())[0]);
        Assert.True(Assert.Throws<MetricExpressionException>(() => MetricExpression.Parse(string.Concat(Enumerable.Repeat("a+", 2000)) + "a", [])).IsRefused);
    }

    // Ends of signs and parentheses count, or long sums would be refused as nested.
    [Theory]
    [InlineData(" + (-a)")]
    [InlineData("+ABS( -a )")]
    [InlineData(" - !( a )")]
    public void Siblings_are_not_nested(string term) =>
        Assert.Equal(["a"], MetricExpression.Parse("a" + string.Concat(Enumerable.Repeat(term, 90)), []).Ids);

    [Fact]
    public void Refuses_too_deep_nesting()
    {
        string Nested(int levels) => new string('-', levels - 1) + "a";
        Assert.Equal(["a"], MetricExpression.Parse(Nested(100), []).Ids);
        Assert.Contains("deeper than 100 levels", Assert.Throws<MetricExpressionException>(() => MetricExpression.Parse(Nested(101), [])).Message);
    }

    [Fact]
    public void Knows_what_it_reads()
    {
        var expression = MetricExpression.Parse("IF(m2>0, m1/m2, e3) + INSIGHT_RULE_METRIC('r', 'Sum')", []);
        Assert.Equal(["e3", "m1", "m2"], expression.Ids);
        Assert.Equal([("r", InsightMetric.Sum)], expression.Rules);
    }

    // A window of five minutes that starts on Thursday, 1 January 1970 at 01:40.
    sealed class Window(double before = 0) : IMetricWindow
    {
        public long Start => 100 - (5 * (long)(before / 3));

        public long Minutes => 5;

        public double? ValueOf(string id) => id switch { "a" => 10 - before, "b" => 4, "zero" => 0, _ => null };

        public double? ValueOf(string rule, InsightMetric metric) => (rule, metric) is ("my rule", InsightMetric.UniqueContributors) ? 42 : null;

        public IMetricWindow Previous() => new Window(before + 3);
    }

    sealed class Series : IMetricRange
    {
        public int Count => 5;

        public long Seconds => 60;

        public long StartOf(int index) => (100 + index) * 60;

        public MathValue ValueOf(string id) => MathValue.Series(id switch { "a" => [1, null, 3, null, 7], "b" => [null, 2, null, null, 4], _ =>
            new double?[5] });

        public double?[] ValuesOf(string rule, InsightMetric metric) => new double?[5];
    }
}

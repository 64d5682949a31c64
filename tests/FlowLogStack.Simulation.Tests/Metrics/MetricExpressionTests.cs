namespace FlowLogStack.Simulation.Tests;

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
    [InlineData("a+none", null)]
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
    [InlineData("MIN([a,b,none])", 4.0)]
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
    [InlineData("1.2.3", 1, "no number")]
    [InlineData("ANOMALY_DETECTION_BAND(a,2)+1", 1, "ANOMALY_DETECTION_BAND with 2 arguments is not simulated")]
    [InlineData("SEARCH('x','Sum')", 1, "alarms do not take it")]
    [InlineData("RUNNING_SUM(a)", 1, "RUNNING_SUM with 1 argument is not simulated")]
    [InlineData("FILL(a,REPEAT)", 8, "fill with a number")]
    [InlineData("SUM(a)", 1, "METRICS()")]
    [InlineData("M1+1", 1, "small letter")]
    [InlineData("INSIGHT_RULE_METRIC('r','Median')", 25, "'Median' is none of")]
    public void Refuses_the_rest_by_name(string text, int column, string words)
    {
        var refused = Assert.Throws<MetricExpressionException>(() => MetricExpression.Parse(text, []));
        Assert.Equal(column, refused.Column);
        Assert.Contains(words, refused.Message);
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
        public long Start => 100;

        public long Minutes => 5;

        public double? ValueOf(string id) => id switch { "a" => 10 - before, "b" => 4, "zero" => 0, _ => null };

        public double? ValueOf(string rule, InsightMetric metric) => (rule, metric) is ("my rule", InsightMetric.UniqueContributors) ? 42 : null;

        public IMetricWindow Previous() => new Window(3);
    }
}

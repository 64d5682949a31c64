using System.Globalization;
using System.Xml.Linq;

namespace FlowLogStack.Simulation.Tests;

public sealed class BacktestJUnitTests
{
    static readonly BacktestResult Day = SampleBacktest.Of();

    [Fact]
    public void Has_a_case_for_each_alarm_and_no_failure_without_a_limit()
    {
        var suite = Written(Day, null);

        Assert.Equal([.. Day.Alarms.Select(alarm => alarm.Name), .. Day.NotSimulated.Select(alarm => alarm.Name)], Cases(suite)
            .Select(test => (string)test.Attribute("name")!));
        Assert.Equal((17, 0, 0, 2), Totals(suite));
        Assert.Contains("Not simulated: AWS/SQS", (string)Case(suite, "Dead letters of the processor").Element("skipped")!.Attribute("message")!,
            StringComparison.Ordinal);
        Assert.Contains("It entered ALARM twice, in 2 incidents,", Case(suite, "SSH rejects").Element("system-out")!.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, true)]
    [InlineData(6, false)]
    public void Fails_the_alarms_that_entered_ALARM_where_their_total_reaches_the_limit(int failOn, bool isFailed)
    {
        var suite = Written(Day, failOn);

        var failed = Cases(suite).Where(test => test.Element("failure") is not null).Select(test => (string)test.Attribute("name")!).ToList();
        Assert.Equal(isFailed ? [$"ALARM count below {failOn}", "SSH rejects", "Port scan", "Egress volume anomaly", "Logs silent"] : Array.Empty<string>(),
            failed);
        Assert.Equal((18, failed.Count, 0, 2), Totals(suite));
    }

    [Fact]
    public void Fails_a_limit_without_records_and_reports_what_CloudWatch_does_not_accept_as_an_error()
    {
        var suite = Written(new BacktestResult { Template = "t.json", Refusals = ["Filter F: a literal is no dimension."] }, 1);

        Assert.Equal((2, 1, 1, 0), Totals(suite));
        Assert.Contains("no record", (string)Case(suite, "ALARM count below 1").Element("failure")!.Attribute("message")!, StringComparison.Ordinal);
        Assert.Equal("Filter F: a literal is no dimension.", (string)Case(suite, "Template, problem 1").Element("error")!.Attribute("message")!);
    }

    [Fact]
    public void Is_XML_whatever_a_name_has()
    {
        const string Name = "a\u0000b\u001b[31m<&\"'>]]>\ud800 \ud83d\ude00";

        Assert.Equal("a\ufffdb\ufffd[31m<&\"'>]]>\ufffd \ud83d\ude00",
            (string)Cases(Written(Day with { Template = Name, Alarms = [Day.Alarms[0] with { Name = Name, Notes = [Name] }], NotSimulated = [] },
            1)).Last().Attribute("name")!);
    }

    static XElement Written(BacktestResult result, int? failOn)
    {
        using var output = new MemoryStream();
        BacktestJUnit.Write(result, failOn, output);
        output.Position = 0;
        return XDocument.Load(output).Root!.Elements("testsuite").Single();
    }

    static IEnumerable<XElement> Cases(XElement suite) => suite.Elements("testcase");

    static XElement Case(XElement suite, string name) => Cases(suite).Single(test => (string)test.Attribute("name")! == name);

    static (int Tests, int Failures, int Errors, int Skipped) Totals(XElement suite)
    {
        int Of(string name) => int.Parse((string)suite.Attribute(name)!, CultureInfo.InvariantCulture);
        Assert.Equal(Cases(suite).Count(), Of("tests"));
        Assert.Equal(suite.Descendants("failure").Count(), Of("failures"));
        return (Of("tests"), Of("failures"), Of("errors"), Of("skipped"));
    }
}

using System.Globalization;
using System.Text;
using System.Xml;

namespace FlowLogStack.Simulation;

/// <summary>A backtest as a JUnit report, for the test views of CI systems.</summary>
/// <remarks>
/// One test case for each alarm. The report has failures exactly where the command fails: alarms that entered <c>ALARM</c>, if the total reaches the limit of
/// <c>--fail-on</c>; missing records, if there is a limit; and errors for what CloudWatch does not accept. Alarms that were not simulated are skipped.
/// </remarks>
static class BacktestJUnit
{
    const string Suite = "flowlogs backtest";

    /// <summary>Writes the report.</summary>
    /// <param name="result">The backtest.</param>
    /// <param name="failOn">Total <c>ALARM</c> count from which the backtest fails; null for no limit.</param>
    /// <param name="output">Receives the XML as UTF-8 with a final line feed. The stream stays open.</param>
    public static void Write(BacktestResult result, int? failOn, Stream output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        var isFailed = failOn is { } limit && result.FailsAt(limit);
        using (var xml = XmlWriter.Create(output, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" }))
        {
            var inAlarm = result.Alarms.Where(alarm => alarm.Kind is not AlarmKind.Composite && alarm.TimesInAlarm > 0).ToList();
            xml.WriteStartElement("testsuites");
            xml.WriteStartElement("testsuite");
            Attribute(xml, "name", Suite);
            Attribute(xml, "tests", Number(result.Alarms.Count + result.NotSimulated.Count + result.Refusals.Count + (failOn is null ? 0 : 1)));
            Attribute(xml, "failures", Number(isFailed ? 1 + inAlarm.Count : 0));
            Attribute(xml, "errors", Number(result.Refusals.Count));
            Attribute(xml, "skipped", Number(result.NotSimulated.Count));
            Attribute(xml, "time", "0");
            if (failOn is { } most)
                WriteLimit(xml, result, most, isFailed);
            foreach (var alarm in result.Alarms)
                WriteAlarm(xml, result, alarm, isFailed && inAlarm.Contains(alarm));
            foreach (var alarm in result.NotSimulated)
                WriteCase(xml, result, alarm.Name, "skipped", $"Not simulated: {alarm.Reason}.", null);
            foreach (var (refusal, index) in result.Refusals.Select((refusal, index) => (refusal, index)))
                WriteCase(xml, result, string.Create(CultureInfo.InvariantCulture, $"Template, problem {index + 1}"), "error", refusal, null);
            WriteText(xml, "system-out", Summary(result));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        output.Write("\n"u8);
    }

    static void WriteLimit(XmlWriter xml, BacktestResult result, int limit, bool isFailed)
    {
        var message = result.Records == 0
            ? "There is no record to test with. Check the inputs, --format, --from and --to."
            : string.Create(CultureInfo.InvariantCulture, $"Alarms entered ALARM {result.TimesInAlarm} times in total, and the limit of --fail-on is {limit}.");
        WriteCase(xml, result, string.Create(CultureInfo.InvariantCulture, $"ALARM count below {limit}"), isFailed ? "failure" : null, message, null);
    }

    static void WriteAlarm(XmlWriter xml, BacktestResult result, AlarmOutcome alarm, bool isFailed) =>
        WriteCase(xml, result, alarm.Name, isFailed ? "failure" : null, $"{AlarmSentences.Evaluation(alarm)} {AlarmSentences.Result(alarm)}", Details(alarm));

    static void WriteCase(XmlWriter xml, BacktestResult result, string name, string? outcome, string message, string? details)
    {
        xml.WriteStartElement("testcase");
        Attribute(xml, "classname", result.Template.Length == 0 ? Suite : result.Template);
        Attribute(xml, "name", name);
        Attribute(xml, "time", "0");
        if (outcome is not null)
        {
            xml.WriteStartElement(outcome);
            Attribute(xml, "message", message);
            if (details is not null)
                xml.WriteString(Valid(details));
            xml.WriteEndElement();
        }
        else
        {
            WriteText(xml, "system-out", details is null ? message : $"{message}\n{details}");
        }

        xml.WriteEndElement();
    }

    static void WriteText(XmlWriter xml, string element, string text)
    {
        xml.WriteStartElement(element);
        xml.WriteString(Valid(text));
        xml.WriteEndElement();
    }

    static string Details(AlarmOutcome alarm)
    {
        var lines = new List<string>();
        lines.AddRange(alarm.IncidentPeriods.Select(incident =>
            $"{BacktestJson.TextOf(incident.From)} for {TimeText.Length(incident.Duration)}{(incident.IsOngoing ? ", still in ALARM" : "")}"));
        if (alarm.Talkers.Sources.Count > 0)
            lines.Add($"Top source: {alarm.Talkers.Sources[0].Value}");
        lines.AddRange(alarm.Notes);
        return string.Join('\n', lines);
    }

    static string Summary(BacktestResult result) =>
        $"{Finding.Headline(result, AttackReview.None)} {NumberText.Plural(result.Records, "record")}, "
            + $"{NumberText.Plural(result.RejectedLines, "malformed line")}.";

    static void Attribute(XmlWriter xml, string name, string value) => xml.WriteAttributeString(name, Valid(value));

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    // Names and records can have characters that XML does not have at all.
    static string Valid(string text)
    {
        var valid = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (XmlConvert.IsXmlChar(text[at]))
                valid.Append(text[at]);
            else if (at + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[at + 1], text[at]))
                valid.Append(text[at]).Append(text[++at]);
            else
                valid.Append('\uFFFD');
        }

        return valid.ToString();
    }
}

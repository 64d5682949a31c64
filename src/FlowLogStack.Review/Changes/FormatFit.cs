using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FlowLogStack.Records;

namespace FlowLogStack.Review;

/// <summary>Parts of a template that don't fit the log format of the records they read.</summary>
sealed partial class FormatFit
{
    readonly ReviewedTemplate template;
    readonly IReadOnlyList<FlowLogFacts> flowLogs;
    readonly List<Misfit> misfits = [];

    FormatFit(ReviewedTemplate template)
    {
        this.template = template;
        flowLogs = template.FlowLogs;
    }

    /// <summary>Returns the misfits of a template.</summary>
    internal static IReadOnlyList<Misfit> Of(ReviewedTemplate template)
    {
        var fit = new FormatFit(template);
        fit.Check();
        return fit.misfits;
    }

    /// <summary>Returns the column of flow log tables whose names occur in a query.</summary>
    internal static bool Uses(string query, string column) =>
        Regex.IsMatch(query, $"(?<![A-Za-z0-9_]){Regex.Escape(column)}(?![A-Za-z0-9_])", RegexOptions.CultureInvariant);

    void Check()
    {
        foreach (var filter in template.Of("AWS::Logs::MetricFilter"))
        {
            var pattern = filter.Text("FilterPattern") ?? "";
            var used = filter.Items("MetricTransformations").SelectMany(ValuesOf).ToList();
            foreach (var format in FormatsOf(filter.Text("LogGroupName")))
                Add(filter, ReviewSeverity.High, $"The metric filter {Markup.Code(filter.DisplayName)} does not fit the log format.",
                    PatternWords.Mistakes(pattern, format, used));
        }

        foreach (var filter in template.Of("AWS::Logs::SubscriptionFilter"))
        {
            foreach (var format in FormatsOf(filter.Text("LogGroupName")))
                Add(filter, ReviewSeverity.High, $"The subscription filter {Markup.Code(filter.LogicalId)} does not fit the log format.",
                    PatternWords.Mistakes(filter.Text("FilterPattern") ?? "", format, []));
            CheckProcessor(filter);
        }

        foreach (var rule in template.Of("AWS::CloudWatch::InsightRule"))
            CheckRule(rule);
        foreach (var query in template.Of("AWS::Logs::QueryDefinition"))
        {
            foreach (var format in query.Items("LogGroupNames").SelectMany(name => FormatsOf(RawJson.Text(name))).Distinct())
                Add(query, ReviewSeverity.Medium, $"The saved query {Markup.Code(query.DisplayName)} does not fit the log format.",
                    QueryMistakes(query.Text("QueryString") ?? "", format));
        }

        foreach (var table in template.Of("AWS::Glue::Table"))
            CheckTable(table);
        foreach (var dashboard in template.Of("AWS::CloudWatch::Dashboard"))
            CheckDashboard(dashboard);
    }

    IEnumerable<FlowLogFormat> FormatsOf(string? logGroup) =>
        flowLogs.Where(flowLog => flowLog.IsLogGroup && flowLog.Destination == logGroup).Select(flowLog => flowLog.Format).OfType<FlowLogFormat>().Distinct();

    void CheckProcessor(ReviewedResource filter)
    {
        var function = filter.ReferencesOf("DestinationArn").Select(template.Resources.GetValueOrDefault)
            .FirstOrDefault(resource => resource?.Type == "AWS::Lambda::Function");
        if (function?.Text($"Environment.Variables.{ProcessorVariables.FlowLogFormat}") is not { } text)
            return;
        foreach (var format in FormatsOf(filter.Text("LogGroupName")).Where(format => format.ToString() != text))
            Add(function, ReviewSeverity.High, $"The processor {Markup.Code(function.DisplayName)} reads another log format than is delivered.",
                [$"{Markup.Code(ProcessorVariables.FlowLogFormat)} has {text.Count(c => c == '$')} fields, records have {format.Fields.Length}, and fields "
                + "are read by position."]);
    }

    void CheckRule(ReviewedResource rule)
    {
        if (CanonicalJson.Inside(rule.Text("RuleBody") ?? "") is not JsonObject body || body["Fields"] is not JsonObject fields
            || RawJson.Text(body["LogFormat"]) != "CLF")
            return;
        foreach (var format in RawJson.Items(body["LogGroupNames"]).SelectMany(name => FormatsOf(RawJson.Text(name))).Distinct())
        {
            var mistakes = fields
                .Select(field => (At: int.TryParse(field.Key, out var at) ? at : 0, Name: RawJson.Text(field.Value) ?? ""))
                .Where(field => PatternWords.FieldNamed(field.Name) is { } meant
                    && (field.At < 1 || field.At > format.Fields.Length || format.Fields[field.At - 1].Name != meant.Name))
                .Select(field => field.At > format.Fields.Length
                    ? $"It reads {Markup.Code(field.Name)} as field {field.At}, and records have {format.Fields.Length} fields."
                    : $"It reads {Markup.Code(field.Name)} where records have {Markup.Code(format.Fields[Math.Max(field.At, 1) - 1].Name)}.");
            Add(rule, ReviewSeverity.High, $"The Contributor Insights rule {Markup.Code(rule.DisplayName)} does not fit the log format.", mistakes);
        }
    }

    static IEnumerable<string> QueryMistakes(string query, FlowLogFormat format)
    {
        var parse = ParseAll().Match(query);
        if (parse.Success)
        {
            var stars = parse.Groups[1].Value.Count(c => c == '*');
            var names = parse.Groups[2].Value.Split(',').Select(name => name.Trim()).ToList();
            if (stars > format.Fields.Length)
                yield return $"Its {Markup.Code("parse")} needs {stars} fields and records have {format.Fields.Length}, so it returns nothing.";
            for (var i = 0; i < Math.Min(names.Count, format.Fields.Length); i++)
            {
                if (PatternWords.FieldNamed(names[i]) is { } meant && meant.Name != format.Fields[i].Name)
                {
                    yield return $"It reads {Markup.Code(names[i])} where records have {Markup.Code(format.Fields[i].Name)}.";
                    yield break;
                }
            }

            if (stars > 0 && stars < format.Fields.Length && stars == names.Count)
                yield return $"Its {Markup.Code("parse")} has {stars} fields and records have {format.Fields.Length}, so {Markup.Code(names[^1])} contains "
                    + "the rest of the record.";
        }
        else if (!format.Equals(FlowLogFormat.Default) && !query.Contains("parse", StringComparison.Ordinal) && Discovered
            .FirstOrDefault(name => Uses(query, name)) is { } used)
        {
            yield return $"It uses {Markup.Code(used)}, which Logs Insights discovers only in the default format. Add a {Markup.Code("parse")} command.";
        }
    }

    void CheckTable(ReviewedResource table)
    {
        var location = table.Text("TableInput.Parameters") is not null
            && RawJson.Text((table.Node("TableInput.Parameters") as JsonObject)?["storage.location.template"]) is { } projected ? projected
            : table.Text("TableInput.StorageDescriptor.Location");
        if (location is null)
            return;
        var columns = table.Items("TableInput.StorageDescriptor.Columns").Select(column => RawJson.Text(column["Name"])!).ToList();
        foreach (var flowLog in flowLogs
            .Where(flowLog => flowLog.IsS3 && flowLog.Format is not null && location.StartsWith(flowLog.Location, StringComparison.Ordinal)))
        {
            var fields = flowLog.Format!.Fields.Select(field => field.Column).ToList();
            var mistakes = new List<string>();
            if (flowLog.IsParquet)
            {
                if (columns.Except(fields).ToList() is { Count: > 0 } absent)
                    mistakes.Add($"Objects have no {Markup.Codes(absent)}, so these columns are NULL.");
            }
            else if (columns.Zip(fields).Where(pair => pair.First != pair.Second).Select(pair => ((string, string)?)pair).FirstOrDefault() is { } wrong)
            {
                mistakes.Add($"It reads {Markup.Code(wrong.Item1)} where objects have {Markup.Code(wrong.Item2)}, because text is read by position.");
            }
            else if (columns.Count > fields.Count)
            {
                mistakes.Add($"It has {columns.Count} columns and objects have {fields.Count}, so {Markup.Codes(columns.Skip(fields.Count))} are NULL.");
            }

            Add(table, flowLog.IsParquet ? ReviewSeverity.Medium : ReviewSeverity.High,
                $"The table {Markup.Code(table.DisplayName)} does not fit the log format of {Markup.Code(flowLog.Resource.LogicalId)}.", mistakes);
        }
    }

    void CheckDashboard(ReviewedResource dashboard)
    {
        foreach (var widget in DashboardText.WidgetsOf(dashboard).Where(widget => widget.Query is not null))
        {
            foreach (var format in SourceIn().Matches(widget.Query!).SelectMany(match => FormatsOf(match.Groups[1].Value)).Distinct())
                Add(dashboard, ReviewSeverity.Medium,
                    $"The widget {Markup.Code(widget.Title)} of the dashboard {Markup.Code(dashboard.DisplayName)} does not fit the log format.",
                    QueryMistakes(widget.Query!, format));
        }
    }

    void Add(ReviewedResource resource, ReviewSeverity severity, string title, IEnumerable<string> mistakes)
    {
        var all = mistakes.Distinct().ToList();
        if (all.Count > 0)
            misfits.Add(new Misfit(resource, severity, title, all));
    }

    static IEnumerable<string> ValuesOf(JsonNode transformation)
    {
        if (RawJson.Text(transformation["MetricValue"]) is ['$', .. var name])
            yield return name;
        foreach (var dimension in RawJson.Items(transformation["Dimensions"]))
        {
            if (RawJson.Text(dimension["Value"]) is ['$', .. var field])
                yield return field;
        }
    }

    // Fields that Logs Insights finds in the default format, in spellings that no custom format has.
    static readonly string[] Discovered = ["srcAddr", "dstAddr", "srcPort", "dstPort", "accountId", "interfaceId", "logStatus", "startTime", "endTime"];

    [GeneratedRegex(@"parse\s+@message\s+[""']((?:\*\s*)+)[""']\s+as\s+([A-Za-z0-9_,\s]+?)\s*(?:\||$|\n)", RegexOptions.CultureInvariant)]
    private static partial Regex ParseAll();

    [GeneratedRegex(@"SOURCE\s+'([^']+)'", RegexOptions.CultureInvariant)]
    private static partial Regex SourceIn();
}

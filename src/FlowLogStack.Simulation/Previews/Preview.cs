using System.Text.Json;
using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A preview: fills the dashboards of a template with data from recorded flow logs, files of CloudTrail and S3 server access logs.</summary>
/// <remarks>
/// <para>
/// Read objects in any order, then call <see cref="Finish"/>. The records are events as in a <see cref="Backtest"/>, read once: metric filters,
/// Contributor Insights rules and Logs Insights queries all evaluate them. Memory grows with the number of minutes times metrics, and with the groups
/// of queries, not with the number of records.
/// </para>
/// <para>Metrics that flow logs don't contain, such as those of other services, are replaced by a reason.</para>
/// </remarks>
sealed class Preview
{
    const int DefaultSize = 6;
    const int Columns = 24;

    readonly AlarmTemplate template;
    readonly BacktestPlan plan;
    readonly Backtest backtest;
    readonly ActivityFeed activity;
    readonly BacktestOptions options;
    readonly List<(DashboardDefinition Definition, List<(WidgetProperties Widget, WidgetDraft Draft)> Widgets)> dashboards = [];
    readonly List<string> notes = [];
    readonly List<string> refusals = [];

    /// <summary>Prepares a preview.</summary>
    /// <param name="template">Template whose dashboards are drawn.</param>
    /// <param name="options">Options of the simulation; no thresholds are suggested. Default: null (AWS's behavior, as far as it is documented).</param>
    /// <param name="dashboard">Name or logical id of the only dashboard to draw. Default: null (all dashboards).</param>
    /// <exception cref="TemplateException">
    /// The template has no dashboard, or none of that name, or one isn't valid JSON, or the template has several log groups that the records could
    /// belong to.
    /// </exception>
    public Preview(AlarmTemplate template, BacktestOptions? options = null, string? dashboard = null)
    {
        ArgumentNullException.ThrowIfNull(template);
        this.template = template;
        this.options = (options ?? new BacktestOptions()) with { PagesPerWeek = null };
        var bodies = Choose(template, dashboard).Select(definition => (Definition: definition, Body: Parse(definition))).ToList();
        plan = new BacktestPlan(template, this.options.LogGroup, [.. bodies.SelectMany(body => WidgetPlanner.RulesOf(body.Body))],
            flowLog: this.options.FlowLog, takesCalls: true);
        activity = new ActivityFeed(this.options);
        backtest = new Backtest(template, this.options, plan);
        var planner = new WidgetPlanner(plan, activity, HeaderlessFormat);
        foreach (var (definition, body) in bodies)
        {
            dashboards.Add((definition, [.. new WidgetProperties(body).List("widgets").Select(widget => new WidgetProperties(widget))
                .Select(widget => (widget, planner.Plan(widget)))]));
            notes.AddRange(definition.Problems.Select(problem => $"{definition.Name}: {problem}."));
            // A placeholder value for something unknown may be the cause of the problem.
            (definition.Problems.Count == 0 ? refusals : notes).AddRange(DashboardBody.Check(definition.Body)
                .Select(problem => $"CloudWatch does not accept the dashboard '{definition.Name}': {problem}."));
            notes.AddRange(DashboardBody.Warnings(definition.Body)
                .Select(problem => $"CloudWatch accepts the dashboard '{definition.Name}' with a warning: {problem}."));
        }
    }

    /// <summary>Log format of files without a header line.</summary>
    public FlowLogFormat HeaderlessFormat => backtest.HeaderlessFormat;

    /// <summary>
    /// Reads a text object, compressed with gzip or not, or a Parquet object. Files of CloudTrail and S3 server access logs are recognized by content.
    /// </summary>
    /// <param name="stream">Bytes of the object. The stream isn't disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="rejected">Callback with the line number of each malformed line and the reason. Default: null (none).</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is Parquet of other data than flow logs. Records read before still
    /// count.</exception>
    public void Read(Stream stream, string name, Action<long, string>? rejected = null) =>
        RecordSinks.Read(stream, name, HeaderlessFormat, [backtest, activity], rejected);

    /// <summary>Fills the dashboards with all records read.</summary>
    public PreviewResult Finish()
    {
        var result = backtest.Finish();
        var time = Time();
        return new PreviewResult
        {
            Template = template.Name,
            Records = result.Records + activity.Requests,
            RejectedLines = result.RejectedLines,
            From = time is { } begin ? EpochMinute.ToInstant(begin.From) : null,
            To = time is { } end ? EpochMinute.ToInstant(end.To) : null,
            Dashboards = [.. dashboards.Select(dashboard => new DashboardPreview(dashboard.Definition.LogicalId, dashboard.Definition.Name,
                [.. dashboard.Widgets.Select(widget => Complete(widget.Widget, widget.Draft, time, result))]))],
            Refusals = [.. refusals, .. result.Refusals],
            Notes = [.. refusals.Concat(notes).Concat(result.Notes).Distinct()],
        };
    }

    static IEnumerable<DashboardDefinition> Choose(AlarmTemplate template, string? wanted)
    {
        if (template.Dashboards.Count == 0)
            throw new TemplateException($"{template.Name} has no AWS::CloudWatch::Dashboard. Add one, with AddDashboards or \"dashboards\" in flowlogs.json, "
                + $"and synthesize again.{string.Concat(template.Notes.Select(note => " " + note))}");
        if (wanted is null)
            return template.Dashboards;
        var found = template.Dashboards.Where(dashboard => dashboard.Name == wanted || dashboard.LogicalId == wanted).ToList();
        if (found.Count > 0)
            return found;
        var names = template.Dashboards.Select(dashboard => dashboard.Name).ToList();
        var nearest = Nearest.To(wanted, names);
        throw new TemplateException($"{template.Name} has no dashboard '{wanted}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} It "
            + $"has {string.Join(", ", names)}.");
    }

    static JsonElement Parse(DashboardDefinition definition)
    {
        try
        {
            using var document = JsonDocument.Parse(definition.Body);
            TemplateText.EnsureCharacters(definition.Body);
            return document.RootElement.ValueKind is JsonValueKind.Object ? document.RootElement.Clone()
                : throw new TemplateException($"{definition.LogicalId}: DashboardBody is not a JSON object, which begins with {{\"widgets\":[.");
        }
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new TemplateException($"{definition.LogicalId}: DashboardBody is not well-formed "
                + $"JSON: {(e is JsonException fault ? JsonFault.Of(fault) : e.Message)}"
                + $"{(definition.Problems.Count > 0 ? $" Unresolved values: {string.Join("; ", definition.Problems)}." : "")}", e);
        }
    }

    PreviewTime? Time()
    {
        if (backtest.Extent is not { } extent)
            return activity.Extent is { } only ? new PreviewTime(only.First, only.Last + 1) : null;
        if (activity.Extent is { } other)
            extent = (Math.Min(extent.First, other.First), Math.Max(extent.Last, other.Last));
        var from = options.From is { } start ? Math.Min(EpochMinute.Of(start), extent.First) : extent.First;
        // Metrics of a processor have the time at which a record arrives.
        var to = options.To is { } end
            ? Math.Max(EpochMinute.NotBeforeSecond(end.ToUnixTimeSeconds()), extent.Last + 1)
            : Math.Max(extent.Last, plan.Library.LastMinute() ?? extent.Last) + 1;
        return new PreviewTime(from, to);
    }

    static WidgetPreview Complete(WidgetProperties widget, WidgetDraft draft, PreviewTime? time, BacktestResult result)
    {
        var properties = widget.Nested("properties");
        var width = widget.Whole("width", DefaultSize, 1, Columns);
        int? x = widget.Number("x") is null ? null : widget.Whole("x", 0, 0, Columns - 1);
        int? y = x is null || widget.Number("y") is null ? null : widget.Whole("y", 0, 0, 10_000);
        var content = time is { } known || draft is WidgetDraft.Fixed ? draft.Complete(time ?? default, result)
            : new WidgetContent.Unavailable("The input contains no record.");
        return new WidgetPreview(properties.Text("title") ?? "", y is null ? null
            : x, y, Math.Min(width, Columns - (x ?? 0)), widget.Whole("height", DefaultSize, 1, 1000), content);
    }
}

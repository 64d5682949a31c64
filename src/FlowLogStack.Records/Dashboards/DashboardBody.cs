using System.Globalization;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>Validation of the JSON body of a dashboard by CloudWatch's documented rules and recorded responses.</summary>
/// <remarks>
/// <c>PutDashboard</c> has three outcomes for a body: an error (<see cref="Check"/>), success with validation messages
/// (<see cref="Warnings"/>), and success. Only an error blocks a deployment, in the middle of it. Neither CloudWatch nor this
/// class checks properties of the widgets <c>log</c> and <c>explorer</c>.
/// </remarks>
public static class DashboardBody
{
    /// <summary>Maximum number of widgets of a dashboard: 500.</summary>
    public const int MaximumWidgets = 500;

    /// <summary>Maximum number of variables of a dashboard: 25.</summary>
    public const int MaximumVariables = 25;

    /// <summary>Maximum number of metrics and expressions of a widget: 500.</summary>
    public const int MaximumMetrics = 500;

    /// <summary>Maximum number of metrics and expressions of all widgets of a dashboard: 2,500.</summary>
    public const int MaximumTotalMetrics = 2500;

    /// <summary>Maximum number of characters of a body: 1,000,000, the limit of the CloudFormation template that contains it.</summary>
    public const int MaximumLength = 1_000_000;

    /// <summary>Returns the problems for which CloudWatch returns an error, in the order of the body; empty for a body that it accepts.</summary>
    /// <param name="json">Body, without tokens or intrinsic functions.</param>
    public static IReadOnlyList<DashboardProblem> Check(string json) => Find(json).Refusals;

    /// <summary>
    /// Returns the problems for which CloudWatch returns validation messages, in the order of the body: unknown properties, unknown
    /// types of widgets and views, and ranges that are not valid. None of them blocks a deployment.
    /// </summary>
    /// <param name="json">Body, without tokens or intrinsic functions.</param>
    public static IReadOnlyList<DashboardProblem> Warnings(string json) => Find(json).Warnings;

    static DashboardFindings Find(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        var findings = new DashboardFindings();
        if (json.Length > MaximumLength)
            findings.Refusals.Add(new("", $"The body has {json.Length} characters, and {MaximumLength} fit: make several dashboards of it"));
        try
        {
            using var document = JsonDocument.Parse(json);
            CheckBody(new DashboardNode(document.RootElement, "", null, findings));
        }
        // Half of a surrogate pair is not valid text, in any notation.
        catch (Exception e) when (e is JsonException or ArgumentException or InvalidOperationException)
        {
            findings.Refusals.Add(new("", $"The field DashboardBody must be a valid JSON object: {e.Message}"));
        }

        return findings;
    }

    static void CheckBody(DashboardNode body)
    {
        if (!body.BeObject())
            return;
        body.HaveOnly("widgets", "variables", "start", "end", "periodOverride");
        CheckRange(body);
        body.Member("periodOverride")?.BeKnown("auto", "inherit");
        if (body.Member("variables") is { } variables && variables.BeList(0, MaximumVariables))
            DashboardVariableRules.Check(variables);
        if (body.Required("widgets") is not { } widgets || !widgets.BeList(0, MaximumWidgets))
            return;
        var metrics = 0;
        foreach (var widget in widgets.Items())
        {
            CheckWidget(widget.Titled(Title(widget.Value)));
            metrics += MetricWidgetRules.CountOf(widget);
        }

        if (metrics > MaximumTotalMetrics)
            widgets.Report($"Should NOT have more than {MaximumTotalMetrics} metrics in all widgets, and has {metrics}");
    }

    static string? Title(JsonElement widget) =>
        widget.ValueKind is JsonValueKind.Object && widget.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object
            && properties.TryGetProperty("title", out var title) && title.ValueKind is JsonValueKind.String
            ? title.GetString()
            : null;

    static void CheckWidget(DashboardNode widget)
    {
        if (!widget.BeObject())
            return;
        widget.HaveOnly("type", "x", "y", "width", "height", "properties");
        widget.Member("x")?.BeWhole(0, 23);
        widget.Member("y")?.BeWhole(0, int.MaxValue);
        if (widget.Has("x") != widget.Has("y"))
            widget.Report($"Should have both of 'x' and 'y' or neither, and has no '{(widget.Has("x") ? "y" : "x")}'");
        widget.Member("width")?.BeWhole(1, 24);
        widget.Member("height")?.BeWhole(1, 1000);
        var type = widget.Required("type");
        var properties = widget.Required("properties");
        var isKnown = type?.BeKnown(WidgetRules.Types);
        if (properties is { } held && held.BeObject() && isKnown == true)
            WidgetRules.Check(type!.Value.Text, held);
    }

    static void CheckRange(DashboardNode body)
    {
        var start = body.Member("start");
        var end = body.Member("end");
        if (start is { } from && from.BeText() && !IsRelative(from.Text) && !IsInstant(from.Text, out _))
            from.Warn($"Should be a time before now such as -PT3H or -P7D, or an instant such as 2026-11-21T00:00:00.000Z, and is '{from.Text}'");
        if (end is not { } to || !to.BeText())
            return;
        if (!IsInstant(to.Text, out var last))
            to.Warn($"Should be an instant such as 2026-11-21T00:00:00.000Z, and is '{to.Text}'");
        else if (start is { IsText: true } first && IsInstant(first.Text, out var begin) && begin >= last)
            to.Warn($"Should be after the start {first.Text}, and is {to.Text}");
    }

    static bool IsInstant(string text, out DateTimeOffset instant)
    {
        instant = default;
        return text.Length >= 10 && text[4] == '-' && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
    }

    // -P7D, -PT3H, -P1DT12H: numbers, each with its unit in the order of ISO 8601, hours and less after a T.
    static bool IsRelative(string text)
    {
        if (!text.StartsWith("-P", StringComparison.Ordinal))
            return false;
        var units = "YMWDT";
        var digits = 0;
        var parts = 0;
        foreach (var c in text.AsSpan(2))
        {
            if (char.IsAsciiDigit(c))
            {
                digits++;
                continue;
            }

            var place = units.IndexOf(c, StringComparison.Ordinal);
            if (place < 0 || (c == 'T') == (digits > 0))
                return false;
            units = c == 'T' ? "HMS" : units[(place + 1)..];
            parts = c == 'T' ? 0 : parts + 1;
            digits = 0;
        }

        return parts > 0 && digits == 0;
    }
}

using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>CloudWatch's documented rules for the properties of a metric widget: lines, numbers, gauges, alarm graphs, Contributor Insights rules.</summary>
static class MetricWidgetRules
{
    const int MostDimensions = 30;
    const int MostContributors = 100;
    const string Entry = "Field \"metrics\" has to be an array of array of strings, with an optional metricRenderer object as last element";

    /// <summary>Returns the number of metrics and expressions of a widget of any type.</summary>
    internal static int CountOf(DashboardNode widget) =>
        widget.Member("type") is { IsText: true, Text: "metric" } && widget.Member("properties")?.Member("metrics") is { IsArray: true } metrics
            ? metrics.Value.GetArrayLength() : 0;

    internal static void Check(DashboardNode properties)
    {
        properties.HaveOnly(
            "region", "title", "metrics", "annotations", "view", "stacked", "stat", "period", "yAxis", "legend", "liveData", "sparkline",
                "setPeriodToTimeRange",
            "singleValueFullPrecision", "timezone", "table", "labels", "insightRule", "accountId", "trend", "start", "end");
        var region = properties.Member("region");
        region?.BeFilledText();
        var hasRule = properties.Has("insightRule");
        var hasMetrics = properties.Has("metrics");
        var alarms = properties.Member("annotations")?.Member("alarms");
        if (!hasMetrics && !hasRule && alarms is null)
        {
            properties.Report("Should have required property 'metrics'");
            properties.Report("The metric widget should have specified a region and a data source or an alarm annotation");
            if (!properties.Has("annotations"))
                properties.Report("Should have required property 'annotations'");
        }
        else if (region is null)
        {
            properties.Report("Should have required property 'region'");
            properties.Report("The metric widget should have specified a region and a data source or an alarm annotation");
        }

        if (properties.Member("metrics") is { } metrics && metrics.BeList(0, DashboardBody.MaximumMetrics))
            CheckMetrics(metrics);
        if (properties.Member("insightRule") is { } rule && rule.BeObject())
            CheckRule(rule);
        if (alarms is { } arns)
            CheckAlarms(properties, arns, hasMetrics);
        CheckLook(properties);
    }

    static void CheckAlarms(DashboardNode properties, DashboardNode alarms, bool hasMetrics)
    {
        if (hasMetrics)
            properties.Report("Should NOT have both 'metrics' and 'annotations.alarms': the graph of an alarm contains the alarm's own metric");
        if (!alarms.BeList(1, 1))
            return;
        foreach (var alarm in alarms.Items())
            alarm.BeArn();
    }

    static void CheckRule(DashboardNode rule)
    {
        rule.Required("ruleName")?.BeFilledText();
        rule.Member("maxContributorCount")?.BeWhole(1, MostContributors);
        rule.Member("orderBy")?.BeOneOf("Sum", "Maximum");
    }

    static void CheckLook(DashboardNode properties)
    {
        properties.Member("title")?.BeText();
        properties.Member("stat")?.BeFilledText();
        properties.Member("period")?.BePeriod();
        properties.Member("stacked")?.BeFlag();
        properties.Member("liveData")?.BeFlag();
        properties.Member("sparkline")?.BeFlag();
        properties.Member("setPeriodToTimeRange")?.BeFlag();
        var view = properties.Member("view");
        view?.BeKnown("timeSeries", "singleValue", "gauge", "bar", "pie", "table");
        if (properties.Member("legend") is { } legend && legend.BeObject())
            legend.Member("position")?.BeOneOf("right", "bottom", "hidden");
        CheckAxes(properties, view is { IsText: true, Text: "gauge" });
        if (properties.Member("annotations") is { } annotations && annotations.BeObject())
            CheckAnnotations(annotations);
    }

    static void CheckAxes(DashboardNode properties, bool isGauge)
    {
        var axes = properties.Member("yAxis");
        if (axes is { } present && present.BeObject())
        {
            foreach (var side in new[] { "left", "right" })
            {
                if (present.Member(side) is { } axis && axis.BeObject())
                    CheckAxis(axis);
            }
        }

        if (isGauge && (axes?.Member("left") is not { } left || !left.Has("min") || !left.Has("max")))
            properties.Report("Should have both 'min' and 'max' in 'yAxis.left', because the view is gauge");
    }

    static void CheckAxis(DashboardNode axis)
    {
        var min = axis.Member("min");
        var max = axis.Member("max");
        axis.Member("label")?.BeText();
        axis.Member("showUnits")?.BeFlag();
        var areNumbers = min?.BeNumber() is not false & max?.BeNumber() is not false;
        if (areNumbers && min is { } least && max is { } most && least.Value.GetDouble() >= most.Value.GetDouble())
            axis.Report($"Should have a 'min' below its 'max', and has {least.Value.GetRawText()} and {most.Value.GetRawText()}");
    }

    static void CheckAnnotations(DashboardNode annotations)
    {
        if (annotations.Member("horizontal") is { } horizontal && horizontal.BeList(0, int.MaxValue))
        {
            foreach (var line in horizontal.Items())
                CheckMark(line, mark => mark.BeNumber());
        }

        if (annotations.Member("vertical") is { } vertical && vertical.BeList(0, int.MaxValue))
        {
            foreach (var line in vertical.Items())
                CheckMark(line, mark => mark.BeFilledText());
        }
    }

    // One line, or the two bounds of a band.
    static void CheckMark(DashboardNode mark, Func<DashboardNode, bool> value)
    {
        if (mark.IsArray)
        {
            if (mark.BeList(2, 2))
            {
                foreach (var bound in mark.Items())
                    CheckMark(bound, value);
            }

            return;
        }

        if (!mark.BeObject())
            return;
        if (mark.Required("value") is { } place)
            value(place);
        mark.Member("label")?.BeText();
        mark.Member("color")?.BeColor();
        mark.Member("visible")?.BeFlag();
        mark.Member("fill")?.BeOneOf("above", "below", "before", "after", "none");
        mark.Member("yAxis")?.BeOneOf("left", "right");
    }

    static void CheckMetrics(DashboardNode metrics)
    {
        var ids = new HashSet<string>();
        var width = 0;
        foreach (var metric in metrics.Items())
        {
            if (!metric.IsArray)
            {
                metric.Report("Should be array");
                metric.Report(Entry);
                continue;
            }

            if (!metric.BeList(1, 2 + (2 * MostDimensions) + 1))
                continue;
            var parts = metric.Items().ToList();
            var look = parts[^1].IsObject ? parts[^1] : (DashboardNode?)null;
            var names = look is null ? parts : parts[..^1];
            if (look is { } drawn)
                CheckDrawing(drawn, ids, isExpression: names.Count == 0);
            if (!names.TrueForAll(name => name.IsText))
                metric.Report(Entry);
            else if (names.Count > 0)
                width = CheckNames(metric, names, width);
        }
    }

    // "." repeats one part of the previous metric, "..." repeats all parts except those that follow it.
    static int CheckNames(DashboardNode metric, List<DashboardNode> names, int before)
    {
        var shortened = names.Find(name => name.Text is "..." || name.Text == ".");
        if (before == 0 && shortened.Value.ValueKind is not JsonValueKind.Undefined)
        {
            shortened.Report($"Should NOT be '{shortened.Text}', which repeats the metric before, and this is the first");
            return names.Count;
        }

        if (names[0].Text == "...")
        {
            if (names.Count - 1 > before)
                metric.Report($"Should NOT have more than {before} items after '...', as many as the metric before has");
            return before;
        }

        if (names.Count < 2)
            metric.Report("Should NOT have fewer than 2 items, a namespace and a metric name");
        else if (names.Count % 2 != 0)
            metric.Report($"Should have a value for each dimension, and '{names[^1].Text}' has none");
        foreach (var name in names.Where(name => name.Text.Length == 0))
            name.Report("Should NOT be shorter than 1 characters");
        return names.Count;
    }

    static void CheckDrawing(DashboardNode look, HashSet<string> ids, bool isExpression)
    {
        look.HaveOnly("id", "expression", "label", "color", "period", "stat", "visible", "region", "yAxis", "accountId");
        if (isExpression)
            look.Required("expression")?.BeFilledText();
        else if (look.Has("expression"))
            look.Report("Should NOT have property 'expression' beside a namespace and a metric name");
        if (look.Member("id") is { } id && id.BeFilledText())
        {
            if (!char.IsAsciiLetterLower(id.Text[0]) || !id.Text.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
                id.Report($"Should start with a lowercase letter and have letters, digits and underscores only, and is '{id.Text}'");
            else if (!ids.Add(id.Text))
                id.Report($"Should NOT be the id of two metrics of the widget, and '{id.Text}' is");
        }

        look.Member("color")?.BeColor();
        look.Member("label")?.BeText();
        look.Member("period")?.BePeriod();
        look.Member("stat")?.BeFilledText();
        look.Member("visible")?.BeFlag();
        look.Member("region")?.BeFilledText();
        look.Member("yAxis")?.BeOneOf("left", "right");
    }
}

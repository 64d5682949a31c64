namespace FlowLogStack.Records;

/// <summary>What CloudWatch documents of the properties of each type of widget.</summary>
static class WidgetRules
{
    const int MostAlarms = 100;

    internal static void Check(string type, DashboardNode properties)
    {
        switch (type)
        {
            case "metric":
                MetricWidgetRules.Check(properties);
                break;
            case "log":
                CheckLog(properties);
                break;
            case "text":
                CheckText(properties);
                break;
            case "alarm":
                CheckAlarm(properties);
                break;
            case "explorer":
                CheckExplorer(properties);
                break;
        }
    }

    static void CheckLog(DashboardNode properties)
    {
        properties.Required("region")?.BeFilledText();
        properties.Member("title")?.BeText();
        properties.Member("view")?.BeOneOf("table", "timeSeries", "bar", "pie");
        properties.Member("stacked")?.BeFlag();
        if (properties.Required("query") is { } query && query.BeFilledText())
            CheckQuery(query);
    }

    // SOURCE 'group' [| SOURCE 'group' …] | commands
    static void CheckQuery(DashboardNode query)
    {
        var text = query.Text.TrimStart();
        if (text.StartsWith("SOURCE", StringComparison.OrdinalIgnoreCase) && !text.Contains('|', StringComparison.Ordinal))
            query.Report("Should have commands after its SOURCE, as in SOURCE 'group' | fields @message");
    }

    static void CheckText(DashboardNode properties)
    {
        properties.Required("markdown")?.BeText();
        properties.Member("background")?.BeOneOf("solid", "transparent");
    }

    static void CheckAlarm(DashboardNode properties)
    {
        properties.Member("title")?.BeText();
        properties.Member("sortBy")?.BeOneOf("default", "stateUpdatedTimestamp", "timestamp");
        if (properties.Required("alarms") is { } alarms && alarms.BeList(1, MostAlarms))
        {
            foreach (var alarm in alarms.Items())
                alarm.BeArn();
        }

        if (properties.Member("states") is not { } states || !states.BeList(0, 3))
            return;
        foreach (var state in states.Items())
            state.BeOneOf("OK", "ALARM", "INSUFFICIENT_DATA");
    }

    static void CheckExplorer(DashboardNode properties)
    {
        if (properties.Required("metrics") is { } metrics && metrics.BeList(1, 100))
        {
            foreach (var metric in metrics.Items())
            {
                if (!metric.BeObject())
                    continue;
                metric.Required("metricName")?.BeFilledText();
                metric.Required("resourceType")?.BeFilledText();
                metric.Required("stat")?.BeFilledText();
            }
        }

        if (properties.Required("labels") is { } labels && labels.BeList(0, int.MaxValue))
        {
            foreach (var label in labels.Items())
            {
                if (!label.BeObject())
                    continue;
                label.Required("key")?.BeFilledText();
                label.Member("value")?.BeText();
            }
        }

        properties.Member("period")?.BePeriod();
        properties.Member("title")?.BeText();
    }
}

namespace FlowLogStack.Records;

/// <summary>CloudWatch's documented rules for the properties of each type of widget.</summary>
static class WidgetRules
{
    const int MostAlarms = 100;

    /// <summary>Types of widgets.</summary>
    internal static ReadOnlySpan<string> Types =>
        new[] { "metric", "log", "text", "alarm", "explorer", "custom", "chart", "service", "serviceMap", "serviceTable", "trace", "timeline" };

    internal static void Check(string type, DashboardNode properties)
    {
        switch (type)
        {
            case "metric":
                MetricWidgetRules.Check(properties);
                break;
            case "text":
                CheckText(properties);
                break;
            case "alarm":
                CheckAlarm(properties);
                break;
            case "custom":
                properties.Required("endpoint")?.BeFunctionArn();
                properties.Member("title")?.BeText();
                break;
            case "chart":
                CheckChart(properties);
                break;
            case "timeline":
                properties.Required("alarm")?.BeArn();
                break;
            case "service" or "serviceMap" or "serviceTable" or "trace":
                properties.Member("region")?.BeText();
                properties.Member("title")?.BeText();
                break;
        }
    }

    static void CheckChart(DashboardNode properties)
    {
        if (properties.Required("data") is { } data && data.BeObject())
            data.Required("queries")?.BeList(0, int.MaxValue);
        properties.Required("title")?.BeText();
        properties.Required("view")?.BeText();
    }

    static void CheckText(DashboardNode properties)
    {
        properties.HaveOnly("markdown", "background");
        properties.Required("markdown")?.BeText();
        properties.Member("background")?.BeKnown("solid", "transparent");
    }

    static void CheckAlarm(DashboardNode properties)
    {
        properties.HaveOnly("alarms", "title", "sortBy", "states");
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
}

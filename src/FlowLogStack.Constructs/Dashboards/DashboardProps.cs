using FlowLogStack.Process;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Dashboards;

/// <summary>What each of the dashboards can be told: what there is to draw.</summary>
public sealed record DashboardProps
{
    /// <summary>The measures of the log group's records.</summary>
    public required TrafficMeasures Measures { get; init; }

    /// <summary>The alarms of detections. Default: none, and so no panels of them.</summary>
    public IReadOnlyList<DetectionAlarm> Alarms { get; init; } = [];

    /// <summary>The function that forwards records. Default: none, and so no panels of it.</summary>
    public FlowLogProcessor? Processor { get; init; }

    /// <summary>The log of security group changes. Default: none, and so no panels of it.</summary>
    public ChangeLog? Changes { get; init; }

    /// <summary>What the dashboards' names start with, since an account's dashboards of all regions share their names. Default: the stack's name, the construct's path and the region.</summary>
    public string? NamePrefix { get; init; }

    /// <summary>The gigabytes of records a day that the stated cost of log panels assumes. Default: 10.</summary>
    public double GigabytesPerDay { get; init; } = 10;

    /// <summary>The dollars that Logs Insights takes for a gigabyte scanned. Default: 0.005, the price in us-east-1.</summary>
    public double InsightsPrice { get; init; } = 0.005;

    /// <summary>The dollars that CloudWatch Logs takes for a gigabyte of flow logs delivered. Default: 0.50, the price of the first 10 TB a month in us-east-1.</summary>
    public double DeliveryPrice { get; init; } = 0.50;

    /// <summary>The address of the folder that the pages of detections are published in, for links to them. Default: the pages are named by their place in the repository.</summary>
    public string? DocumentationUrl { get; init; }

    /// <summary>The other dashboards beside this one, by title and name.</summary>
    internal IReadOnlyList<(string Title, string Name)> Siblings { get; init; } = [];

    internal FlowLogFormat Format => Measures.Format;
}

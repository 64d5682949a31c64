using System.ComponentModel.DataAnnotations;
using FlowLogStack.Dashboards;

namespace FlowLogStack.App;

/// <summary>CloudWatch dashboards of the log group's records.</summary>
public sealed record DashboardSettings
{
    /// <summary>Which dashboards there are: `overview`, `accepts-and-rejects`, `traffic-direction`, `egress-and-cost`, `security-groups`, `detections`. Each costs 3 USD a month, beside the metrics at 0.30 USD and rules at 0.50 USD that they share. Default: none.</summary>
    public IReadOnlyList<DashboardTopic> Show { get; init; } = [];

    /// <summary>What the names of the dashboards start with; an account's dashboards of all regions share their names. Default: the stack's name and its region.</summary>
    [RegularExpression("^[A-Za-z0-9_-]{1,200}$", ErrorMessage = "use 1 to 200 letters, digits, hyphens and underscores")]
    public string? NamePrefix { get; init; }

    /// <summary>The gigabytes of records a day that the cost of a view, stated on each dashboard, assumes. Default: 10.</summary>
    [Range(1, 1_000_000)]
    public int GigabytesPerDay { get; init; } = 10;

    /// <summary>The https address of the folder where you publish the pages of the detections, for links to them. Default: the pages are named by their place in the repository.</summary>
    [RegularExpression("^https://[^ ()<>]{1,500}$", ErrorMessage = "give an https address, as in 'https://wiki.example.com/detections'")]
    public string? DocumentationUrl { get; init; }
}

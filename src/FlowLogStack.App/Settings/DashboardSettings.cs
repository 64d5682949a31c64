using System.ComponentModel.DataAnnotations;
using FlowLogStack.Dashboards;

namespace FlowLogStack.App;

/// <summary>CloudWatch dashboards of the log group's records.</summary>
public sealed record DashboardSettings
{
    /// <summary>
    /// Dashboards to create: `overview`, `accepts-and-rejects`, `traffic-direction`, `egress-and-cost`, `security-groups`, `detections`,
    /// `activity`. Each costs 3 USD a month, in addition to metrics (0.30 USD each) and rules (0.50 USD each) that they share. Default: none.
    /// </summary>
    public IReadOnlyList<DashboardTopic> Show { get; init; } = [];

    /// <summary>Prefix of the dashboard names, which are unique in an account across all Regions. Default: the stack's name and its Region.</summary>
    [RegularExpression("^[A-Za-z0-9_-]{1,200}$", ErrorMessage = "use 1 to 200 letters, digits, hyphens and underscores")]
    public string? NamePrefix { get; init; }

    /// <summary>Volume of records in GB a day, for the estimated cost of a view on each dashboard. Default: 10.</summary>
    [Range(1, 1_000_000)]
    public int GigabytesPerDay { get; init; } = 10;

    /// <summary>https URL of the folder where you publish the detection pages, for links. Default: the path of the page in the repository.</summary>
    [RegularExpression(@"^https://[^\u0000-\u0020\u007f()<>]{1,500}$", ErrorMessage = "use an https address, as in 'https://wiki.example.com/detections'")]
    public string? DocumentationUrl { get; init; }
}

using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>A CloudWatch telemetry rule, which creates flow logs to CloudWatch Logs for each VPC, also for those that are created later.</summary>
public sealed record TelemetryRuleSettings
{
    /// <summary>Name of the rule. Default: none (no rule).</summary>
    [RegularExpression("^[A-Za-z0-9-]{1,100}$", ErrorMessage = "use 1 to 100 letters, digits and hyphens")]
    public string? Name { get; init; }

    /// <summary>Id of the organization whose accounts the rule applies to. Default: none (the account of the stack).</summary>
    [RegularExpression(Patterns.Organization, ErrorMessage = Patterns.OrganizationWords)]
    public string? Organization { get; init; }

    /// <summary>
    /// Pattern of the log groups' names, with the macros `&lt;accountId&gt;` and `&lt;resourceId&gt;` (the VPC). Default:
    /// /flow-logs/&lt;accountId&gt;/&lt;resourceId&gt;.
    /// </summary>
    [RegularExpression("^(?!aws/)([A-Za-z0-9_/-]|<accountId>|<resourceId>){1,512}$", ErrorMessage = "use letters, digits, _ / - and the macros "
        + "<accountId> and <resourceId>, and leave names that start with 'aws/' to AWS")]
    [StringLength(512)]
    public string LogGroupPattern { get; init; } = "/flow-logs/<accountId>/<resourceId>";

    /// <summary>Retention of the log groups in days. Default: 30.</summary>
    [AllowedValues(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653)]
    public int RetentionDays { get; init; } = 30;

    /// <summary>Regions of the rule. Default: none (the Region of the stack, unless `allRegions` is true).</summary>
    [RegularExpression(Patterns.Region, ErrorMessage = Patterns.RegionWords)]
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>Whether the rule applies to all Regions. Default: false.</summary>
    public bool AllRegions { get; init; }
}

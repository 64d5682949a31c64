using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>A StackSet with which member accounts deliver flow logs to the archive of the stack.</summary>
public sealed record MemberSettings
{
    /// <summary>Ids of the organizational units, or of the root, that contain the accounts. Default: none (no StackSet).</summary>
    [RegularExpression("^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$", ErrorMessage = "use the id of an organizational unit or a root, as in "
        + "'ou-ab12-11111111' or 'r-ab12'")]
    public IReadOnlyList<string> OrganizationalUnits { get; init; } = [];

    /// <summary>Ids of the monitored VPCs by account, as in `{ "111122223333": "vpc-0a1b2c3d4e5f67890" }`. Default: none.</summary>
    [RegularExpression(Patterns.Vpc, ErrorMessage = Patterns.VpcWords)]
    public IReadOnlyDictionary<string, string> Vpcs { get; init; } = new Dictionary<string, string>();

    /// <summary>Regions of the VPCs. Default: none (the Region of the stack, which must then be set in `region`).</summary>
    [RegularExpression(Patterns.Region, ErrorMessage = Patterns.RegionWords)]
    public IReadOnlyList<string> Regions { get; init; } = [];

    /// <summary>
    /// Whether the stack is in an account that is a delegated administrator of CloudFormation StackSets; if false, in the management account. Default:
    /// true.
    /// </summary>
    public bool DelegatedAdministrator { get; init; } = true;

    /// <summary>Whether a StackSet is created.</summary>
    internal bool IsOn => OrganizationalUnits.Count > 0;
}

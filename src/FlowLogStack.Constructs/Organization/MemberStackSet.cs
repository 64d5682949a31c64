using System.Text.RegularExpressions;
using Amazon.CDK;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Organization;

/// <summary>A service-managed StackSet, which deploys one template to the accounts of organizational units, also to those that join later.</summary>
/// <remarks>
/// Requires trusted access of CloudFormation StackSets in AWS Organizations. The management account gets no stack. A StackSet can't find the VPCs of an
/// account; for those, see <see cref="TelemetryRule"/>.
/// </remarks>
public sealed partial class MemberStackSet : Construct
{
    /// <summary>Creates the StackSet.</summary>
    /// <exception cref="ArgumentException">A target or parameter isn't valid, or the template can't be deployed by a StackSet.</exception>
    public MemberStackSet(Construct scope, string id, MemberStackSetProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        EnsureTargets(props);
        Template = MemberTemplate.Of(props.Description, props.Compose);
        EnsureParameters(props);
        StackSetName = props.StackSetName ?? PathName.Of(this, '-');
        if (LookupValue.IsKnown(StackSetName) && !NamePattern().IsMatch(StackSetName))
            throw new ArgumentException($"'{StackSetName}' cannot name a StackSet. Use 1 to 128 letters, digits and hyphens, starting with a letter.");
        PhysicalNames.Reserve(this, "StackSets", StackSetName, $"Set another {nameof(MemberStackSetProps.StackSetName)} for one of them.");
        StackSet = new CfnStackSet(this, "StackSet", new CfnStackSetProps
        {
            StackSetName = StackSetName,
            Description = props.Description,
            PermissionModel = "SERVICE_MANAGED",
            CallAs = props.DelegatedAdministrator ? "DELEGATED_ADMIN" : "SELF",
            AutoDeployment = new CfnStackSet.AutoDeploymentProperty
            {
                Enabled = props.AutoDeployment,
                RetainStacksOnAccountRemoval = props.AutoDeployment ? props.RetainOnRemoval : null,
            },
            ManagedExecution = new Dictionary<string, object> { ["Active"] = true },
            Capabilities = Template.Capabilities.Count == 0 ? null : [.. Template.Capabilities],
            OperationPreferences = new CfnStackSet.OperationPreferencesProperty
            {
                RegionConcurrencyType = "PARALLEL",
                MaxConcurrentPercentage = 100,
                FailureTolerancePercentage = props.FailureTolerancePercentage,
            },
            Parameters = ToParameters(props.Parameters),
            StackInstancesGroup = Groups(props),
            TemplateBody = Template.Body,
        });
    }

    /// <summary>The StackSet resource.</summary>
    public CfnStackSet StackSet { get; }

    /// <summary>Name of the StackSet.</summary>
    public string StackSetName { get; }

    /// <summary>Template of the members' stacks.</summary>
    public MemberTemplate Template { get; }

    static void EnsureTargets(MemberStackSetProps props)
    {
        if (props.OrganizationalUnits is not { Count: > 0 })
            throw new ArgumentException($"The StackSet has no organizational units. Add the ids of units, or of the root, to "
                + $"{nameof(MemberStackSetProps.OrganizationalUnits)}.");
        if (props.Regions is not { Count: > 0 })
            throw new ArgumentException($"The StackSet has no Regions. Add at least one to {nameof(MemberStackSetProps.Regions)}.");
        if (props.OrganizationalUnits.FirstOrDefault(unit => LookupValue.IsKnown(unit) && !UnitPattern().IsMatch(unit)) is { } unit)
            throw new ArgumentException($"'{unit}' is not the id of an organizational unit or a root. Use an id as in 'ou-ab12-11111111' or 'r-ab12', "
                + "not a path.");
        if (props.ParametersByAccount.Keys.FirstOrDefault(account => !AccountId.IsPossible(account)) is { } account)
            throw new ArgumentException($"'{account}' is not the id of an account. Use 12 digits as the keys of "
                + $"{nameof(MemberStackSetProps.ParametersByAccount)}.");
        if (props.FailureTolerancePercentage is < 0 or > 100)
            throw new ArgumentException($"The failure tolerance of the StackSet is {props.FailureTolerancePercentage} percent. Use 0 to 100.");
    }

    void EnsureParameters(MemberStackSetProps props)
    {
        var given = props.Parameters.Keys.Concat(props.ParametersByAccount.Values.SelectMany(values => values.Keys));
        if (given.FirstOrDefault(name => !Template.Parameters.Contains(name)) is { } unknown)
            throw new ArgumentException($"The template of the members has no parameter '{unknown}'. Its parameters are: "
                + $"{(Template.Parameters.Count == 0 ? "none" : string.Join(", ", Template.Parameters))}. Add a CfnParameter with this id to the "
                + "member's stack, or remove the value.");
        if (Template.RequiredParameters.FirstOrDefault(name => !HasValue(props, name)) is { } open)
            throw new ArgumentException($"The parameter '{open}' of the members' template has neither a value nor a default, so no stack can be created. Add "
                + $"it to {nameof(MemberStackSetProps.Parameters)}, or to each account of {nameof(MemberStackSetProps.ParametersByAccount)}.");
    }

    static bool HasValue(MemberStackSetProps props, string parameter) => props.Parameters.ContainsKey(parameter)
        || (props.ParametersByAccount.Count > 0 && props.ParametersByAccount.Values.All(values => values.ContainsKey(parameter)));

    static object[] Groups(MemberStackSetProps props) => props.ParametersByAccount.Count == 0
        ? [Group(props, new CfnStackSet.DeploymentTargetsProperty { OrganizationalUnitIds = [.. props.OrganizationalUnits] }, null)]
        : [.. props.ParametersByAccount.OrderBy(account => account.Key, StringComparer.Ordinal).Select(account => Group(
            props,
            new CfnStackSet.DeploymentTargetsProperty { OrganizationalUnitIds = [.. props.OrganizationalUnits], Accounts = [account.Key],
                AccountFilterType = "INTERSECTION" },
            account.Value))];

    static CfnStackSet.StackInstancesProperty Group(MemberStackSetProps props, CfnStackSet.DeploymentTargetsProperty targets, IReadOnlyDictionary<string,
        string>? values) => new()
    {
        DeploymentTargets = targets,
        Regions = [.. props.Regions],
        ParameterOverrides = values is null ? null : ToParameters(values),
    };

    static object[]? ToParameters(IReadOnlyDictionary<string, string> values) => values.Count == 0
        ? null
        : [.. values.OrderBy(value => value.Key, StringComparer.Ordinal).Select(value => new CfnStackSet.ParameterProperty { ParameterKey = value.Key,
            ParameterValue = value.Value })];

    [GeneratedRegex(@"^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})\z")]
    private static partial Regex UnitPattern();

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9-]{0,127}\z")]
    private static partial Regex NamePattern();
}

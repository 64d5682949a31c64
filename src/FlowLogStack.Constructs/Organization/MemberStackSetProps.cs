using Amazon.CDK;

namespace FlowLogStack.Organization;

/// <summary>Properties for <see cref="MemberStackSet"/>.</summary>
public sealed record MemberStackSetProps
{
    /// <summary>
    /// Adds the resources of a member to its stack, such as a <see cref="FlowLogMember"/>. Values that differ between members, or that are known only
    /// after the deployment, are parameters (<c>CfnParameter</c>) of that stack. Required.
    /// </summary>
    public required Action<Stack> Compose { get; init; }

    /// <summary>Ids of the organizational units, or of the root, whose accounts get a stack. Required, one or more.</summary>
    public required IReadOnlyList<string> OrganizationalUnits { get; init; }

    /// <summary>AWS Regions of the stacks. Required, one or more.</summary>
    [TakesListToken]
    public required IReadOnlyList<string> Regions { get; init; }

    /// <summary>
    /// Values of parameters by account. If not empty, only these accounts of the units get a stack. Default: none (all accounts of the units).
    /// </summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> ParametersByAccount { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    /// <summary>Values of parameters for all accounts. They can be tokens of this stack. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Name of the StackSet. Another name replaces it. Default: null (the stack's name and the construct's path).</summary>
    public string? StackSetName { get; init; }

    /// <summary>Description of the members' stacks. Default: <c>Flow logs of a member account</c>.</summary>
    public string Description { get; init; } = "Flow logs of a member account";

    /// <summary>
    /// Whether the stack is in an account that is a delegated administrator of CloudFormation StackSets; if false, in the management account. Default:
    /// true.
    /// </summary>
    public bool DelegatedAdministrator { get; init; } = true;

    /// <summary>Whether accounts that join a unit get a stack, and lose it when they leave. Default: true.</summary>
    public bool AutoDeployment { get; init; } = true;

    /// <summary>Whether the stack of an account that leaves a unit is kept, with its flow logs. Default: false.</summary>
    public bool RetainOnRemoval { get; init; }

    /// <summary>Percentage of accounts in a Region in which an operation may fail before it stops there, 0 to 100. Default: 10.</summary>
    public int FailureTolerancePercentage { get; init; } = 10;
}

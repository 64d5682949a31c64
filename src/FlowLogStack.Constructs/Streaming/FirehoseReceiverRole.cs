using Amazon.CDK.AWS.IAM;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Capture;

namespace FlowLogStack.Streaming;

/// <summary>The role with which log delivery writes flow logs of other accounts to a Firehose stream of this account.</summary>
public sealed class FirehoseReceiverRole : Construct
{
    /// <summary>Start of the role's name, which log delivery requires.</summary>
    public const string NamePrefix = FirehoseSenderRole.ReceiverNamePrefix;

    const int LongestName = 64;

    /// <summary>Creates the role.</summary>
    /// <exception cref="ArgumentException">A name isn't valid, or no other account is admitted.</exception>
    public FirehoseReceiverRole(Construct scope, string id, FirehoseReceiverRoleProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        var name = NamePrefix + props.NameSuffix;
        if (name.Length > LongestName || !IsName(name))
            throw new ArgumentException($"'{name}' cannot name the role. Use at most {LongestName - NamePrefix.Length} letters, digits and + = , . @ _ "
                + $"- in {nameof(FirehoseReceiverRoleProps.NameSuffix)}.");
        if (!IsName(props.SenderRoleName))
            throw new ArgumentException($"'{props.SenderRoleName}' cannot name a role. Use 1 to {LongestName} letters, digits and + = , . @ _ - in "
                + $"{nameof(FirehoseReceiverRoleProps.SenderRoleName)}.");
        var principals = Senders(props).ToArray();
        if (principals.Length == 0)
            throw new ArgumentException($"The role '{Node.Path}' admits no other account. Set {nameof(FirehoseReceiverRoleProps.SenderRoleArns)} or "
                + $"{nameof(FirehoseReceiverRoleProps.Organization)}.");
        PhysicalNames.Reserve(this, "roles", name, $"Set another {nameof(FirehoseReceiverRoleProps.NameSuffix)} for one of them.",
            NameScope.Account);
        var stack = Places.StackOf(this);
        Role = new Role(this, "Role", new RoleProps
        {
            RoleName = name,
            Description = "Lets flow logs of other accounts deliver to a Firehose stream",
            AssumedBy = principals.Length == 1 ? principals[0] : new CompositePrincipal(principals),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Receive"] = new PolicyDocument(new PolicyDocumentProps
                {
                    Statements =
                    [
                        new PolicyStatement(new PolicyStatementProps
                        {
                            Sid = "CreateServiceRole",
                            Actions = ["iam:CreateServiceLinkedRole"],
                            Resources = [$"arn:{stack.Partition}:iam::{stack.Account}:role/aws-service-role/"
                                + $"{FirehoseSenderRole.LogDelivery}/AWSServiceRoleForLogDelivery"],
                        }),
                        new PolicyStatement(new PolicyStatementProps { Sid = "TagStream", Actions = ["firehose:TagDeliveryStream"],
                            Resources = [props.Stream.Stream.AttrArn] }),
                    ],
                }),
            },
        });
    }

    /// <summary>IAM role that log delivery assumes in the stream's account. Its ARN is an input of the stacks that send.</summary>
    public Role Role { get; }

    static IEnumerable<IPrincipal> Senders(FirehoseReceiverRoleProps props)
    {
        foreach (var arn in props.SenderRoleArns)
            yield return new ArnPrincipal(arn);
        if (props.Organization is not { } organization)
            yield break;
        var conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:PrincipalOrgID"] = organization.Id },
            ["ArnLike"] = new Dictionary<string, object> { ["aws:PrincipalArn"] = $"arn:*:iam::*:role/{props.SenderRoleName}" },
        };
        if (organization.Paths.Count > 0)
            conditions["ForAnyValue:StringLike"] = new Dictionary<string, object> { ["aws:PrincipalOrgPaths"] = organization.Paths.ToArray() };
        // An organization can't be a principal. The conditions limit the wildcard to one role of each of its accounts.
        yield return new AnyPrincipal().WithConditions(conditions);
    }

    static bool IsName(string name) =>
        name.Length is > 0 and <= LongestName && name.All(c => char.IsAsciiLetterOrDigit(c) || "+=,.@_-".Contains(c, StringComparison.Ordinal));
}

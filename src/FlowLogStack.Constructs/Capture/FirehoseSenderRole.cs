using Amazon.CDK.AWS.IAM;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Capture;

/// <summary>The role with which log delivery sends flow logs of this account to a Firehose stream of another account.</summary>
/// <remarks>The stream's account needs a <c>FirehoseReceiverRole</c> that trusts this role.</remarks>
public sealed class FirehoseSenderRole : Construct
{
    /// <summary>Start of the name of the receiving role, which log delivery requires.</summary>
    public const string ReceiverNamePrefix = "AWSLogDeliveryFirehoseCrossAccountRole";

    internal const string LogDelivery = "delivery.logs.amazonaws.com";

    /// <summary>Creates the role.</summary>
    /// <exception cref="ArgumentException">The ARN isn't that of a role with the name that AWS requires, or there are no sources.</exception>
    public FirehoseSenderRole(Construct scope, string id, FirehoseSenderRoleProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        ServiceLimits.Watch(this);
        EnsureReceiver(props.ReceiverRoleArn);
        if (props.Sources.Count == 0)
            throw new ArgumentException($"The role '{Node.Path}' has no sources whose flow logs use it. Add the monitored resources to "
                + $"{nameof(FirehoseSenderRoleProps.Sources)}.");
        if (props.RoleName is { } name)
            PhysicalNames.Reserve(this, "roles", name, $"Set another {nameof(FirehoseSenderRoleProps.RoleName)} for one of them.", NameScope.Account);
        var stack = Places.StackOf(this);
        ReceiverRoleArn = props.ReceiverRoleArn;
        Role = new Role(this, "Role", new RoleProps
        {
            RoleName = props.RoleName,
            Description = "Delivers flow logs to a Firehose stream of another account",
            AssumedBy = new ServicePrincipal(LogDelivery).WithConditions(new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
            }),
        });
        // A statement of the role itself would refer to it in a circle.
        Policy = new Policy(this, "Policy", new PolicyProps
        {
            Roles = [Role],
            Statements =
            [
                new PolicyStatement(new PolicyStatementProps
                {
                    Sid = "PassToLogDelivery",
                    Actions = ["iam:PassRole"],
                    Resources = [Role.RoleArn],
                    Conditions = new Dictionary<string, object>
                    {
                        ["StringEquals"] = new Dictionary<string, object> { ["iam:PassedToService"] = LogDelivery },
                        ["StringLike"] = new Dictionary<string, object>
                        {
                            ["iam:AssociatedResourceARN"] = props.Sources.Select(source => source.ArnIn(stack)).ToArray(),
                        },
                    },
                }),
                // The actions on log deliveries have no narrower resource.
                new PolicyStatement(new PolicyStatementProps
                {
                    Sid = "ManageLogDeliveries",
                    Actions = ["logs:CreateLogDelivery", "logs:DeleteLogDelivery", "logs:ListLogDeliveries", "logs:GetLogDelivery"],
                    Resources = ["*"],
                }),
                new PolicyStatement(new PolicyStatementProps { Sid = "AssumeReceiver", Actions = ["sts:AssumeRole"], Resources = [props.ReceiverRoleArn] }),
            ],
        });
    }

    /// <summary>IAM role that log delivery assumes in the account of the flow logs.</summary>
    public Role Role { get; }

    /// <summary>ARN of the role in the stream's account.</summary>
    public string ReceiverRoleArn { get; }

    /// <summary>The policy of the role, which a flow log needs before it is created.</summary>
    internal Policy Policy { get; }

    static void EnsureReceiver(string arn)
    {
        ArgumentNullException.ThrowIfNull(arn);
        if (!LookupValue.IsKnown(arn))
            return;
        if (arn.Split(':') is not ["arn", _, "iam", "", { Length: 12 }, var role] || !role.StartsWith("role/", StringComparison.Ordinal)
            || !role[(role.LastIndexOf('/') + 1)..].StartsWith(ReceiverNamePrefix, StringComparison.Ordinal))
            throw new ArgumentException($"'{arn}' is not the ARN of a role that receives flow logs in the stream's account. Its name must start with "
                + $"{ReceiverNamePrefix}, as in 'arn:aws:iam::111122223333:role/{ReceiverNamePrefix}'.");
    }
}

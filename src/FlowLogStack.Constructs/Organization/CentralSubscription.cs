using System.Text.RegularExpressions;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Organization;

/// <summary>
/// The subscription of a log group in a member account, which sends its events to the <see cref="SubscriptionDestination"/> of another account.
/// </summary>
/// <remarks>
/// CloudWatch Logs allows two subscriptions of a log group. A destination that admits an organization requires the role, with which CloudWatch Logs verifies
/// the sender; other destinations ignore it.
/// </remarks>
public sealed partial class CentralSubscription : Construct
{
    const int LongestPattern = 1024;

    /// <summary>Creates the role and the subscription.</summary>
    /// <exception cref="ArgumentException">The ARN, the pattern or the log group isn't valid for a subscription.</exception>
    public CentralSubscription(Construct scope, string id, CentralSubscriptionProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        EnsureValid(props);
        LogGroupAccess.EnsureSameEnvironment(this, props.LogGroup);
        Role = NewRole(props.LogGroup);
        Subscription = new CfnSubscriptionFilter(this, "Subscription", new CfnSubscriptionFilterProps
        {
            FilterPattern = props.FilterPattern,
        }.With(nameof(CfnSubscriptionFilterProps.LogGroupName), props.LogGroup.LogGroupName)
            .With(nameof(CfnSubscriptionFilterProps.DestinationArn), props.DestinationArn)
            .With(nameof(CfnSubscriptionFilterProps.RoleArn), Role.RoleArn));
        // The ARN contains the name of the destination and no reference to it, so that CloudFormation would create both at once. The destination may be added
        // to the stack later.
        AtSynthesis.Do(this, () => WaitFor(props.DestinationArn));
    }

    /// <summary>Subscription filter of the log group, with the central destination.</summary>
    public CfnSubscriptionFilter Subscription { get; }

    /// <summary>IAM role with which CloudWatch Logs verifies that the sender is in the organization.</summary>
    public Role Role { get; }

    void WaitFor(string arn)
    {
        if (SubscriptionDestination.Find(Places.StackOf(this), arn) is { } destination)
            Subscription.Node.AddDependency(destination);
    }

    void EnsureValid(CentralSubscriptionProps props)
    {
        if (LookupValue.IsKnown(props.DestinationArn))
        {
            if (!ArnPattern().IsMatch(props.DestinationArn))
                throw new ArgumentException($"'{props.DestinationArn}' is not the ARN of a destination of CloudWatch Logs. Use an ARN as in "
                    + "'arn:aws:logs:eu-west-1:111122223333:destination:flow-logs'.");
            SameEnvironment.Require(this, $"The destination '{props.DestinationArn}'", props.DestinationArn.Split(':')[3], account: null,
                "the log group", "Use a destination of the log group's Region; its stream may be in another one.");
        }

        if (props.FilterPattern.Length > LongestPattern)
            throw new ArgumentException($"The filter pattern of the subscription '{Node.Path}' has {props.FilterPattern.Length} characters, and CloudWatch "
                + $"Logs allows {LongestPattern}. Use a shorter one.");
        LogGroups.EnsureSubscribable(props.LogGroup);
    }

    Role NewRole(ILogGroup logGroup)
    {
        var stack = Places.StackOf(this);
        var group = stack.FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = $"{logGroup.LogGroupName}:*",
            ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        return new Role(this, "Role", new RoleProps
        {
            Description = "Lets CloudWatch Logs verify the sender of one log group's events",
            // AWS's documented trust policy has no condition, so this one applies if CloudWatch Logs sends the account.
            AssumedBy = new ServicePrincipal("logs.amazonaws.com").WithConditions(new Dictionary<string, object>
            {
                ["StringEqualsIfExists"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
            }),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Send"] = new PolicyDocument(new PolicyDocumentProps
                {
                    Statements = [new PolicyStatement(new PolicyStatementProps { Sid = "SendFromTheLogGroup", Actions = ["logs:PutLogEvents"],
                        Resources = [group] })],
                }),
            },
        });
    }

    [GeneratedRegex(@"^arn:aws[a-z-]*:logs:[a-z0-9-]+:\d{12}:destination:[^:*]{1,512}\z")]
    private static partial Regex ArnPattern();
}

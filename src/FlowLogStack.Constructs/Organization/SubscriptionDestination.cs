using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;

namespace FlowLogStack.Organization;

/// <summary>
/// A destination of CloudWatch Logs: log groups of other accounts send their events to a stream of this account, each with a
/// <see cref="CentralSubscription"/>.
/// </summary>
/// <remarks>
/// CloudWatch Logs requires a Kinesis data stream or a Firehose stream as the target. For events in a central log group, with alarms and dashboards, use
/// <see cref="CentralizationRule"/>. The destination must be in the Region of the log groups; its stream may be in another one.
/// </remarks>
public sealed class SubscriptionDestination : Construct
{
    const int LongestName = 512;
    const int LargestPolicy = 5120;
    const string Service = "logs.amazonaws.com";
    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    static readonly ConditionalWeakTable<Stack, List<SubscriptionDestination>> OfStacks = [];
    readonly SubscriptionDestinationProps props;

    /// <summary>Creates the destination, its policy, and the role that writes to the stream.</summary>
    /// <exception cref="ArgumentException">A name or an account isn't valid, no other account is admitted, or the policy is too large.</exception>
    public SubscriptionDestination(Construct scope, string id, SubscriptionDestinationProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        this.props = props;
        EnsureValid();
        PhysicalNames.Reserve(this, "destinations of CloudWatch Logs", props.DestinationName,
            $"Set another {nameof(SubscriptionDestinationProps.DestinationName)} for one of them.");
        Role = NewRole();
        Destination = new CfnDestination(this, "Destination", new CfnDestinationProps
        {
            DestinationName = props.DestinationName,
            DestinationPolicy = Policy(),
        }.With(nameof(CfnDestinationProps.RoleArn), Role.RoleArn).With(nameof(CfnDestinationProps.TargetArn), props.Target.Arn));
        OfStacks.GetOrCreateValue(Places.StackOf(this)).Add(this);
    }

    /// <summary>CloudWatch Logs destination with the policy that admits other accounts.</summary>
    public CfnDestination Destination { get; }

    /// <summary>IAM role with which CloudWatch Logs writes to the stream.</summary>
    public Role Role { get; }

    /// <summary>ARN of the destination, an input of the stacks that subscribe.</summary>
    public string DestinationArn => Places.StackOf(this).FormatArn(new ArnComponents
    {
        Service = "logs",
        Resource = "destination",
        ResourceName = props.DestinationName,
        ArnFormat = ArnFormat.COLON_RESOURCE_NAME,
    });

    /// <summary>Returns the destination of a stack that has an ARN; null if there is none.</summary>
    internal static CfnDestination? Find(Stack stack, string arn) => OfStacks.TryGetValue(stack, out var destinations)
        ? destinations.Find(one => Resolved(stack, one.DestinationArn) == Resolved(stack, arn))?.Destination : null;

    static string Resolved(Stack stack, string arn) => JsonSerializer.Serialize(stack.Resolve(arn));

    void EnsureValid()
    {
        var name = props.DestinationName;
        if (LookupValue.IsKnown(name) && (name.Length is 0 or > LongestName || name.Contains(':', StringComparison.Ordinal)
            || name.Contains('*', StringComparison.Ordinal)))
            throw new ArgumentException($"'{name}' cannot name a destination. Use 1 to {LongestName} characters without ':' and '*'.");
        if (props is { Organization: null, Accounts.Count: 0 })
            throw new ArgumentException($"The destination '{name}' admits no other account. Set {nameof(SubscriptionDestinationProps.Organization)} or "
                + $"{nameof(SubscriptionDestinationProps.Accounts)}.");
        if (props.Accounts.FirstOrDefault(account => !AccountId.IsPossible(account)) is { } bad)
            throw new ArgumentException($"'{bad}' is not the id of an account. Use 12 digits in {nameof(SubscriptionDestinationProps.Accounts)}.");
    }

    // CloudWatch Logs calls for the account of the log group. Whether it also sends the id of the organization isn't documented, so the condition applies
    // if the id is present; the policy of the destination decides who subscribes.
    Role NewRole()
    {
        var stack = Places.StackOf(this);
        IEnumerable<string> callers = props.Organization is null ? props.Accounts.Append(stack.Account).Distinct() : ["*"];
        var conditions = new Dictionary<string, object>
        {
            ["ArnLike"] = new Dictionary<string, object>
            {
                ["aws:SourceArn"] = callers.Select(account => $"arn:{stack.Partition}:logs:{stack.Region}:{account}:*").ToArray(),
            },
        };
        if (props is { Organization: { } organization, Accounts.Count: 0 })
            conditions["StringEqualsIfExists"] = new Dictionary<string, object> { ["aws:SourceOrgID"] = organization.Id };
        return new Role(this, "Role", new RoleProps
        {
            Description = "Writes log events of other accounts to one stream",
            AssumedBy = new ServicePrincipal(Service).WithConditions(conditions),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                ["Write"] = new PolicyDocument(new PolicyDocumentProps { Statements = [.. Statements(stack)] }),
            },
        });
    }

    IEnumerable<PolicyStatement> Statements(Stack stack)
    {
        yield return new PolicyStatement(new PolicyStatementProps { Sid = "WriteToTheStream", Actions = props.Target.Actions, Resources = [props.Target.Arn] });
        if (!props.Target.IsKinesis)
            yield break;
        // The key of the stream isn't known. The conditions limit the permission to that stream, whichever key it uses; they never match without a key.
        var parts = props.Target.Arn.Split(':');
        yield return new PolicyStatement(new PolicyStatementProps
        {
            Sid = "EncryptForTheStream",
            Actions = ["kms:GenerateDataKey"],
            Resources = [$"arn:{parts[1]}:kms:{parts[3]}:{parts[4]}:key/*"],
            Conditions = new Dictionary<string, object>
            {
                ["StringEquals"] = new Dictionary<string, object>
                {
                    ["kms:ViaService"] = $"kinesis.{parts[3]}.{stack.UrlSuffix}",
                    ["kms:EncryptionContext:aws:kinesis:arn"] = props.Target.Arn,
                },
            },
        });
    }

    string Policy()
    {
        var statements = new JsonArray();
        if (props.Organization is { } organization)
        {
            var condition = new JsonObject { ["StringEquals"] = new JsonObject { ["aws:PrincipalOrgID"] = organization.Id } };
            if (organization.Paths.Count > 0)
                condition["ForAnyValue:StringLike"] = new JsonObject { ["aws:PrincipalOrgPaths"] = ToJson(organization.Paths) };
            // An organization can't be a principal. The condition limits the wildcard to its accounts.
            statements.Add(Admit("AdmitOrganization", "*", condition));
        }

        if (props.Accounts.Count > 0)
            statements.Add(Admit("AdmitAccounts", new JsonObject { ["AWS"] = ToJson(props.Accounts) }, condition: null));
        var policy = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements }.ToJsonString(Json);
        var size = Encoding.UTF8.GetByteCount(policy);
        return size <= LargestPolicy
            ? policy
            : throw new ArgumentException($"The policy of the destination '{props.DestinationName}' has {size} bytes, and CloudWatch Logs allows "
                + $"{LargestPolicy}. Set {nameof(SubscriptionDestinationProps.Organization)} in place of the {props.Accounts.Count} accounts.");
    }

    JsonObject Admit(string sid, JsonNode principal, JsonObject? condition)
    {
        var statement = new JsonObject
        {
            ["Sid"] = sid, ["Effect"] = "Allow", ["Principal"] = principal, ["Action"] = "logs:PutSubscriptionFilter", ["Resource"] = DestinationArn,
        };
        if (condition is not null)
            statement["Condition"] = condition;
        return statement;
    }

    static JsonArray ToJson(IEnumerable<string> values) => [.. values.Select(value => (JsonNode)value)];
}

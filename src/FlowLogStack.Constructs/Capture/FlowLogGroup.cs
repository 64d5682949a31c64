using Amazon.CDK;
using Amazon.CDK.AWS.CloudWatch;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>A log group for flow logs of one log format, with the role that delivers to it.</summary>
/// <remarks>
/// The delivery role can describe log groups and write to this one. It can't create log groups, so a late delivery doesn't create a log group
/// again after its stack has been deleted. Its trust policy admits only flow logs of this account and Region.
/// </remarks>
public sealed class FlowLogGroup : Construct
{
    const string FormatMetadata = "flowlogstack:format:";
    IRole? deliveryRole;
    Policy? deliveryPolicy;

    /// <summary>Creates the log group, or uses an existing one.</summary>
    /// <exception cref="ArgumentException">The existing log group is in another account or Region, or CloudWatch Logs can't use the key.</exception>
    public FlowLogGroup(Construct scope, string id, FlowLogGroupProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        Given.Ensure(this, props);
        props ??= new FlowLogGroupProps();
        if (props.Existing is { } existing)
            LogGroupAccess.EnsureSameEnvironment(this, existing);
        else if (props.LogGroupName is { } name)
            PhysicalNames.Reserve(this, "log groups", name, $"Set another {nameof(FlowLogGroupProps.LogGroupName)} for one of them, or set the log group of "
                + $"one as {nameof(FlowLogGroupProps.Existing)} of the other.");
        EncryptionKey = KeyOf(props) is { } key ? KeyAccess.Itself(this, key, "log group") : null;
        LogGroup = props.Existing ?? NewGroup(props);
        LetExistingUseItsKey();
        deliveryRole = props.DeliveryRole is { } role ? LetWrite(role) : null;
    }

    /// <summary>The log group.</summary>
    public ILogGroup LogGroup { get; }

    /// <summary>Customer managed key of a new log group; null if CloudWatch Logs owns the key.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>Role that delivers to this log group. It is created at the first access.</summary>
    public IRole DeliveryRole => deliveryRole ??= GroupDelivery.NewRole(this, "DeliveryRole", LogGroups.NameOf(LogGroup));

    /// <summary>Grants permission to read the records of the log group.</summary>
    /// <param name="grantee">A role, user, group or function of the log group's account.</param>
    /// <exception cref="ArgumentException">The policy of the principal can't be extended.</exception>
    public Grant GrantRead(IGrantable grantee)
    {
        ArgumentNullException.ThrowIfNull(grantee);
        // LogGroup.GrantRead would admit a service in a resource policy, from any account, and a region allows 10 of these policies.
        return PrincipalAccess.Grant(this, grantee, new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["logs:DescribeLogGroups", "logs:DescribeLogStreams", "logs:FilterLogEvents", "logs:GetLogEvents", "logs:GetLogGroupFields"],
            Resources = [LogGroup.LogGroupArn],
        }));
    }

    /// <summary>Returns the metric of records that arrive. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricIncomingRecords(IMetricOptions? options = null) => IncomingRecords(LogGroup, options);

    /// <summary>Returns the metric of bytes that arrive, which CloudWatch Logs charges. Default: the sum in 5 minutes.</summary>
    /// <param name="options">Period, statistic and other properties. Default: null.</param>
    public Metric MetricIncomingBytes(IMetricOptions? options = null) => IncomingBytes(LogGroup, options);

    /// <summary>Returns the metric of records that arrive in a log group.</summary>
    internal static Metric IncomingRecords(ILogGroup logGroup, IMetricOptions? options = null) => OfLogGroup(logGroup, "IncomingLogEvents", options);

    /// <summary>Returns the metric of bytes that arrive in a log group.</summary>
    internal static Metric IncomingBytes(ILogGroup logGroup, IMetricOptions? options = null) => OfLogGroup(logGroup, "IncomingBytes", options);

    static Metric OfLogGroup(ILogGroup logGroup, string name, IMetricOptions? options) =>
        ServiceMetric.Of("AWS/Logs", name, options, ("LogGroupName", LogGroups.NameOf(logGroup)));

    /// <summary>
    /// Registers the log format and requires it to be the only one: the records of an interface share a log stream, and queries and filters read
    /// fields by position.
    /// </summary>
    internal void Accept(FlowLogFormat format)
    {
        // Several constructs can wrap one imported log group. The name identifies it.
        var name = LogGroups.NameOf(LogGroup);
        var (holder, key) = Token.IsUnresolved(name) ? (LogGroup.Node, FormatMetadata) : (Places.RootOf(this).Node, FormatMetadata + name);
        var entry = holder.Metadata.FirstOrDefault(entry => entry.Type == key);
        if (entry is null)
            holder.AddMetadata(key, format.ToString());
        else if ((string)entry.Data != format.ToString())
            throw new FlowLogFormatException(format.ToString(),
                null, $"The log group '{LogGroup.Node.Path}' already receives records in the format '{entry.Data}', and now '{format}'. Patterns and parsers "
                    + "read fields by position. Use one log group for each log format.");
    }

    /// <summary>Orders the resources: the flow log is created after the permissions of an existing role of the app, and deleted before them.</summary>
    internal void BeReadyBefore(CfnFlowLog flowLog)
    {
        if (deliveryPolicy is not null)
            flowLog.Node.AddDependency(deliveryPolicy);
    }

    IKey? KeyOf(FlowLogGroupProps props) => props.EncryptionKey
        ?? (props.Existing is not null ? null : props.Encryption is LogGroupEncryption.CustomerManaged ? NewKey(props) : Encryption.KeyOf(this));

    LogGroup NewGroup(FlowLogGroupProps props) => new(this, "LogGroup", new LogGroupProps
    {
        LogGroupName = props.LogGroupName,
        Retention = props.Retention,
        RemovalPolicy = props.RemovalPolicy,
    }.With(nameof(LogGroupProps.EncryptionKey), EncryptionKey is null ? null : LogGroupKeys.Admit(this, this, EncryptionKey, props.LogGroupName)));

    Key NewKey(FlowLogGroupProps props) => new(this, "Key", new KeyProps
    {
        Description = "Encrypts flow log records in CloudWatch Logs",
        EnableKeyRotation = true,
        RemovalPolicy = props.RemovalPolicy,
    });

    // CDK doesn't admit CloudWatch Logs to the policy of a log group's key.
    void LetExistingUseItsKey()
    {
        if (LogGroup.Node.DefaultChild is CfnLogGroup { KmsKeyId: { } reference } group && EncryptionKey is null && KeyAccess.ByReference(reference) is { } key)
            LogGroupKeys.Admit(this, LogGroup, key, Places.StackOf(group).Resolve(group.LogGroupName ?? "") is null or "" ? null : group.LogGroupName);
    }

    // A role of this app receives the required permissions. An imported role stays unchanged.
    IRole LetWrite(IRole given)
    {
        var trust = new PolicyStatement(new PolicyStatementProps { Actions = ["sts:AssumeRole"], Principals = [GroupDelivery.FlowLogs(Places.StackOf(this))] });
        if (given is Role { AssumeRolePolicy: { } policy } role)
        {
            // A policy in this stack. One in the role's stack would depend on this stack, which depends on the role.
            deliveryPolicy = new Policy(this, "DeliveryPolicy", new PolicyProps { Statements = DeliveryStatements(), Roles = [role] });
            SharedPolicy.Extend(role, policy, trust);
            return role;
        }

        Annotations.Of(this)
            .AddInfo($"Records are delivered only if the policies of the role '{given.Node.Path}' contain these "
            + $"statements:\n{SharedPolicy.Print(this, DeliveryStatements())}\nand its trust policy this one:\n{SharedPolicy.Print(this, trust)}");
        return given;
    }

    PolicyStatement[] DeliveryStatements() => GroupDelivery.Statements(Places.StackOf(this), LogGroups.NameOf(LogGroup));
}

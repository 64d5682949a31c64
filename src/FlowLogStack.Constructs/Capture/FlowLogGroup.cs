using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.Logs;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>How the records of a log group are encrypted at rest.</summary>
public enum LogGroupEncryption
{
    /// <summary>With a key that CloudWatch Logs owns; no charge.</summary>
    ServiceOwned,

    /// <summary>With a customer managed KMS key that this construct makes and rotates; readers need kms:Decrypt too.</summary>
    CustomerManaged,
}

/// <summary>What a <see cref="FlowLogGroup"/> can be told.</summary>
public sealed record FlowLogGroupProps
{
    /// <summary>
    /// An existing log group of the stack's account and region, which are the only ones that flow logs deliver to. Its settings stay as
    /// they are; a key of this app that encrypts it admits CloudWatch Logs. Default: a new group.
    /// </summary>
    public ILogGroup? Existing { get; init; }

    /// <summary>
    /// The role through which records are delivered. A role of this app is given the permissions and the trust that delivery needs; for
    /// an imported one, synthesis prints them. Default: a role that may write to this group only.
    /// </summary>
    public IRole? DeliveryRole { get; init; }

    /// <summary>The group's name. Default: CloudFormation names it.</summary>
    public string? LogGroupName { get; init; }

    /// <summary>How long records are kept. Default: one month.</summary>
    public RetentionDays Retention { get; init; } = RetentionDays.ONE_MONTH;

    /// <summary>Encryption at rest, unless <see cref="EncryptionKey"/> is given. Default: with a key that CloudWatch Logs owns.</summary>
    public LogGroupEncryption Encryption { get; init; } = LogGroupEncryption.ServiceOwned;

    /// <summary>
    /// A key of your own, of the group's region. CloudWatch Logs is granted its use for this group in the key's policy, in whichever stack
    /// the key is; for an imported key, a warning prints the statement. Default: as <see cref="Encryption"/> says.
    /// </summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>What becomes of the group and its key when the stack is deleted. Default: they are kept.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;
}

/// <summary>A log group for the records of flow logs of one format, with the role that delivers them.</summary>
/// <remarks>
/// The delivery role may describe log groups and write to this one. It cannot create groups, so a group deleted with its
/// stack is not resurrected by a late delivery. Only flow logs of this account and region can have it assumed.
/// </remarks>
public sealed class FlowLogGroup : Construct
{
    const string FormatMetadata = "flowlogstack:format:";
    const string Service = "vpc-flow-logs.amazonaws.com";
    IRole? deliveryRole;

    /// <summary>Makes the group, or stands for one that exists.</summary>
    /// <exception cref="ArgumentException">An existing group of another account or region, or a key that CloudWatch Logs cannot use.</exception>
    public FlowLogGroup(Construct scope, string id, FlowLogGroupProps? props = null)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        props ??= new FlowLogGroupProps();
        if (props.Existing is { } existing)
            LogGroupAccess.EnsureSameEnvironment(this, existing);
        EncryptionKey = props.EncryptionKey is { } key ? KeyAccess.Itself(this, key, "log group") : (props.Encryption is LogGroupEncryption.CustomerManaged && props.Existing is null ? NewKey(props) : null);
        LogGroup = props.Existing ?? NewGroup(props);
        LetExistingUseItsKey();
        deliveryRole = props.DeliveryRole is { } role ? LetWrite(role) : null;
    }

    /// <summary>The log group.</summary>
    public ILogGroup LogGroup { get; }

    /// <summary>The customer managed key of a new group; null when CloudWatch Logs owns the key.</summary>
    public IKey? EncryptionKey { get; }

    /// <summary>The role that delivers to this group, made when first asked for.</summary>
    public IRole DeliveryRole => deliveryRole ??= NewRole();

    /// <summary>Refuses a second format: the records of an interface share a log stream, and everything that reads them goes by position.</summary>
    internal void Accept(FlowLogFormat format)
    {
        // An imported group may be wrapped several times; its name is what these have in common.
        var (holder, key) = Token.IsUnresolved(LogGroup.LogGroupName)
            ? (LogGroup.Node, FormatMetadata)
            : (Node.Root.Node, FormatMetadata + LogGroup.LogGroupName);
        var entry = holder.Metadata.FirstOrDefault(entry => entry.Type == key);
        if (entry is null)
            holder.AddMetadata(key, format.ToString());
        else if ((string)entry.Data != format.ToString())
            throw new FlowLogFormatException(format.ToString(), null, $"The log group '{LogGroup.Node.Path}' already receives records in the format '{entry.Data}', and now '{format}': patterns and parsers go by position, so give each format a log group of its own.");
    }

    LogGroup NewGroup(FlowLogGroupProps props) => new(this, "LogGroup", new LogGroupProps
    {
        LogGroupName = props.LogGroupName,
        Retention = props.Retention,
        RemovalPolicy = props.RemovalPolicy,
    }.With(nameof(LogGroupProps.EncryptionKey), EncryptionKey is null ? null : GrantUse(this, EncryptionKey, props.LogGroupName)));

    Key NewKey(FlowLogGroupProps props) => new(this, "Key", new KeyProps
    {
        Description = "Encrypts flow log records in CloudWatch Logs",
        EnableKeyRotation = true,
        RemovalPolicy = props.RemovalPolicy,
    });

    // CDK gives a log group a key without admitting CloudWatch Logs to it.
    void LetExistingUseItsKey()
    {
        if (LogGroup.Node.DefaultChild is CfnLogGroup { KmsKeyId: { } reference } group && EncryptionKey is null && KeyAccess.ByReference(reference) is { } key)
            GrantUse(LogGroup, key, Stack.Of(group).Resolve(group.LogGroupName ?? "") is null or "" ? null : group.LogGroupName);
    }

    // The group's own ARN in its key's policy would be a cycle, so the policy names the group, or the names that
    // CloudFormation gives to groups of this stack.
    IKey GrantUse(IConstruct group, IKey key, string? groupName)
    {
        KeyAccess.EnsureSameRegion(this, key, "log group");
        var stack = Stack.Of(group);
        var name = groupName ?? $"{StackNames.Of(group, key)}-*";
        var arn = stack.FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = name, ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        var statement = new PolicyStatement(new PolicyStatementProps
        {
            Sid = "EncryptFlowLogRecords",
            // Regional, and in China with China's own suffix.
            Principals = [new ServicePrincipal($"logs.{stack.Region}.{stack.UrlSuffix}")],
            Actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
            Resources = ["*"], // In a key policy '*' is the key itself.
            Conditions = new Dictionary<string, object>
            {
                [groupName is null ? "ArnLike" : "ArnEquals"] = new Dictionary<string, object> { ["kms:EncryptionContext:aws:logs:arn"] = arn },
            },
        });
        KeyAccess.Admit(this, key, statement, "CloudWatch Logs cannot use it, and the deployment of the log group fails.");
        return key;
    }

    // A role of this app gets what delivery needs; an imported one is left as it is.
    IRole LetWrite(IRole given)
    {
        var trust = new PolicyStatement(new PolicyStatementProps
        {
            Actions = ["sts:AssumeRole"],
            Principals = [new ServicePrincipal(Service)],
            Conditions = FromFlowLogsOfThisAccount(),
        });
        if (given is Role { AssumeRolePolicy: { } policy } role)
        {
            // A policy of this stack, since one of the role's stack would need this one, which needs the role.
            new Policy(this, "DeliveryPolicy", new PolicyProps { Statements = DeliveryStatements(), Roles = [role] });
            SharedPolicy.Extend(role, policy, trust);
            return role;
        }

        Annotations.Of(this).AddInfo($"Records are delivered only if the policies of the role '{given.Node.Path}' contain these statements:\n{SharedPolicy.Print(this, DeliveryStatements())}\nand its trust policy this one:\n{SharedPolicy.Print(this, trust)}");
        return given;
    }

    PolicyStatement[] DeliveryStatements()
    {
        var arn = Stack.Of(this).FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = LogGroup.LogGroupName, ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        return
        [
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "WriteToTheLogGroup",
                Actions = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                Resources = [arn, $"{arn}:*"],
            }),
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "FindTheLogGroup",
                Actions = ["logs:DescribeLogGroups"],
                Resources = ["*"], // The action lists groups and so has no narrower resource.
            }),
        ];
    }

    Dictionary<string, object> FromFlowLogsOfThisAccount()
    {
        var stack = Stack.Of(this);
        return new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
            ["ArnLike"] = new Dictionary<string, object>
            {
                // The flow log's own id would be a cycle.
                ["aws:SourceArn"] = stack.FormatArn(new ArnComponents { Service = "ec2", Resource = "vpc-flow-log", ResourceName = "*" }),
            },
        };
    }

    Role NewRole() => new(this, "DeliveryRole", new RoleProps
    {
        Description = "Delivers flow log records to one log group",
        AssumedBy = new ServicePrincipal(Service, new ServicePrincipalOpts { Conditions = FromFlowLogsOfThisAccount() }),
        InlinePolicies = new Dictionary<string, PolicyDocument>
        {
            ["DeliverFlowLogs"] = new PolicyDocument(new PolicyDocumentProps { Statements = DeliveryStatements() }),
        },
    });
}

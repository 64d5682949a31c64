using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.Logs;
using Constructs;

namespace FlowLogStack.Access;

/// <summary>A custom resource whose small Python function changes one bucket, with a role and a log group of its own.</summary>
abstract class BucketHandler : Construct
{
    private protected BucketHandler(Construct scope, string id)
        : base(scope, id)
    {
    }

    /// <summary>Creates the function and the custom resource that calls it.</summary>
    /// <param name="id">The id of the custom resource.</param>
    /// <param name="props">The code, the permissions and the resource's properties.</param>
    private protected CustomResource NewResource(string id, BucketHandlerProps props)
    {
        var logs = new LogGroup(this, "Logs", new LogGroupProps { Retention = RetentionDays.ONE_WEEK, RemovalPolicy = RemovalPolicy.DESTROY }
            .With(nameof(LogGroupProps.EncryptionKey), Encryption.KeyOf(this) is { } key
                ? LogGroupKeys.Admit(this, this, KeyAccess.Itself(this, key, "log group"), groupName: null) : null));
        var role = new Role(this, "Role", new RoleProps
        {
            Description = props.RoleDescription,
            AssumedBy = new ServicePrincipal("lambda.amazonaws.com"),
            InlinePolicies = new Dictionary<string, PolicyDocument>
            {
                [props.PolicyName] = new(new PolicyDocumentProps
                {
                    Statements = [.. props.Statements, Allow(["logs:CreateLogStream", "logs:PutLogEvents"], logs.LogGroupArn)],
                }),
            },
        });
        var function = new CfnFunction(this, "Function", new CfnFunctionProps
        {
            Description = props.Description,
            Runtime = "python3.13",
            Handler = "index.handler",
            Code = new CfnFunction.CodeProperty { ZipFile = props.Code },
            Timeout = props.Timeout,
            MemorySize = props.MemorySize,
            LoggingConfig = new CfnFunction.LoggingConfigProperty().With(nameof(CfnFunction.LoggingConfigProperty.LogGroup), logs.LogGroupName),
        }.With(nameof(CfnFunctionProps.Role), role.RoleArn));
        return new CustomResource(this, id, new CustomResourceProps
        {
            ServiceToken = function.AttrArn,
            ResourceType = props.ResourceType,
            Properties = props.Properties,
        });
    }

    private protected static PolicyStatement Allow(string[] actions, string resource) =>
        new(new PolicyStatementProps { Actions = actions, Resources = [resource] });
}

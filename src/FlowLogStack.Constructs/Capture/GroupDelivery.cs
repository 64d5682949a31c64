using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Constructs;

namespace FlowLogStack.Capture;

/// <summary>The permissions of a role that delivers flow logs of its account to a log group.</summary>
static class GroupDelivery
{
    /// <summary>Returns the trusted principal: the flow logs of the stack's account and Region.</summary>
    public static ServicePrincipal FlowLogs(Stack stack) => new("vpc-flow-logs.amazonaws.com", new ServicePrincipalOpts
    {
        Conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = new Dictionary<string, object> { ["aws:SourceAccount"] = stack.Account },
            ["ArnLike"] = new Dictionary<string, object>
            {
                // The flow log's own id would create a cycle.
                ["aws:SourceArn"] = stack.FormatArn(new ArnComponents { Service = "ec2", Resource = "vpc-flow-log", ResourceName = "*" }),
            },
        },
    });

    /// <summary>Returns the statements of the role.</summary>
    /// <param name="stack">The stack, in whose account and Region the log group is.</param>
    /// <param name="groupName">Name of the log group, or a token.</param>
    /// <param name="mayCreate">Whether a delivery creates the log group if it doesn't exist.</param>
    public static PolicyStatement[] Statements(Stack stack, string groupName, bool mayCreate = false)
    {
        var arn = stack.FormatArn(new ArnComponents { Service = "logs", Resource = "log-group", ResourceName = groupName,
            ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        string[] write = ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"];
        return
        [
            new PolicyStatement(new PolicyStatementProps
            {
                Sid = "WriteToTheLogGroup",
                Actions = mayCreate ? ["logs:CreateLogGroup", .. write] : write,
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

    /// <summary>Creates the role, in the stack and with the statements of a log group.</summary>
    public static Role NewRole(Construct scope, string id, string groupName, bool mayCreate = false) => new(scope, id, new RoleProps
    {
        Description = "Delivers flow log records to one log group",
        AssumedBy = FlowLogs(Places.StackOf(scope)),
        InlinePolicies = new Dictionary<string, PolicyDocument>
        {
            ["DeliverFlowLogs"] = new PolicyDocument(new PolicyDocumentProps { Statements = Statements(Places.StackOf(scope), groupName, mayCreate) }),
        },
    });
}

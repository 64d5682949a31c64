using Amazon.CDK;
using Amazon.CDK.AWS.IAM;
using Amazon.CDK.AWS.S3;
using FlowLogStack.Records;

namespace FlowLogStack.Capture;

/// <summary>The two bucket policy statements that flow log delivery requires.</summary>
/// <param name="Layout">S3 key layout of the objects.</param>
/// <param name="Accounts">Accounts that deliver. Not used with an organization.</param>
/// <param name="Regions">Regions of the flow logs. Empty for all, which requires an organization.</param>
/// <param name="AclCondition">Condition on the ACL header.</param>
/// <param name="Organization">Organization whose accounts deliver; null for the listed accounts.</param>
sealed record DeliveryPolicy(
    S3Layout Layout, IReadOnlyList<string> Accounts, IReadOnlyList<string> Regions, DeliveryAclCondition AclCondition, SourceOrganization? Organization)
{
    // The condition on the organization limits the accounts of the wildcard.
    const string Any = "*";

    const string Service = "delivery.logs.amazonaws.com";
    const string FullControl = "bucket-owner-full-control";

    /// <summary>Returns the statements for a bucket of this stack.</summary>
    public PolicyStatement[] Statements(IBucket bucket, Stack stack) =>
    [
        new(new PolicyStatementProps
        {
            Sid = "AWSLogDeliveryWrite",
            Principals = [new ServicePrincipal(Service)],
            Actions = ["s3:PutObject"],
            Resources = Organization is null
                ? [.. Accounts.Select(account => bucket.ArnForObjects(Layout.AccountPrefix(account) + "*"))]
                : [bucket.ArnForObjects(Layout.RootPrefix + "*")],
            Conditions = Conditions(stack.Partition, AclCondition),
        }),
        new(new PolicyStatementProps
        {
            Sid = "AWSLogDeliveryAclCheck",
            Principals = [new ServicePrincipal(Service)],
            Actions = ["s3:GetBucketAcl"],
            Resources = [bucket.BucketArn],
            Conditions = Conditions(stack.Partition, DeliveryAclCondition.None),
        }),
    ];

    /// <summary>Returns the statement that a customer managed key of the bucket requires.</summary>
    public PolicyStatement KeyStatement(Stack stack) => new(new PolicyStatementProps
    {
        Sid = "EncryptDeliveredFlowLogs",
        Principals = [new ServicePrincipal(Service)],
        Actions = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
        Resources = ["*"], // In a key policy '*' is the key itself.
        Conditions = Conditions(stack.Partition, DeliveryAclCondition.None),
    });

    Dictionary<string, object> Conditions(string partition, DeliveryAclCondition acl)
    {
        var equals = new Dictionary<string, object>();
        var conditions = new Dictionary<string, object>
        {
            ["StringEquals"] = equals,
            // The source ARN is the delivery's ARN in CloudWatch Logs, not the flow log's ARN.
            ["ArnLike"] = new Dictionary<string, object>
            {
                ["aws:SourceArn"] = OneOrMany((Organization is null ? Accounts : [Any])
                    .SelectMany(account => (Regions.Count > 0 ? Regions : [Any]).Select(region => $"arn:{partition}:logs:{region}:{account}:*"))),
            },
        };
        if (Organization is null)
            equals["aws:SourceAccount"] = OneOrMany(Accounts);
        Organization?.AddTo(conditions);
        if (acl is DeliveryAclCondition.Required)
            equals["s3:x-amz-acl"] = FullControl;
        if (acl is DeliveryAclCondition.IfPresent)
            conditions["StringEqualsIfExists"] = new Dictionary<string, object> { ["s3:x-amz-acl"] = FullControl };
        return conditions;
    }

    static object OneOrMany(IEnumerable<string> values) => values.ToArray() is var all && all.Length == 1 ? all[0] : all;
}

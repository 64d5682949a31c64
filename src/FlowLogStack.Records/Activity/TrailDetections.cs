using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>The built-in detections of calls: the monitoring recommendations of the CIS AWS Foundations Benchmark.</summary>
/// <remarks>
/// <para>
/// Patterns group their conditions by parentheses, because the precedence in filter patterns is not documented. The benchmark's own text of 4.1
/// joins its exceptions by <c>||</c> in version 1.4, so that it selects every call. Security group changes include
/// <c>ModifySecurityGroupRules</c>, as since version 5.0.
/// </para>
/// <para>AWS Security Hub compares metric filters with the benchmark's exact text, so its controls may fail with these.</para>
/// </remarks>
public static class TrailDetections
{
    /// <summary>Denied calls, except those of log delivery, which checks buckets by them.</summary>
    public static TrailDetection UnauthorizedCalls { get; } = new()
    {
        Id = "UnauthorizedCalls", Title = "Unauthorized API calls", Recommendation = "4.1", RecommendationInVersion6 = "5.1", Control = "CloudWatch.2",
        Meaning = "A caller lacked the permission for a call, as in a search for what stolen credentials allow.",
        Response = "Find the caller and its calls. Deactivate the credentials if their owner did not make them.",
        Condition = EventCondition.All(TrailEvents.Denied, EventCondition.IsNot("sourceIPAddress", "delivery.logs.amazonaws.com"),
            EventCondition.IsNot("eventName", "HeadBucket")),
    };

    /// <summary>Console sign-ins of IAM users without multi-factor authentication.</summary>
    public static TrailDetection SignInWithoutMfa { get; } = new()
    {
        Id = "SignInWithoutMfa", Title = "Console sign-in without MFA", Recommendation = "4.2", RecommendationInVersion6 = "5.2", Control = "CloudWatch.3",
            Severity = Severity.High,
        Meaning = "An IAM user signed in to the console with a password alone.",
        Response = "Confirm the sign-in with the user, and require MFA for it.",
        Condition = EventCondition.All(
            EventCondition.Is("eventName", "ConsoleLogin"), EventCondition.IsNot("additionalEventData.MFAUsed", "Yes"),
                EventCondition.Is("userIdentity.type", "IAMUser"),
            EventCondition.Is("responseElements.ConsoleLogin", "Success")),
    };

    /// <summary>Calls of the root user.</summary>
    public static TrailDetection RootUse { get; } = new()
    {
        Id = "RootUse", Title = "Use of the root user", Recommendation = "4.3", RecommendationInVersion6 = "5.3", Control = "CloudWatch.1", Severity =
            Severity.High,
        Meaning = "The root user of an account made a call. It can do everything, and no policy of the account restricts it.",
        Response = "Confirm the call with those who hold the root credentials. Change the password and delete its access keys otherwise.",
        Condition = TrailEvents.RootUse,
    };

    /// <summary>Changes of IAM policies.</summary>
    public static TrailDetection PolicyChanges { get; } = Changes("PolicyChanges", "IAM policy changes", "4.4", "5.4", "CloudWatch.4",
        "An IAM policy or its attachment was changed, which changes who can do what.", TrailEvents.PolicyChange);

    /// <summary>Changes of trails.</summary>
    public static TrailDetection TrailChanges { get; } = Changes("TrailChanges", "CloudTrail changes", "4.5", "5.5", "CloudWatch.5",
        "A trail was created, changed, started, stopped or deleted, so that calls may no longer be recorded.",
        EventCondition.Is("eventName", "CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging")) with { Severity = Severity.High };

    /// <summary>Failed console sign-ins.</summary>
    public static TrailDetection FailedSignIns { get; } = new()
    {
        Id = "FailedSignIns", Title = "Failed console sign-ins", Recommendation = "4.6", RecommendationInVersion6 = "5.6", Control = "CloudWatch.6",
        Meaning = "Sign-ins to the console failed, as in a search for a password.",
        Response = "Find the addresses and users. Require MFA, and change the passwords that were tried.",
        Condition = TrailEvents.FailedSignIn,
    };

    /// <summary>Keys of KMS that are disabled or scheduled for deletion.</summary>
    public static TrailDetection KeyDeletions { get; } = Changes("KeyDeletions", "KMS keys disabled or deleted", "4.7", "5.7", "CloudWatch.7",
        "A KMS key was disabled or scheduled for deletion, after which its data can't be decrypted.",
        EventCondition.All(EventCondition.Is("eventSource", "kms.amazonaws.com"),
            EventCondition.Is("eventName", "DisableKey", "ScheduleKeyDeletion"))) with { Severity = Severity.High };

    /// <summary>Changes of bucket policies and other rules of buckets.</summary>
    public static TrailDetection BucketPolicyChanges { get; } = Changes("BucketPolicyChanges", "S3 bucket policy changes", "4.8", "5.8", "CloudWatch.8",
        "The policy, ACL, CORS, lifecycle or replication of a bucket was changed.",
        EventCondition.All(EventCondition.Is("eventSource", "s3.amazonaws.com"),
            EventCondition.Is("eventName", "PutBucketAcl", "PutBucketPolicy", "PutBucketCors", "PutBucketLifecycle",
            "PutBucketReplication", "DeleteBucketPolicy", "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketReplication")));

    /// <summary>Changes of AWS Config.</summary>
    public static TrailDetection ConfigChanges { get; } = Changes("ConfigChanges", "AWS Config changes", "4.9", "5.9", "CloudWatch.9",
        "The recorder or the delivery of AWS Config was changed, so that changes of resources may no longer be recorded.",
        EventCondition.All(EventCondition.Is("eventSource", "config.amazonaws.com"),
            EventCondition.Is("eventName", "StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder")));

    /// <summary>Changes of security groups.</summary>
    public static TrailDetection SecurityGroupChanges { get; } =
        Changes("TrailSecurityGroupChanges", "Security group changes by API", "4.10", "5.10", "CloudWatch.10",
        "A security group or its rules were changed.", TrailEvents.SecurityGroupChange);

    /// <summary>Changes of network ACLs.</summary>
    public static TrailDetection NetworkAclChanges { get; } = Changes("TrailNetworkAclChanges", "Network ACL changes by API", "4.11", "5.11", "CloudWatch.11",
        "A network ACL, its entries or its subnets were changed.",
        EventCondition.Is("eventName", "CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry", "ReplaceNetworkAclEntry",
            "ReplaceNetworkAclAssociation"));

    /// <summary>Changes of gateways.</summary>
    public static TrailDetection GatewayChanges { get; } = Changes("TrailGatewayChanges", "Network gateway changes by API", "4.12", "5.12", "CloudWatch.12",
        "An internet or customer gateway was created, deleted, attached or detached.",
        EventCondition.Is("eventName", "CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway",
            "DeleteInternetGateway", "DetachInternetGateway"));

    /// <summary>Changes of route tables.</summary>
    public static TrailDetection RouteTableChanges { get; } = Changes("TrailRouteTableChanges", "Route table changes by API", "4.13", "5.13", "CloudWatch.13",
        "A route table, its routes or its subnets were changed.",
        EventCondition.Is("eventName", "CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable", "DeleteRoute",
            "DisassociateRouteTable"));

    /// <summary>Changes of VPCs.</summary>
    public static TrailDetection VpcChanges { get; } = Changes("VpcChanges", "VPC changes by API", "4.14", "5.14", "CloudWatch.14",
        "A VPC or a peering connection was created, changed or deleted.",
        EventCondition.Is("eventName", "CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection", "CreateVpcPeeringConnection",
            "DeleteVpcPeeringConnection",
            "RejectVpcPeeringConnection", "AttachClassicLinkVpc", "DetachClassicLinkVpc", "DisableVpcClassicLink", "EnableVpcClassicLink"));

    /// <summary>Changes of the organization.</summary>
    public static TrailDetection OrganizationChanges { get; } = Changes("OrganizationChanges", "AWS Organizations changes", "4.15", "5.15", null,
        "The accounts, units or policies of the organization were changed.",
        EventCondition.All(EventCondition.Is("eventSource", "organizations.amazonaws.com"),
            EventCondition.Is("eventName", "AcceptHandshake", "AttachPolicy", "CreateAccount",
            "CreateOrganizationalUnit", "CreatePolicy", "DeclineHandshake", "DeleteOrganization", "DeleteOrganizationalUnit", "DeletePolicy", "DetachPolicy",
                "DisablePolicyType",
            "EnablePolicyType", "InviteAccountToOrganization", "LeaveOrganization", "MoveAccount", "RemoveAccountFromOrganization", "UpdatePolicy",
                "UpdateOrganizationalUnit")));

    /// <summary>All detections, in the order of the benchmark.</summary>
    public static ImmutableArray<TrailDetection> All { get; } =
    [
        UnauthorizedCalls, SignInWithoutMfa, RootUse, PolicyChanges, TrailChanges, FailedSignIns, KeyDeletions, BucketPolicyChanges, ConfigChanges,
            SecurityGroupChanges,
        NetworkAclChanges, GatewayChanges, RouteTableChanges, VpcChanges, OrganizationChanges,
    ];

    static TrailDetection Changes(string id, string title, string recommendation, string inVersion6, string? control, string meaning,
        EventCondition condition) => new()
    {
        Id = id, Title = title, Recommendation = recommendation, RecommendationInVersion6 = inVersion6, Control = control, Meaning = meaning,
            Condition = condition,
        Response = "Find the caller and the change. Undo it if it was not intended.",
    };
}

namespace FlowLogStack.Records;

// Detections of changes to the network itself.
public static partial class Detections
{
    /// <summary>Security groups that were created or deleted, or whose rules were changed.</summary>
    public static ChangeDetection SecurityGroupChanges { get; } = new()
    {
        Id = "SecurityGroupChanges",
        Title = "Security group changed",
        Meaning = "A security group was created, deleted or associated, or its rules were changed.",
        Rationale = "A rule is opened in seconds, and every record after it may be accepted that was turned away before.",
        Response = "See who changed which group, and compare the rejected traffic before and after.",
        Guidance = new(
            "Read the event for the rule and the caller; compare with the change calendar.",
            "Watch what the group accepts from then on.",
            "Take the rule back; allow changes through the pipeline only.",
            "Tell whoever changed it by hand how it is done in code."),
        FalsePositives = "Deployments change security groups; so do load balancers and clusters for themselves.",
        Calls =
        [
            "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress",
            "ModifySecurityGroupRules", "CreateSecurityGroup", "DeleteSecurityGroup", "AssociateSecurityGroupVpc", "DisassociateSecurityGroupVpc",
        ],
        Subjects = ["requestParameters.groupId", "responseElements.groupId", "requestParameters.groupName", "requestParameters.ModifySecurityGroupRulesRequest.GroupId"],
    };

    /// <summary>Flow logs that were deleted.</summary>
    public static ChangeDetection FlowLogsDeleted { get; } = new()
    {
        Id = "FlowLogsDeleted",
        Title = "Flow logs deleted",
        Meaning = "Somebody deleted flow logs.",
        Rationale = "Whoever wants to leave no trace turns the records off first.",
        Response = "Find out who it was and whether it was meant; create the flow log again if not.",
        Guidance = new(
            "Read the event for the caller, the address and the flow log ids; look at everything else the caller did.",
            "Watch the network by other means until the flow log is back.",
            "Deny ec2:DeleteFlowLogs to everybody but the pipeline.",
            "Tell whoever cleaned up that flow logs are evidence."),
        FalsePositives = "Stacks that are deleted or whose flow logs are replaced.",
        Severity = Severity.High,
        Calls = ["DeleteFlowLogs"],
        Subjects = ["requestParameters.DeleteFlowLogsRequest.FlowLogId.content"],
    };
}

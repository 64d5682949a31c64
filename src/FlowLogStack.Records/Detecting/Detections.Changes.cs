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
        Rationale = "A rule is opened in seconds, and traffic that was rejected before may be accepted from then on.",
        Response = "Find the caller and the group, and compare the rejected traffic before and after.",
        Guidance = new(
            "Read the event for the rule and the caller; compare with the change calendar.",
            "Monitor the traffic that the group accepts from then on.",
            "Revert the rule. Allow changes only through the pipeline.",
            "Inform the caller how to make the change in code."),
        FalsePositives = "Deployments, load balancers and clusters change security groups.",
        Techniques = ["T1562.007"],
        Limits = "Changes of prefix lists, groups that an interface has instead of others (SecurityGroupsSwapped), and Regions without a trail.",
        Calls =
        [
            "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress",
            "ModifySecurityGroupRules", "CreateSecurityGroup", "DeleteSecurityGroup", "AssociateSecurityGroupVpc", "DisassociateSecurityGroupVpc",
        ],
        Subjects = ["requestParameters.groupId", "responseElements.groupId", "requestParameters.groupName",
            "requestParameters.ModifySecurityGroupRulesRequest.GroupId"],
    };

    /// <summary>Flow logs that were deleted.</summary>
    public static ChangeDetection FlowLogsDeleted { get; } = new()
    {
        Id = "FlowLogsDeleted",
        Title = "Flow logs deleted",
        Meaning = "Flow logs were deleted.",
        Rationale = "Attackers disable the records first to leave no trace.",
        Response = "Find the caller and whether the deletion was intended. If not, create the flow log again.",
        Guidance = new(
            "Read the event for the caller, the address and the flow log ids; check all other calls of the caller.",
            "Monitor the network by other means until the flow log exists again.",
            "Deny ec2:DeleteFlowLogs to all principals except the pipeline.",
            "Inform the caller that flow logs are evidence."),
        FalsePositives = "Deleted stacks, or stacks whose flow logs are replaced.",
        Techniques = ["T1562.008"],
        Limits = "Changes to the destination, such as a deleted log group or bucket, a key or a role; LogsSilent finds those of a log group.",
        Severity = Severity.High,
        Calls = ["DeleteFlowLogs"],
        Subjects = ["requestParameters.DeleteFlowLogsRequest.FlowLogId.content"],
    };
}

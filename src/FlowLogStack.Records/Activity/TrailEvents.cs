namespace FlowLogStack.Records;

/// <summary>Conditions on calls that queries and detections share.</summary>
static class TrailEvents
{
    /// <summary>Calls that lacked a permission.</summary>
    internal static EventCondition Denied { get; } = EventCondition.Any(EventCondition.Matches("errorCode", "*UnauthorizedOperation"),
        EventCondition.Matches("errorCode", "AccessDenied*"));

    /// <summary>Calls of the root user itself, and not of a service on its behalf.</summary>
    internal static EventCondition RootUse { get; } = EventCondition.All(
        EventCondition.Is("userIdentity.type", "Root"), EventCondition.IsMissing("userIdentity.invokedBy"),
            EventCondition.IsNot("eventType", "AwsServiceEvent"));

    /// <summary>Console sign-ins with a wrong password or code.</summary>
    internal static EventCondition FailedSignIn { get; } = EventCondition.All(
        EventCondition.Is("eventName", "ConsoleLogin"), EventCondition.Is("errorMessage", "Failed authentication"));

    /// <summary>Changes of IAM policies and their attachments.</summary>
    internal static EventCondition PolicyChange { get; } = EventCondition.Is(
        "eventName",
        "DeleteGroupPolicy", "PutGroupPolicy", "DeleteRolePolicy", "PutRolePolicy", "DeleteUserPolicy", "PutUserPolicy", "CreatePolicy", "DeletePolicy",
            "CreatePolicyVersion",
        "DeletePolicyVersion", "AttachRolePolicy", "DetachRolePolicy", "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy");

    /// <summary>Changes of security groups.</summary>
    internal static EventCondition SecurityGroupChange { get; } = EventCondition.Is(
        "eventName",
        "AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress", "RevokeSecurityGroupEgress", "CreateSecurityGroup",
            "DeleteSecurityGroup",
        "ModifySecurityGroupRules");
}

using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>A template and its deployment, shared by all checks.</summary>
/// <param name="Services">Clients of the services.</param>
/// <param name="Resources">Resources of the template, resolved by the deployment.</param>
/// <param name="Deployment">Deployed stack of the template.</param>
/// <param name="Options">Options of the verification.</param>
sealed record Deployed(AwsServices Services, IReadOnlyList<TemplateResource> Resources, Deployment Deployment, VerificationOptions Options)
{
    /// <summary>Fix for a resource that was created and no longer exists.</summary>
    internal const string Recreate =
        "Remove it from the template, deploy, add it again and deploy again. CloudFormation does not detect resources that were deleted by hand";

    internal DateTimeOffset Now => Options.Time.GetUtcNow();

    internal IReadOnlyList<TemplateResource> OfType(params string[] types) => [.. Resources.Where(resource => types.Contains(resource.Type))];

    /// <summary>Returns a resource's name in its service: its physical id, or the name in the template; null if both are unknown.</summary>
    internal string? NameOf(TemplateResource resource, string property) =>
        Deployment.PhysicalIds.TryGetValue(resource.LogicalId, out var id) && id.Length > 0 ? id : resource.TextOf(property);

    /// <summary>Returns the failed check of a resource that the stack has not created.</summary>
    internal static Check NotMade(CheckKind kind, TemplateResource resource) =>
        new(kind, resource.LogicalId, CheckOutcome.Failed, "the stack lacks the resource, and the template has no name for it",
            "Deploy the template, or use --stack with the name of its stack") { LogicalId = resource.LogicalId };

    /// <summary>Returns the failed check of a resource that was created and no longer exists.</summary>
    internal static Check Gone(CheckKind kind, TemplateResource resource, string name, string detail) =>
        new(kind, name, CheckOutcome.Failed, detail, Recreate) { LogicalId = resource.LogicalId };
}

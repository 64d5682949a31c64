using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>A template and what was made of it, as all checks see them.</summary>
/// <param name="Services">The services.</param>
/// <param name="Resources">The template's resources, resolved by the deployment.</param>
/// <param name="Deployment">The deployment.</param>
/// <param name="Options">How it is looked at.</param>
sealed record Deployed(AwsServices Services, IReadOnlyList<TemplateResource> Resources, Deployment Deployment, VerificationOptions Options)
{
    /// <summary>What to do about a resource that was made and is there no more.</summary>
    internal const string Recreate = "Take it out of the template, deploy, put it back and deploy again: CloudFormation does not see what was deleted by hand";

    internal DateTimeOffset Now => Options.Time.GetUtcNow();

    internal IReadOnlyList<TemplateResource> OfType(params string[] types) => [.. Resources.Where(resource => types.Contains(resource.Type))];

    /// <summary>The name a resource has in its service: its physical id, or what the template names it; null when neither is known.</summary>
    internal string? NameOf(TemplateResource resource, string property) =>
        Deployment.PhysicalIds.TryGetValue(resource.LogicalId, out var id) && id.Length > 0 ? id : resource.TextOf(property);

    /// <summary>The check of a resource that the stack has not made.</summary>
    internal static Check NotMade(CheckKind kind, TemplateResource resource) =>
        new(kind, resource.LogicalId, CheckOutcome.Failed, "the stack has no such resource, and the template gives it no name", "Deploy the template, or name the stack that was made of it with --stack") { LogicalId = resource.LogicalId };

    /// <summary>The check of a resource that was made and is there no more.</summary>
    internal static Check Gone(CheckKind kind, TemplateResource resource, string name, string detail) =>
        new(kind, name, CheckOutcome.Failed, detail, Recreate) { LogicalId = resource.LogicalId };
}

using Amazon.CloudFormation.Model;
using FlowLogStack.Review;

namespace FlowLogStack.Verification;

/// <summary>The template of a deployed stack, with the differences of its resources.</summary>
/// <param name="Template">The template, for a review.</param>
/// <param name="Notes">What could not be compared, one sentence for each.</param>
public sealed record DeployedTemplate(StackTemplate Template, IReadOnlyList<string> Notes)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Reads the template of a stack from CloudFormation, which compares the resources with it. No resource is changed.</summary>
    /// <param name="stack">Name of the stack.</param>
    /// <param name="services">Clients of the services; not disposed.</param>
    /// <param name="time">Clock. Default: null (the system's).</param>
    /// <param name="cancellation">Cancels the calls.</param>
    /// <exception cref="VerificationException">The stack doesn't exist, a call is denied, or AWS can't be reached.</exception>
    public static async Task<DeployedTemplate> ReadAsync(string stack, AwsServices services, TimeProvider? time = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(stack);
        ArgumentNullException.ThrowIfNull(services);
        try
        {
            var template = await TemplateOfAsync(stack, services, cancellation).ConfigureAwait(false);
            return await WithDriftAsync(template, services, time ?? TimeProvider.System, cancellation).ConfigureAwait(false);
        }
        catch (ServiceCallException e)
        {
            throw new VerificationException(e.Code == "ValidationError"
                ? $"The stack '{stack}' does not exist in this account and Region. Deploy it, sign in to its account, set AWS_REGION, or use the name of "
                + "another stack."
                : $"{e.Message}. {e.Cure}.", e);
        }
    }

    static async Task<StackTemplate> TemplateOfAsync(string stack, AwsServices services, CancellationToken cancellation)
    {
        var stacks = await ServiceCall.OnceAsync("cloudformation:DescribeStacks", () =>
            services.CloudFormation.DescribeStacksAsync(new DescribeStacksRequest { StackName = stack }, cancellation)).ConfigureAwait(false);
        var text = await ServiceCall.OnceAsync("cloudformation:GetTemplate", () =>
            services.CloudFormation.GetTemplateAsync(new GetTemplateRequest { StackName = stack }, cancellation)).ConfigureAwait(false);
        // arn:PARTITION:cloudformation:REGION:ACCOUNT:stack/NAME/ID
        var environment = stacks.Stacks is [{ StackId: { } id }, ..] && id.Split(':') is { Length: >= 6 } parts
            ? new Dictionary<string, string> { ["AWS::Region"] = parts[3], ["AWS::AccountId"] = parts[4] } : [];
        return new StackTemplate(stack, $"the deployed stack {stack}", text.TemplateBody ?? "") { Environment = environment };
    }

    static async Task<DeployedTemplate> WithDriftAsync(StackTemplate template, AwsServices services, TimeProvider time, CancellationToken cancellation)
    {
        var notes = new List<string>();
        try
        {
            if (await DetectAsync(template.Stack, services, time, cancellation).ConfigureAwait(false) is { } problem)
                notes.Add(problem);
            var drifts = await ServiceCall.AllAsync<StackResourceDrift>("cloudformation:DescribeStackResourceDrifts", async next =>
            {
                var page = await services.CloudFormation.DescribeStackResourceDriftsAsync(new DescribeStackResourceDriftsRequest { StackName = template.Stack,
                    NextToken = next },
                    cancellation).ConfigureAwait(false);
                return (page.StackResourceDrifts, page.NextToken);
            }).ConfigureAwait(false);
            var unknown = drifts.Where(drift => drift.StackResourceDriftStatus == "NOT_CHECKED").Select(drift => drift.ResourceType).Distinct()
                .Order(StringComparer.Ordinal).ToList();
            if (unknown.Count > 0)
                notes.Add($"CloudFormation does not compare resources of these types with the template: {string.Join(", ", unknown)}.");
            return new DeployedTemplate(template with { Drift = [.. drifts.Where(drift => drift.StackResourceDriftStatus is "MODIFIED" or "DELETED")
                .Select(Of)] }, notes);
        }
        catch (ServiceCallException e)
        {
            notes.Add($"The resources are not compared with the template: {e.Message}. {e.Cure}.");
            return new DeployedTemplate(template, notes);
        }
    }

    static async Task<string?> DetectAsync(string stack, AwsServices services, TimeProvider time, CancellationToken cancellation)
    {
        var detection = await ServiceCall.OnceAsync("cloudformation:DetectStackDrift", () =>
            services.CloudFormation.DetectStackDriftAsync(new DetectStackDriftRequest { StackName = stack }, cancellation)).ConfigureAwait(false);
        for (var start = time.GetTimestamp(); ;)
        {
            var status = await ServiceCall.OnceAsync("cloudformation:DescribeStackDriftDetectionStatus", () =>
                services.CloudFormation.DescribeStackDriftDetectionStatusAsync(
                    new DescribeStackDriftDetectionStatusRequest { StackDriftDetectionId = detection.StackDriftDetectionId },
                        cancellation)).ConfigureAwait(false);
            if (status.DetectionStatus != "DETECTION_IN_PROGRESS")
                return status.DetectionStatus == "DETECTION_FAILED"
                    ? $"CloudFormation could not compare all resources: {status.DetectionStatusReason?.TrimEnd('.') ?? "it returned no reason"}." : null;
            if (time.GetElapsedTime(start) > Longest)
                return "CloudFormation has compared the resources for 10 minutes and has not ended. Run the command again to see all differences.";
            await Task.Delay(Pause, time, cancellation).ConfigureAwait(false);
        }
    }

    static ResourceDrift Of(StackResourceDrift drift) => new(
        drift.LogicalResourceId ?? "",
        [.. (drift.PropertyDifferences ?? []).Where(difference => difference.PropertyPath is not null)
            .Select(difference => new DriftedProperty(difference.PropertyPath!, difference.DifferenceType == "REMOVE" ? null : difference.ActualValue))])
    {
        IsDeleted = drift.StackResourceDriftStatus == "DELETED",
        Actual = drift.ActualProperties,
    };
}

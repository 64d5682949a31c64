using Amazon.CloudFormation.Model;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>The state of a stack, as CloudFormation returns it.</summary>
/// <param name="Deployment">Deployment; without physical ids if they are unknown.</param>
/// <param name="Parameters">Parameters of the deployment.</param>
/// <param name="Checks">Checks that the stack exists and is complete.</param>
sealed record StackReading(Deployment Deployment, IReadOnlyDictionary<string, string> Parameters, IReadOnlyList<Check> Checks)
{
    const string Describe = "cloudformation:DescribeStacks";
    const string List = "cloudformation:ListStackResources";
    const string NotEchoed = "****";

    internal static async Task<StackReading> OfAsync(string name, AwsServices services, CancellationToken cancellation)
    {
        var deployment = new Deployment { StackName = name, Region = services.Region, Partition = services.Partition };
        try
        {
            var answer = await ServiceCall.OnceAsync(Describe, () =>
                services.CloudFormation.DescribeStacksAsync(new DescribeStacksRequest { StackName = name }, cancellation)).ConfigureAwait(false);
            return answer.Stacks is [var stack, ..]
                ? await ReadAsync(stack, deployment, services, cancellation).ConfigureAwait(false)
                : Without(deployment, NotThere(name));
        }
        catch (ServiceCallException e)
        {
            // CloudFormation has no error code of its own for a stack that does not exist.
            return Without(deployment, e.Code == "ValidationError" ? NotThere(name) : e.ToCheck(CheckKind.Stack, name));
        }
    }

    static async Task<StackReading> ReadAsync(Stack stack, Deployment deployment, AwsServices services, CancellationToken cancellation)
    {
        var name = stack.StackName ?? deployment.StackName;
        var checks = new List<Check> { StateOf(stack, name) };
        // arn:PARTITION:cloudformation:REGION:ACCOUNT:stack/NAME/ID
        var arn = stack.StackId?.Split(':') is { Length: >= 6 } parts ? parts : null;
        deployment = deployment with
        {
            StackName = name,
            StackId = stack.StackId,
            Partition = arn?[1] ?? deployment.Partition,
            Region = arn?[3] ?? deployment.Region,
            AccountId = arn?[4],
        };
        try
        {
            var resources = await ServiceCall.AllAsync<StackResourceSummary>(List, async next =>
            {
                var page = await services.CloudFormation.ListStackResourcesAsync(new ListStackResourcesRequest { StackName = name, NextToken = next },
                    cancellation).ConfigureAwait(false);
                return (page.StackResourceSummaries, page.NextToken);
            }).ConfigureAwait(false);
            deployment = deployment with
            {
                PhysicalIds = resources
                    .Where(resource => !string.IsNullOrEmpty(resource.LogicalResourceId) && !string.IsNullOrEmpty(resource.PhysicalResourceId)
                        && resource.ResourceStatus?.Value != "DELETE_COMPLETE")
                    .GroupBy(resource => resource.LogicalResourceId!)
                    .ToDictionary(same => same.Key, same => same.First().PhysicalResourceId!),
            };
        }
        catch (ServiceCallException e)
        {
            checks.Add(e.ToCheck(CheckKind.Stack, $"resources of {name}"));
        }

        return new StackReading(deployment, ParametersOf(stack), checks);
    }

    static Check StateOf(Stack stack, string name)
    {
        var status = stack.StackStatus?.Value ?? "";
        return status switch
        {
            "CREATE_COMPLETE" or "UPDATE_COMPLETE" or "IMPORT_COMPLETE" => new(CheckKind.Stack, name, CheckOutcome.Passed, status),
            _ when status.EndsWith("_IN_PROGRESS", StringComparison.Ordinal) =>
                new(CheckKind.Stack, name, CheckOutcome.Failed, status, "Wait until the deployment ends, and run the check again"),
            _ => new(CheckKind.Stack, name, CheckOutcome.Failed, string.IsNullOrEmpty(stack.StackStatusReason) ? status
                : $"{status}: {stack.StackStatusReason.TrimEnd('.')}", "Read the stack's events, and deploy again"),
        };
    }

    static Dictionary<string, string> ParametersOf(Stack stack) =>
        (stack.Parameters ?? [])
            .Where(parameter => parameter.ParameterKey is not null && parameter.ParameterValue is not (null or NotEchoed))
            .ToDictionary(parameter => parameter.ParameterKey!, parameter => string.IsNullOrEmpty(parameter.ResolvedValue) ? parameter.ParameterValue!
                : parameter.ResolvedValue);

    static StackReading Without(Deployment deployment, Check check) => new(deployment, new Dictionary<string, string>(), [check]);

    static Check NotThere(string name) =>
        new(CheckKind.Stack, name, CheckOutcome.Failed, "the stack does not exist in this account and Region",
            "Deploy it, sign in to its account, set AWS_REGION, or use --stack for another name");
}

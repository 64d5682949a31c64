namespace FlowLogStack.Simulation;

/// <summary>The parameters that CloudFormation gives every template: stand-ins, or a deployment's own.</summary>
static class PseudoParameters
{
    const string Account = "123456789012";
    const string Region = "us-east-1";

    /// <summary>Their values; empty for what a deployment does not tell.</summary>
    internal static Dictionary<string, string> Of(string stackName, Deployment? deployment) => deployment is null
        ? Values(Account, "aws", Region, $"arn:aws:cloudformation:{Region}:{Account}:stack/{stackName}", stackName)
        : Values(deployment.AccountId, deployment.Partition, deployment.Region, deployment.StackId, deployment.StackName);

    static Dictionary<string, string> Values(string? account, string partition, string? region, string? stackId, string stackName) => new(StringComparer.Ordinal)
    {
        ["AWS::AccountId"] = account ?? "",
        ["AWS::Partition"] = partition,
        ["AWS::Region"] = region ?? "",
        ["AWS::StackId"] = stackId ?? "",
        ["AWS::StackName"] = stackName,
        ["AWS::URLSuffix"] = partition == "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com",
    };
}

namespace FlowLogStack.Simulation;

/// <summary>The parameters that CloudFormation gives every template: stand-ins, or a deployment's own.</summary>
static class PseudoParameters
{
    const string Account = "123456789012";
    const string Region = "us-east-1";
    const string Id = "00000000-0000-4000-8000-000000000000";

    /// <summary>Their values; empty for what a deployment does not tell.</summary>
    internal static Dictionary<string, string> Of(string stackName, Deployment? deployment) => deployment is null
        ? Values(Account, "aws", Region, $"arn:aws:cloudformation:{Region}:{Account}:stack/{stackName}/{Id}", stackName)
        : Values(deployment.AccountId, deployment.Partition, deployment.Region, deployment.StackId, deployment.StackName);

    static Dictionary<string, string> Values(string? account, string partition, string? region, string? stackId, string stackName) => new(StringComparer.Ordinal)
    {
        ["AWS::AccountId"] = account ?? "",
        ["AWS::Partition"] = partition,
        ["AWS::Region"] = region ?? "",
        ["AWS::StackId"] = stackId ?? "",
        ["AWS::StackName"] = stackName,
        ["AWS::URLSuffix"] = UrlSuffix(partition),
    };

    static string UrlSuffix(string partition) => partition switch
    {
        "aws-cn" => "amazonaws.com.cn",
        "aws-eusc" => "amazonaws.eu",
        "aws-iso" => "c2s.ic.gov",
        "aws-iso-b" => "sc2s.sgov.gov",
        "aws-iso-e" => "cloud.adc-e.uk",
        "aws-iso-f" => "csp.hci.ic.gov",
        _ => "amazonaws.com",
    };
}

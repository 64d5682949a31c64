namespace FlowLogStack.Simulation;

/// <summary>The pseudo parameters of CloudFormation: placeholder values, or those of a deployment.</summary>
static class PseudoParameters
{
    const string Account = "123456789012";
    const string Region = "us-east-1";
    const string Id = "00000000-0000-4000-8000-000000000000";

    /// <summary>Returns their values, empty if the deployment doesn't contain them.</summary>
    internal static Dictionary<string, string> Of(string stackName, Deployment? deployment) => deployment is null
        ? Values(Account, "aws", Region, $"arn:aws:cloudformation:{Region}:{Account}:stack/{stackName}/{Id}", stackName)
        : Values(deployment.AccountId, deployment.Partition, deployment.Region, deployment.StackId, deployment.StackName);

    static Dictionary<string, string> Values(string? account, string partition, string? region, string? stackId, string stackName) =>
        new(StringComparer.Ordinal)
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

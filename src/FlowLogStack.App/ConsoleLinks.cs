using System.Globalization;
using System.Text;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack.App;

/// <summary>Addresses of pages of the AWS console, in the partition and region that the stack is deployed to.</summary>
sealed class ConsoleLinks : Construct
{
    string? domain;

    public ConsoleLinks(Construct scope, string id)
        : base(scope, id)
    {
    }

    // Made with the first link, since a stack without links needs no mapping.
    string Domain => domain ??= new CfnMapping(this, "Domains", new CfnMappingProps
    {
        Mapping = new Dictionary<string, IDictionary<string, object>>
        {
            ["aws"] = Console("console.aws.amazon.com"),
            ["aws-cn"] = Console("console.amazonaws.cn"),
            ["aws-us-gov"] = Console("console.amazonaws-us-gov.com"),
        },
    }).FindInMap(Aws.PARTITION, "Console");

    /// <summary>The alarms of the region.</summary>
    public string Alarms => Page("cloudwatch/home", "alarmsV2:");

    /// <summary>Logs Insights with the log group chosen.</summary>
    /// <param name="logGroupName">The group's name, or the token of a name that CloudFormation chooses.</param>
    public string LogsInsights(string logGroupName) =>
        Page("cloudwatch/home", $"logsV2:logs-insights$3FqueryDetail$3D~(source~(~'{(Token.IsUnresolved(logGroupName) ? logGroupName : Escape(logGroupName))}))");

    /// <summary>An Athena workgroup.</summary>
    public string Workgroup(string workgroupName) => Page("athena/home", $"/workgroups/details/{workgroupName}");

    /// <summary>A folder of a bucket.</summary>
    public string Folder(string bucketName, string prefix) =>
        $"https://{Domain}/s3/buckets/{bucketName}?region={Aws.REGION}&prefix={prefix}";

    string Page(string path, string fragment) => $"https://{Domain}/{path}?region={Aws.REGION}#{fragment}";

    static Dictionary<string, object> Console(string name) => new() { ["Console"] = name };

    // The Logs Insights page wants other characters as '*' and two hexadecimal digits.
    static string Escape(string name)
    {
        var escaped = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
                escaped.Append(c);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"*{(int)c:x2}");
        }

        return escaped.ToString();
    }
}

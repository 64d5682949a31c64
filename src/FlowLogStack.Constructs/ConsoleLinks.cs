using System.Globalization;
using System.Text;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>Addresses of pages of the AWS console, in the partition and region that the stack is deployed to.</summary>
public sealed class ConsoleLinks : Construct
{
    const string Id = "ConsoleLinks";

    string? domain;

    ConsoleLinks(Construct scope, string id)
        : base(scope, id)
    {
    }

    /// <summary>The links of the stack that a construct belongs to.</summary>
    public static ConsoleLinks Of(Construct construct)
    {
        var stack = Stack.Of(construct);
        return stack.Node.TryFindChild(Id) as ConsoleLinks ?? new ConsoleLinks(stack, Id);
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

    /// <summary>Logs Insights with the log group and the query chosen.</summary>
    /// <param name="logGroupName">The group's name, or the token of a name that CloudFormation chooses.</param>
    /// <param name="query">The query.</param>
    public string LogsInsights(string logGroupName, string query) =>
        Page("cloudwatch/home", $"logsV2:logs-insights$3FqueryDetail$3D~(editorString~'{Escape(query)}~source~(~'{(Token.IsUnresolved(logGroupName) ? logGroupName : Escape(logGroupName))}))");

    /// <summary>An alarm.</summary>
    /// <param name="alarmName">The alarm's name, or its token.</param>
    public string Alarm(string alarmName) =>
        Page("cloudwatch/home", $"alarmsV2:alarm/{(Token.IsUnresolved(alarmName) ? alarmName : Uri.EscapeDataString(alarmName))}");

    /// <summary>A CloudWatch dashboard.</summary>
    public string Dashboard(string name) => Page("cloudwatch/home", $"dashboards/dashboard/{name}");

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
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            if (char.IsAsciiLetterOrDigit((char)b) || (char)b is '-' or '_' or '.')
                escaped.Append((char)b);
            else
                escaped.Append(CultureInfo.InvariantCulture, $"*{b:x2}");
        }

        return escaped.ToString();
    }
}

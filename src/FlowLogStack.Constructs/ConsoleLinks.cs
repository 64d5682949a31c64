using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>Addresses of pages of the AWS console, in the partition and region that the stack is deployed to.</summary>
/// <remarks>
/// The console's domain is known for the partitions aws, aws-cn, aws-us-gov and aws-eusc. In the others, <see cref="AreKnown"/> is false or
/// <see cref="Condition"/> is not met, and an address leads nowhere.
/// </remarks>
public sealed class ConsoleLinks : Construct
{
    const string Id = "ConsoleLinks";

    const string Unknown = "unknown";

    static readonly (string Partition, string Domain)[] Domains =
    [
        ("aws", "console.aws.amazon.com"),
        ("aws-cn", "console.amazonaws.cn"),
        ("aws-us-gov", "console.amazonaws-us-gov.com"),
        ("aws-eusc", "console.amazonaws-eusc.eu"),
        ("aws-iso", Unknown),
        ("aws-iso-b", Unknown),
        ("aws-iso-e", Unknown),
        ("aws-iso-f", Unknown),
    ];

    string? domain;
    CfnCondition? condition;

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
        Mapping = Domains.ToDictionary(known => known.Partition, known => (IDictionary<string, object>)new Dictionary<string, object> { ["Console"] = known.Domain }),
    }).FindInMap(Aws.PARTITION, "Console");

    /// <summary>Whether there are addresses: false only in a stack whose region is of a partition without a known console.</summary>
    public bool AreKnown => Token.IsUnresolved(Stack.Of(this).Partition) || Domains.Any(known => known.Partition == Stack.Of(this).Partition && known.Domain != Unknown);

    /// <summary>The condition of what shows an address, met where the console's domain is known; null if the stack's region decides it.</summary>
    public CfnCondition? Condition => !Token.IsUnresolved(Stack.Of(this).Partition)
        ? null
        : condition ??= new CfnCondition(this, "Known", new CfnConditionProps { Expression = Fn.ConditionNot(Fn.ConditionEquals(Domain, Unknown)) });

    /// <summary>A text with addresses for the body of a dashboard; empty where they are not known.</summary>
    /// <param name="text">The text, which is JSON only after it was encoded.</param>
    internal string InDashboard(string text) => Condition is { } known
        // What the deployment chooses is put into the JSON of the body as it is.
        ? Fn.ConditionIf(known.LogicalId, JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), "").ToString()!
        : AreKnown ? text : "";

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

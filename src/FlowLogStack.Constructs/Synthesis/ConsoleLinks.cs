using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>URLs of AWS console pages, in the partition and region of the deployed stack.</summary>
/// <remarks>
/// The console's domain is known for the partitions aws, aws-cn, aws-us-gov and aws-eusc. In other partitions, <see cref="AreKnown"/> is false
/// or <see cref="Condition"/> isn't met, and the URLs aren't valid.
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

    static readonly ConditionalWeakTable<Stack, ConsoleLinks> OfStacks = [];

    string? domain;
    CfnCondition? condition;

    ConsoleLinks(Construct scope, string id)
        : base(scope, id)
    {
    }

    /// <summary>Returns the links of a construct's stack.</summary>
    public static ConsoleLinks Of(Construct construct)
    {
        var stack = Places.StackOf(construct);
        return OfStacks.GetValue(stack, static stack => stack.Node.TryFindChild(Id) as ConsoleLinks ?? new ConsoleLinks(stack, Id));
    }

    // Created with the first link, because a stack without links needs no mapping.
    string Domain => domain ??= new CfnMapping(this, "Domains", new CfnMappingProps
    {
        Mapping = Domains.ToDictionary(known => known.Partition, known => (IDictionary<string, object>)new Dictionary<string,
            object> { ["Console"] = known.Domain }),
    }).FindInMap(Aws.PARTITION, "Console");

    /// <summary>Whether the URLs are valid. False only in a stack whose region belongs to a partition without a known console.</summary>
    public bool AreKnown => Token.IsUnresolved(Places.PartitionOf(this))
        || Domains.Any(known => known.Partition == Places.PartitionOf(this) && known.Domain != Unknown);

    /// <summary>
    /// CloudFormation condition for resources that contain a URL, met if the console's domain is known; null if the stack's region determines it
    /// during synthesis.
    /// </summary>
    public CfnCondition? Condition => !Token.IsUnresolved(Places.PartitionOf(this))
        ? null
        : condition ??= new CfnCondition(this, "Known", new CfnConditionProps { Expression = Fn.ConditionNot(Fn.ConditionEquals(Domain, Unknown)) });

    /// <summary>Returns a text with URLs for a dashboard body, or an empty text if the console's domain isn't known.</summary>
    /// <param name="text">The text, not yet encoded as JSON.</param>
    internal string InDashboard(string text) => Condition is { } known
        // CloudFormation inserts the result of the condition into the JSON body without encoding it.
        ? Fn.ConditionIf(known.LogicalId, JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(), "").ToString()!
        : AreKnown ? text : "";

    /// <summary>URL of the region's alarms.</summary>
    public string Alarms => Page("cloudwatch/home", "alarmsV2:");

    /// <summary>Returns the URL of Logs Insights with the log group selected.</summary>
    /// <param name="logGroupName">Name of the log group, or the token of a generated name.</param>
    public string LogsInsights(string logGroupName) =>
        Page("cloudwatch/home",
            $"logsV2:logs-insights$3FqueryDetail$3D~(source~(~'{EscapeName(logGroupName)}))");

    /// <summary>Returns the URL of Logs Insights with the log group and a query selected.</summary>
    /// <param name="logGroupName">Name of the log group, or the token of a generated name.</param>
    /// <param name="query">The query.</param>
    public string LogsInsights(string logGroupName, string query) =>
        Page("cloudwatch/home",
            $"logsV2:logs-insights$3FqueryDetail$3D~(editorString~'{Escape(query)}~source~(~'{EscapeName(logGroupName)}))");

    /// <summary>Returns the URL of an alarm.</summary>
    /// <param name="alarmName">Name of the alarm, or its token.</param>
    public string Alarm(string alarmName) =>
        Page("cloudwatch/home", $"alarmsV2:alarm/{(Token.IsUnresolved(alarmName) ? alarmName : Uri.EscapeDataString(alarmName))}");

    /// <summary>Returns the URL of a CloudWatch dashboard.</summary>
    public string Dashboard(string name) => Page("cloudwatch/home", $"dashboards/dashboard/{name}");

    /// <summary>Returns the URL of an Athena workgroup.</summary>
    public string Workgroup(string workgroupName) => Page("athena/home", $"/workgroups/details/{workgroupName}");

    /// <summary>Returns the URL of a folder of a bucket.</summary>
    public string Folder(string bucketName, string prefix) =>
        $"https://{Domain}/s3/buckets/{bucketName}?region={Aws.REGION}&prefix={prefix}";

    string Page(string path, string fragment) => $"https://{Domain}/{path}?region={Aws.REGION}#{fragment}";

    static string EscapeName(string logGroupName) => Token.IsUnresolved(logGroupName) ? logGroupName : Escape(logGroupName);

    // Logs Insights URLs encode other characters as '*' and two hexadecimal digits.
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

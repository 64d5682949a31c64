using System.Globalization;
using System.Net;

namespace FlowLogStack.Processor.Tests;

/// <summary>VPCs and flow logs of an account, in EC2's recorded shapes, one item on a page.</summary>
sealed class Ec2Account : IDisposable
{
    readonly LoopbackServer server;
    readonly Dictionary<string, string> tokens = [];

    public Ec2Account() => server = new LoopbackServer(Reply);

    public Uri Url => server.Url;

    /// <summary>VPCs with a tag; empty for none.</summary>
    public List<(string Id, string Tag)> Vpcs { get; } = [];

    /// <summary>Flow logs: the resource and the XML of the destination.</summary>
    public List<(string Resource, string Destination)> FlowLogs { get; } = [];

    /// <summary>Errors of single VPCs in successful answers.</summary>
    public Dictionary<string, string> Errors { get; } = [];

    /// <summary>VPCs for which the whole call is denied.</summary>
    public HashSet<string> Denied { get; } = [];

    /// <summary>Error of each creation; null for none.</summary>
    public string? Refusal { get; set; }

    /// <summary>Number of the next calls that are throttled.</summary>
    public int ThrottledCalls { get; set; }

    public int PageSize { get; set; } = 1;

    /// <summary>Parameters of the calls that create flow logs.</summary>
    public List<string[]> Created { get; } = [];

    /// <summary>Parameters of the calls that describe VPCs.</summary>
    public List<string[]> Described { get; } = [];

    public void Dispose() => server.Dispose();

    public LoopbackReply Reply(LoopbackRequest request)
    {
        var form = request.Text.Split('&').Select(pair => WebUtility.UrlDecode(pair)).ToArray();
        if (ThrottledCalls > 0)
        {
            ThrottledCalls--;
            return Error(503, "RequestLimitExceeded");
        }

        switch (Value(form, "Action"))
        {
            case "DescribeVpcs":
                Described.Add(form);
                var only = Value(form, "Filter.3.Value.1");
                return Page(form, "vpcSet", [.. Vpcs.Where(vpc => only is null || vpc.Id == only)
                    .Select(vpc => $"<item><vpcId>{vpc.Id}</vpcId>{Tags(vpc.Tag)}</item>")]);
            case "DescribeFlowLogs":
                return Page(form, "flowLogSet", [.. FlowLogs.Select(flowLog =>
                    $"<item><flowLogId>fl-1</flowLogId><flowLogStatus>ACTIVE</flowLogStatus><resourceId>{flowLog.Resource}</resourceId>"
                        + $"{flowLog.Destination}</item>")]);
            default:
                return Create(form);
        }
    }

    LoopbackReply Create(string[] form)
    {
        Created.Add(form);
        var vpcs = form.Where(parameter => parameter.StartsWith("ResourceId.", StringComparison.Ordinal)).Select(parameter => parameter.Split('=')[1]).ToList();
        if (Refusal is not null || vpcs.Exists(Denied.Contains))
            return Error(403, Refusal ?? "UnauthorizedOperation");
        if (Value(form, "DryRun") == "true")
            return Error(412, "DryRunOperation");
        // EC2 returns an error for a token that it knows, with other parameters.
        if (Value(form, "ClientToken") is { } token && !tokens.TryAdd(token, string.Join(' ', vpcs)) && tokens[token] != string.Join(' ', vpcs))
            return Error(400, "IdempotentParameterMismatch");
        var ids = string.Concat(vpcs.Where(vpc => !Errors.ContainsKey(vpc)).Select(vpc => $"<item>fl-{vpc}</item>"));
        var unsuccessful = string.Concat(vpcs.Where(Errors.ContainsKey).Select(vpc =>
            $"<item><error><code>{Errors[vpc]}</code><message>no</message></error><resourceId>{vpc}</resourceId></item>"));
        return LoopbackReply.Of(200, $"<CreateFlowLogsResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><flowLogIdSet>{ids}</flowLogIdSet>"
            + $"<unsuccessful>{unsuccessful}</unsuccessful></CreateFlowLogsResponse>");
    }

    LoopbackReply Page(string[] form, string set, List<string> items)
    {
        var at = int.Parse(Value(form, "NextToken") ?? "0", CultureInfo.InvariantCulture);
        var next = at + PageSize < items.Count ? $"<nextToken>{at + PageSize}</nextToken>" : "";
        return LoopbackReply.Of(200,
            $"<R xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><{set}>{string.Concat(items.Skip(at).Take(PageSize))}</{set}>{next}</R>");
    }

    static LoopbackReply Error(int status, string code) =>
        LoopbackReply.Of(status, $"<Response><Errors><Error><Code>{code}</Code><Message>no</Message></Error></Errors></Response>");

    static string? Value(string[] form, string name) =>
        Array.Find(form, parameter => parameter.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    static string Tags(string tag) => tag.Length == 0 ? ""
        : $"<tagSet><item><key>{tag.Split('=')[0]}</key><value>{tag.Split('=')[1]}</value></item></tagSet>";
}

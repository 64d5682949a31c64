using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace FlowLogStack.Verification.Tests;

/// <summary>Accounts behind one loopback server, with recorded shapes. Lists have one item on a page. The access key names the account.</summary>
sealed class Fleet : IDisposable
{
    public const string Home = "111111111111";

    readonly LoopbackServer server;
    readonly Dictionary<(string Account, string Region), Place> places = [];

    public Fleet() => server = new LoopbackServer(Answer);

    /// <summary>Accounts of the organization with their state; without any, the account isn't in one.</summary>
    public List<(string Account, string State)> Organization { get; } = [];

    /// <summary>Members in which accounts have their state: <c>State</c>, <c>Status</c> or both.</summary>
    public string[] StateMembers { get; set; } = ["State", "Status"];

    /// <summary>Calls that an account denies, as <c>account call</c>, with the error code.</summary>
    public Dictionary<string, string> Denied { get; } = [];

    /// <summary>Calls that are throttled once.</summary>
    public HashSet<string> ThrottledOnce { get; } = [];

    /// <summary>Accounts whose role can't be assumed.</summary>
    public HashSet<string> WithoutRole { get; } = [];

    /// <summary>Telemetry by Region: account, VPC, state; null denies it.</summary>
    public Dictionary<string, List<(string Account, string Vpc, string State)>>? Telemetry { get; set; } = [];

    public string Evaluation { get; set; } = "RUNNING";

    public IReadOnlyList<LoopbackRequest> Requests => [.. server.Requests];

    public CoverageServices Services => new(new BasicAWSCredentials("AKIA" + Home, "secret"), server.Url);

    public Place this[string account, string region] =>
        places.TryGetValue((account, region), out var place) ? place : places[(account, region)] = new Place(account);

    public Task<CoverageResult> ReadAsync(CoverageOptions? options = null) =>
        FlowLogCoverage.ReadAsync(options ?? new CoverageOptions { Regions = ["eu-west-1"] }, Services);

    public void Dispose() => server.Dispose();

    public static string CallOf(LoopbackRequest request) =>
        request.Headers.TryGetValue("X-Amz-Target", out var target) ? target.Split('.')[^1]
        : request.Path.Length > 1 ? request.Path[1..]
        : Form(request)["Action"];

    static Dictionary<string, string> Form(LoopbackRequest request) => request.Text.Split('&').Select(pair => pair.Split('=', 2))
        .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]));

    LoopbackReply Answer(LoopbackRequest request)
    {
        var scope = request.Headers["Authorization"].Split("Credential=")[1].Split(',')[0].Split('/');
        var (account, region, call) = (scope[0][4..], scope[2], CallOf(request));
        lock (ThrottledOnce)
        {
            if (ThrottledOnce.Remove(call))
                return Error(503, "RequestLimitExceeded", "Request limit exceeded.");
        }

        if (Denied.TryGetValue($"{account} {call}", out var code) || Denied.TryGetValue($"{account} {region} {call}", out code))
            return Error(403, code, $"You are not authorized to perform: {call}");
        return call switch
        {
            "GetCallerIdentity" => LoopbackReply.Of(200, $"<R><GetCallerIdentityResult><Account>{account}</Account></GetCallerIdentityResult></R>"),
            "AssumeRole" => Assume(Form(request)),
            "ListAccounts" => Accounts(request),
            "DescribeFlowLogs" => Page(request, "flowLogSet", this[account, region].FlowLogs),
            "DescribeVpcs" => Page(request, "vpcSet", this[account, region].Vpcs),
            "DescribeSubnets" => Page(request, "subnetSet", this[account, region].Subnets),
            "DescribeTransitGateways" => Page(request, "transitGatewaySet", this[account, region].Gateways),
            "ListResourceTelemetry" or "ListResourceTelemetryForOrganization" => TelemetryPage(request, account, region),
            _ => LoopbackReply.Of(200, $$"""{"Status":"{{Evaluation}}"}"""),
        };
    }

    LoopbackReply Assume(Dictionary<string, string> form)
    {
        var account = form["RoleArn"].Split(':')[4];
        return WithoutRole.Contains(account)
            ? Error(403, "AccessDenied", $"User is not authorized to perform: sts:AssumeRole on resource: {form["RoleArn"]}")
            : LoopbackReply.Of(200, $"<R><AssumeRoleResult><Credentials><AccessKeyId>ASIA{account}</AccessKeyId><SecretAccessKey>s</SecretAccessKey>"
                + "<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration></Credentials></AssumeRoleResult></R>");
    }

    LoopbackReply Accounts(LoopbackRequest request)
    {
        if (Organization.Count == 0)
            return LoopbackReply.Of(400, """{"__type":"AWSOrganizationsNotInUseException","Message":"Your account is not a member of an organization."}""");
        var at = int.Parse((string?)JsonNode.Parse(request.Text)!["NextToken"] ?? "0", CultureInfo.InvariantCulture);
        var (account, state) = Organization[at];
        var item = new JsonObject { ["Id"] = account };
        foreach (var member in StateMembers)
            item[member] = state;
        return LoopbackReply.Of(200, new JsonObject
        {
            ["Accounts"] = new JsonArray(item),
            ["NextToken"] = at + 1 < Organization.Count ? (at + 1).ToString(CultureInfo.InvariantCulture) : null,
        }.ToJsonString());
    }

    LoopbackReply TelemetryPage(LoopbackRequest request, string account, string region)
    {
        if (Telemetry is null)
            return LoopbackReply.Of(403, """{"message":"not authorized"}""", ("x-amzn-ErrorType", "AccessDeniedException"));
        var body = JsonNode.Parse(request.Text)!;
        var accounts = body["AccountIdentifiers"]?.AsArray().Select(item => (string)item!).ToList();
        Assert.True(accounts is null or { Count: <= 10 });
        var items = Telemetry.GetValueOrDefault(region, []).Where(item => request.Path.EndsWith("Organization", StringComparison.Ordinal)
            ? accounts is null || accounts.Contains(item.Account) : item.Account == account).ToList();
        var at = int.Parse((string?)body["NextToken"] ?? "0", CultureInfo.InvariantCulture);
        return LoopbackReply.Of(200, new JsonObject
        {
            ["TelemetryConfigurations"] = new JsonArray([.. items.Skip(at).Take(1).Select(item => new JsonObject
            {
                ["AccountIdentifier"] = item.Account,
                ["ResourceIdentifier"] = item.Vpc,
                ["ResourceType"] = "AWS::EC2::VPC",
                ["TelemetryConfigurationState"] = new JsonObject { ["Logs"] = item.State },
            })]),
            ["NextToken"] = at + 1 < items.Count ? (at + 1).ToString(CultureInfo.InvariantCulture) : null,
        }.ToJsonString());
    }

    static LoopbackReply Page(LoopbackRequest request, string set, List<string> items)
    {
        var at = int.Parse(Form(request).GetValueOrDefault("NextToken", "0"), CultureInfo.InvariantCulture);
        return LoopbackReply.Of(200, $"<R xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><{set}>{string.Concat(items.Skip(at).Take(1))}</{set}>"
            + $"{(at + 1 < items.Count ? $"<nextToken>{at + 1}</nextToken>" : "")}</R>");
    }

    static LoopbackReply Error(int status, string code, string message) => LoopbackReply.Of(status,
        $"<ErrorResponse><Errors><Error><Code>{code}</Code><Message>{message}</Message></Error></Errors><Error><Code>{code}</Code>"
            + $"<Message>{message}</Message></Error></ErrorResponse>");

    /// <summary>The resources of one account and Region.</summary>
    public sealed class Place(string account)
    {
        public List<string> Vpcs { get; } = [];

        public List<string> Subnets { get; } = [];

        public List<string> Gateways { get; } = [];

        public List<string> FlowLogs { get; } = [];

        public Place Vpc(string id, string? tag = null, string? owner = null)
        {
            Vpcs.Add($"<item><vpcId>{id}</vpcId><ownerId>{owner ?? account}</ownerId><state>available</state>{Tags(tag)}</item>");
            return this;
        }

        public Place Subnet(string id, string vpc, string? tag = null)
        {
            Subnets.Add($"<item><subnetId>{id}</subnetId><vpcId>{vpc}</vpcId><ownerId>{account}</ownerId><state>available</state>{Tags(tag)}</item>");
            return this;
        }

        public Place Gateway(string id, string state = "available", string? owner = null)
        {
            Gateways.Add($"<item><transitGatewayId>{id}</transitGatewayId><ownerId>{owner ?? account}</ownerId><state>{state}</state></item>");
            return this;
        }

        public Place FlowLog(string id, string resource, string? error = null, string? status = "ACTIVE", string destination = """
            <logDestinationType>s3</logDestinationType><logDestination>arn:aws:s3:::flows/network/</logDestination>
            """)
        {
            FlowLogs.Add($"<item><flowLogId>{id}</flowLogId><flowLogStatus>{status}</flowLogStatus><resourceId>{resource}</resourceId>"
                + "<trafficType>ALL</trafficType>"
                + $"<deliverLogsStatus>{(error is null ? "SUCCESS" : "FAILED")}</deliverLogsStatus>"
                + (error is null ? "" : $"<deliverLogsErrorMessage>{error}</deliverLogsErrorMessage>")
                + $"<logFormat>${{srcaddr}} ${{dstaddr}}</logFormat><maxAggregationInterval>60</maxAggregationInterval>{destination}</item>");
            return this;
        }

        static string Tags(string? tag) => tag is null ? "" : $"<tagSet><item><key>{tag.Split('=')[0]}</key><value>{tag.Split('=')[1]}</value></item></tagSet>";
    }
}

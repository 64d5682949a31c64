using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;

namespace FlowLogStack.Athena.Tests;

/// <summary>Generated calls, requests and rejected flow log records of some days, as values and as files.</summary>
sealed class SampleActivity : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    static readonly string[] Accounts = ["111122223333", "444455556666"];
    static readonly string[] Regions = ["us-east-1", "eu-west-1"];

    readonly Random random = new(7);

    public SampleActivity()
    {
        Folder = Directory.CreateTempSubdirectory("activity-").FullName;
        Calls = [.. Enumerable.Range(0, 900).Select(Call)];
        Requests = [.. Enumerable.Range(0, 900).Select(Request)];
        Rejects = [.. Enumerable.Range(0, 600).Select(_ => (Pick(Accounts), Now.AddSeconds(-random.Next(0, 30 * 3600)).ToUnixTimeSeconds()))];
    }

    public string Folder { get; }

    public IReadOnlyList<SampleCall> Calls { get; }

    public IReadOnlyList<SampleRequest> Requests { get; }

    /// <summary>Accounts and starts of rejected records.</summary>
    public IReadOnlyList<(string Account, long Start)> Rejects { get; }

    public static string Gzip(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var gzip = new GZipStream(File.Create(path), CompressionMode.Compress);
        gzip.Write(Encoding.UTF8.GetBytes(text));
        return path;
    }

    /// <summary>Writes the calls as CloudTrail does: one file for each account, Region and delivery, in the folder of the delivery's day.</summary>
    public IReadOnlyList<(string Path, IReadOnlyList<SampleCall> Calls)> WriteTrail(string prefix) =>
        [.. Calls.GroupBy(call => (call.Account, call.Region, Delivery: call.At.AddMinutes(7).ToUnixTimeSeconds() / 600)).Select((group, index) =>
        {
            var at = DateTimeOffset.FromUnixTimeSeconds((group.Key.Delivery * 600) + 300);
            var name = string.Create(CultureInfo.InvariantCulture,
                $"{group.Key.Account}_CloudTrail_{group.Key.Region}_{at:yyyyMMdd'T'HHmm'Z'}_{index}.json.gz");
            var path = Path.Combine(Folder, prefix, group.Key.Account, "CloudTrail", group.Key.Region,
                at.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture), name);
            var records = new JsonArray([.. group.Select(call => (JsonNode)call.ToJson())]);
            return (Gzip(path, new JsonObject { ["Records"] = records }.ToJsonString()), (IReadOnlyList<SampleCall>)[.. group]);
        })];

    public string WriteRequests() => Gzip(Path.Combine(Folder, "requests.gz"), string.Concat(Requests.Select(request => request.ToLine() + "\n")));

    public string WriteFlowLogs() => Gzip(Path.Combine(Folder, "flows.log.gz"), FlowLogFormat.Default.ToHeaderLine() + "\n"
        + string.Concat(Rejects.Select(reject =>
        string.Create(CultureInfo.InvariantCulture, $"2 {reject.Account} eni-1 203.0.113.9 10.0.1.5 40000 22 6 1 "
            + $"40 {reject.Start} {reject.Start + 60} REJECT OK\n"))));

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    T Pick<T>(params T[] values) => values[random.Next(values.Length)];

    SampleCall Call(int index)
    {
        var id = $"id-{index:D4}";
        var at = Now.AddSeconds(-random.Next(1, 30 * 3600));
        var (account, region) = (Pick(Accounts), Pick(Regions));
        SampleCall Of(string source, params string[] names) => new(id, at, source + ".amazonaws.com", Pick(names), account, region);
        var user = Pick("alice", "bob", "carol");
        var call = random.Next(14) switch
        {
            0 => Of("iam", "ListUsers", "GetUser", "PutUserPolicy", "AttachRolePolicy", "CreateUser", "UpdateAssumeRolePolicy")
                with { Parameters = new JsonObject { [Pick("userName", "roleName")] = Pick("dave", "erin") } },
            1 => Of("iam", "CreateAccessKey") with { Parameters = Pick(null, new JsonObject { ["userName"] = "dave" }),
                Response = new JsonObject { ["accessKey"] = new JsonObject { ["accessKeyId"] = $"AKIA{index}" } } },
            2 => Of("ec2", "AuthorizeSecurityGroupIngress", "RevokeSecurityGroupIngress")
                with { Parameters = new JsonObject { ["groupId"] = Pick("sg-1", "sg-2") } },
            3 => Of("ec2", "ModifySecurityGroupRules")
                with { Parameters = new JsonObject { ["ModifySecurityGroupRulesRequest"] = new JsonObject { ["GroupId"] = "sg-3" } } },
            4 => Of("ec2", "CreateSecurityGroup") with { Parameters = new JsonObject { ["groupName"] = "web" },
                Response = new JsonObject { ["groupId"] = $"sg-{index}" } },
            5 => Of("ec2", "DescribeSecurityGroups", "DescribeVpcs", "RunInstances"),
            6 => Of("s3", "PutBucketPolicy", "DeleteBucketPublicAccessBlock", "PutBucketAcl", "GetBucketPolicy")
                with { Parameters = new JsonObject { ["bucketName"] = Pick("data", "site") } },
            7 => Of("cloudtrail", "StopLogging", "DescribeTrails", "UpdateTrail"),
            8 => Of("logs", "DeleteLogGroup", "DescribeLogGroups"),
            9 or 10 => Of("signin", "ConsoleLogin") with
            {
                EventType = "AwsConsoleSignIn", More = new JsonObject { ["MFAUsed"] = Pick("Yes", "No") }, Response =
                    new JsonObject { ["ConsoleLogin"] = Pick("Success", "Failure") },
            },
            11 => Of("ec2", "DeleteFlowLogs", "DescribeFlowLogs"),
            _ => Of("sts", "GetCallerIdentity", "AssumeRole"),
        };
        if (call.Response?["ConsoleLogin"] is { } login && (string?)login == "Failure")
            call = call with { Message = "Failed authentication" };
        call = random.Next(6) switch
        {
            0 => call with { Type = "Root", InvokedBy = Pick(null, null, "support.amazonaws.com"), EventType = Pick(call.EventType, "AwsServiceEvent") },
            1 => call with { Type = "AssumedRole", Role = Pick("admin", "deploy") },
            2 => call with { Type = "AWSService", InvokedBy = "autoscaling.amazonaws.com" },
            _ => call with { User = user },
        };
        var error = random.Next(8) switch { 0 => "AccessDenied", 1 => "Client.UnauthorizedOperation", 2 => "ThrottlingException", _ => null };
        return call with { Error = call.Name == "ConsoleLogin" ? null
            : error, Address = Pick("192.0.2.1", "198.51.100.7", "console.amazonaws.com"), HasReadOnly = random.Next(10) > 0 };
    }

    SampleRequest Request(int index)
    {
        var at = Now.AddSeconds(-random.Next(1, 9 * 24 * 3600));
        if (random.Next(12) == 0)
            return new($"R{index:D4}", at, "data", "S3.EXPIRE.OBJECT", "-") { Address = "-", Requester = "AmazonS3", Tls = "-", Size = 5 };
        var (status, error) = Pick(("200", "-"), ("200", "-"), ("206", "-"), ("403", "AccessDenied"), ("404", "NoSuchKey"), ("503", "SlowDown"));
        return new($"R{index:D4}", at, Pick("data", "site"),
            Pick("REST.GET.OBJECT", "REST.HEAD.OBJECT", "REST.PUT.OBJECT", "REST.DELETE.OBJECT", "BATCH.DELETE.OBJECT", "WEBSITE.GET.OBJECT"), status)
        {
            Address = Pick("10.0.1.5", "203.0.113.9", "198.51.100.7", "2001:db8::1", "fd00::5"), Requester =
                Pick("-", "arn:aws:iam::111122223333:user/alice", "79a59df900b949e5"), Error = error,
            Sent = random.Next(4) == 0 ? null : random.Next(100_000), Size = Pick<long?>(null, 100_000), Milliseconds = random.Next(5) == 0 ? null
                : random.Next(1, 9000),
            Agent = Pick("aws-cli/2", "Mo\"zilla", "x\" y"), Tls = Pick("TLSV1.2", "TLSV1.3", "-"), Key = Pick("a/b.txt", "index.html"),
        };
    }
}

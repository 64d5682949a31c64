using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>The sources of AWS credentials, each tested with a local server.</summary>
public sealed class CredentialTests : IDisposable
{
    const string Role = "arn:aws:iam::111122223333:role/reader";

    readonly string home = Directory.CreateTempSubdirectory("flowlogs-home").FullName;
    readonly List<string> calls = [];

    public void Dispose() => Directory.Delete(home, recursive: true);

    static string Expiry => DateTimeOffset.UtcNow.AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);

    string Write(string name, string text)
    {
        var file = Path.Combine(home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    LoopbackReply Answer(LoopbackRequest request)
    {
        var body = request.Text;
        request.Headers.TryGetValue("Authorization", out var authorization);
        if (body.Contains("Action=AssumeRole", StringComparison.Ordinal))
        {
            var action = body.Contains("AssumeRoleWithWebIdentity", StringComparison.Ordinal) ? "AssumeRoleWithWebIdentity" : "AssumeRole";
            lock (calls)
                calls.Add($"{action} {authorization?.Split("Credential=")[^1].Split('/')[0]}");
            if (body.Contains("denied", StringComparison.Ordinal))
                return LoopbackReply.Of(403,
                    "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>User x is "
                        + "not authorized to perform: sts:AssumeRole</Message></Error></ErrorResponse>", ("Content-Type", "text/xml"));
            return LoopbackReply.Of(200,
                $"<{action}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{action}Result><Credentials><AccessKeyId>AKIAROLE</AccessKeyId>"
                    + $"<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>{Expiry}</Expiration></Credentials><AssumedRoleUser>"
                    + $"<AssumedRoleId>A:x</AssumedRoleId><Arn>{Role}</Arn></AssumedRoleUser></{action}Result><ResponseMetadata>"
                    + $"<RequestId>1</RequestId></ResponseMetadata></{action}Response>", ("Content-Type", "text/xml"));
        }

        if (request.Path == "/federation/credentials")
        {
            lock (calls)
                calls.Add("GetRoleCredentials " + (request.Headers.TryGetValue("x-amz-sso_bearer_token", out var token) ? token : "none"));
            return LoopbackReply.Of(200,
                $$"""{"roleCredentials":{"accessKeyId":"AKIASSO","secretAccessKey":"s","sessionToken":"t","expiration":"""
                    + $$"""{{DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds()}} } }""", ("Content-Type", "application/json"));
        }

        if (request.Path == "/latest/api/token")
            return LoopbackReply.Of(200, "TOKEN", ("X-aws-ec2-metadata-token-ttl-seconds", "21600"));
        if (request.Path.StartsWith("/latest/meta-data/iam/security-credentials", StringComparison.Ordinal))
        {
            return request.Path.EndsWith("/host", StringComparison.Ordinal)
                ? LoopbackReply.Of(200,
                $$"""
                {"Code":"Success","LastUpdated":"{{Expiry}}","Type":"AWS-HMAC","AccessKeyId":"AKIAIMDS","SecretAccessKey":"s","Token":"t",
                  "Expiration":"{{Expiry}}"}
                """)
                : LoopbackReply.Of(200, "host");
        }

        if (request.Path == "/container")
            return LoopbackReply.Of(200, $$"""{"AccessKeyId":"AKIACONTAINER","SecretAccessKey":"s","Token":"t","Expiration":"{{Expiry}}"}""");
        lock (calls)
            calls.Add($"S3 {authorization?.Split("Credential=")[^1].Split('/')[0]} {authorization?.Split("Credential=")[^1].Split('/').ElementAtOrDefault(2)}");
        return request.Query.Contains("list-type=2", StringComparison.Ordinal)
            ? LoopbackReply.Of(200,
            "<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name><KeyCount>1</KeyCount><IsTruncated>false</IsTruncated>"
                + "<Contents><Key>a.log</Key><Size>10</Size></Contents></ListBucketResult>", ("Content-Type", "application/xml"))
            : LoopbackReply.Of(200, Samples.Accepted + "\n");
    }

    async Task<Command> RunAsync(string config, Dictionary<string, string>? more, params string[] words)
    {
        using var server = new LoopbackServer(Answer);
        var url = $"http://127.0.0.1:{server.Port}";
        var environment = new Dictionary<string, string>
        {
            ["HOME"] = home,
            ["AWS_CONFIG_FILE"] = Write("config", config.Replace("URL", url, StringComparison.Ordinal)),
            ["AWS_SHARED_CREDENTIALS_FILE"] = Write("credentials", ""),
            ["AWS_ENDPOINT_URL"] = url,
            ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = url,
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_MAX_ATTEMPTS"] = "1",
            ["AWS_ACCESS_KEY_ID"] = "",
            ["AWS_SECRET_ACCESS_KEY"] = "",
            ["AWS_PROFILE"] = "",
            ["AWS_REGION"] = "",
            ["AWS_DEFAULT_REGION"] = "",
        };
        foreach (var (name, value) in more ?? [])
            environment[name] = value.Replace("URL", url, StringComparison.Ordinal);
        return await Command.RunProcessAsync(environment, words);
    }

    async Task ProveAsync(string key, string config, Dictionary<string, string>? more = null, params string[] words)
    {
        var run = await RunAsync(config, more, words.Length > 0 ? words : ["parse", "s3://bucket/", "--profile", "p"]);
        Assert.Equal((0, ""), (run.ExitCode, run.Errors));
        Assert.Single(run.Lines);
        Assert.Contains($"S3 {key} eu-west-1", calls);
    }

    [Fact]
    public async Task A_profile_with_a_role_assumes_it()
    {
        await ProveAsync("AKIAROLE", $"[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n[profile p]\nrole_arn "
            + $"= {Role}\nsource_profile = base\nregion = eu-west-1\n");
        Assert.Contains("AssumeRole AKIABASE", calls);
    }

    [Fact]
    public Task A_role_may_come_from_the_environment() => ProveAsync(
        "AKIAROLE",
        $"[profile p]\nrole_arn = {Role}\ncredential_source = Environment\nregion = eu-west-1\n",
        new() { ["AWS_ACCESS_KEY_ID"] = "AKIAENV", ["AWS_SECRET_ACCESS_KEY"] = "s" });

    [Fact]
    public async Task A_profile_of_identity_center_without_a_session_is_used()
    {
        Token("https://example.awsapps.com/start", "url");
        await ProveAsync("AKIASSO", "[profile p]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\nsso_account_id = "
            + "111122223333\nsso_role_name = reader\nregion = eu-west-1\n", null, "parse", "s3://bucket/", "--profile", "p");
    }

    [Fact]
    public async Task A_profile_of_identity_center_with_a_session_is_used()
    {
        Token("corp", "session");
        await ProveAsync("AKIASSO", "[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\nsso_registration_scopes = "
            + "sso:account:access\n[profile p]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = reader\nregion = eu-west-1\n");
        Assert.Contains("GetRoleCredentials session", calls);
    }

    [Fact]
    public Task Web_identity_of_the_environment_is_used() => ProveAsync(
        "AKIAROLE",
        "",
        new() { ["AWS_WEB_IDENTITY_TOKEN_FILE"] = Write("token", "jwt"), ["AWS_ROLE_ARN"] = Role, ["AWS_ROLE_SESSION_NAME"] = "session",
            ["AWS_REGION"] = "eu-west-1" },
        "parse",
        "s3://bucket/");

    [Fact]
    public Task Web_identity_of_a_profile_is_used() =>
        ProveAsync("AKIAROLE", $"[profile p]\nrole_arn = {Role}\nweb_identity_token_file = {Write("token", "jwt")}\nregion = eu-west-1\n");

    [Fact]
    public Task A_credential_process_is_run() => ProveAsync(
        "AKIAPROCESS",
        $"[profile p]\ncredential_process = /bin/cat {Write("answer", """{"Version":1,"AccessKeyId":"AKIAPROCESS","SecretAccessKey":"s"}""")}\nregion = "
            + "eu-west-1\n");

    [Fact]
    public Task The_metadata_service_of_an_instance_is_asked() => ProveAsync(
        "AKIAIMDS",
        "",
        new() { ["AWS_EC2_METADATA_DISABLED"] = "false", ["AWS_REGION"] = "eu-west-1" },
        "parse",
        "s3://bucket/");

    [Fact]
    public Task The_credentials_of_a_container_are_used() => ProveAsync(
        "AKIACONTAINER",
        "",
        new() { ["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "URL/container", ["AWS_DEFAULT_REGION"] = "eu-west-1" },
        "parse",
        "s3://bucket/");

    [Fact]
    public async Task A_role_that_may_not_be_assumed_takes_one_line()
    {
        var run = await RunAsync("[profile base]\naws_access_key_id = AKIABASE\naws_secret_access_key = s\n[profile p]\nrole_arn = "
            + "arn:aws:iam::111122223333:role/denied\nsource_profile = base\nregion = eu-west-1\n", null, "parse", "s3://bucket/", "--profile", "p");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("sts:AssumeRole", Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_of_identity_center_that_is_over_takes_one_line()
    {
        var run = await RunAsync("[sso-session corp]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-west-1\n[profile p]\nsso_session = "
            + "corp\nsso_account_id = 111122223333\nsso_role_name = reader\nregion = eu-west-1\n", null, "parse", "s3://bucket/", "--profile", "p");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("aws sso login", Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_account_every_verb_says_the_same()
    {
        var template = Write("T.template.json",
            """
            {"Resources":{"F":{"Type":"AWS::EC2::FlowLog","Properties":{"LogDestinationType":"cloud-watch-logs","LogGroupName":"g",
              "ResourceType":"VPC","ResourceId":"v","TrafficType":"ALL"}}}}
            """);
        foreach (var words in new string[][]
        {
            ["parse", "s3://bucket/"],
            ["match", "s3://bucket/", "--pattern", "x"],
            ["insights", "s3://bucket/", "--query", "limit 1"],
            ["backtest", "s3://bucket/", "--template", template],
            ["cost", "s3://bucket/", "--template", template],
            ["query", "--sql", "SELECT 1", "--workgroup", "w", "--database", "d"],
            ["verify", "--template", template],
            ["coverage"],
        })
        {
            var run = await RunAsync("", new() { ["AWS_REGION"] = "eu-west-1" }, words);
            Assert.Equal((words[0], 2), (words[0], run.ExitCode));
            var line = run.Errors.Split('\n')[0];
            Assert.True(line.Contains("No AWS credentials were found. Sign in with 'aws sso login'", StringComparison.Ordinal), $"{words[0]}: {run.Errors}");
            Assert.DoesNotContain("   at ", run.Errors, StringComparison.Ordinal);
            Assert.True(run.Errors.TrimEnd().Split('\n').Length <= 3, run.Errors);
        }
    }

    [Fact]
    public async Task A_profile_that_is_not_configured_is_refused_with_the_one_that_was_meant()
    {
        var run = await RunAsync("[profile production]\nregion = eu-west-1\n", null, "parse", "s3://bucket/", "--profile", "prodution");
        Assert.Equal(2, run.ExitCode);
        Assert.Contains("Did you mean 'production'?", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_cannot_be_reached_takes_one_line()
    {
        var run = await RunAsync("", new() { ["AWS_ACCESS_KEY_ID"] = "A", ["AWS_SECRET_ACCESS_KEY"] = "s", ["AWS_REGION"] = "eu-west-1",
            ["AWS_ENDPOINT_URL"] = "http://127.0.0.1:1" }, "parse", "s3://bucket/");
        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("s3://bucket: ", Assert.Single(run.Errors.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    void Token(string key, string token)
    {
        // The cache of 'aws sso login' is named after the session, or the start URL without one.
#pragma warning disable CA5350 // The name is AWS's.
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(Encoding.UTF8.GetBytes(key)));
#pragma warning restore CA5350
        Write($".aws/sso/cache/{hash}.json",
            $$"""{"startUrl":"https://example.awsapps.com/start","region":"eu-west-1","accessToken":"{{token}}","expiresAt":"{{Expiry}}"}""");
    }
}

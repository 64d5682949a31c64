using System.Globalization;
using FlowLogStack.Sql;

namespace FlowLogStack.Athena.Tests;

/// <summary>Tables of activity logs: their partitions by the table's parameters alone, and their rows.</summary>
public sealed class ActivityTableTests
{
    const string Owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

    [Theory]
    [InlineData("", null, "AWSLogs")]
    [InlineData("security/trail", null, "security/trail/AWSLogs")]
    [InlineData("", "o-exampleorgid", "AWSLogs/o-exampleorgid")]
    public void Every_file_of_a_trail_is_in_the_partition_of_its_account_Region_and_delivery(string prefix, string? organization, string folder)
    {
        using var activity = new SampleActivity();
        var files = activity.WriteTrail(folder);
        var table = ActivityProjection.OfTrail("trail", PartitionValues.Of("111122223333", "444455556666"), PartitionValues.Of("us-east-1", "eu-west-1"),
            prefix, organization, 3).ToTable();
        var found = Partitions(table, "s3://trail/", activity.Folder);
        Assert.Equal(files.Select(file => file.Path).Order(StringComparer.Ordinal), found.Select(file => file.Path).Order(StringComparer.Ordinal));
        foreach (var (path, values) in found)
        {
            var calls = files.Single(file => file.Path == path).Calls;
            Assert.All(calls, call => Assert.Equal((call.Account, call.Region), (values["log_account"], values["log_region"])));
            // A call before midnight may be delivered after it, so that windows include the next day.
            Assert.All(calls, call => Assert.Contains(values["log_time"], new[] { Day(call.At), Day(call.At.AddDays(1)) }));
        }
    }

    [Theory]
    [InlineData("archive/")]
    [InlineData("archive/", "query-results/")]
    [InlineData]
    public void Access_logs_partitioned_by_event_time_are_found_under_each_prefix(params string[] prefixes)
    {
        var folder = Directory.CreateTempSubdirectory("requests-").FullName;
        var keys = (prefixes.Length == 0 ? [""] : prefixes).Select(prefix =>
            SampleActivity.Gzip(Path.Combine(folder, prefix, "111122223333/us-east-1/data/2026/11/20", "2026-11-20-00-00-00-1A"), "x")).ToList();
        var table = ActivityProjection.OfAccessLogs("logs", PartitionValues.Of("111122223333"), PartitionValues.Of("us-east-1"), ["data", "site"], prefixes,
            90).ToTable();
        var found = Partitions(table, "s3://logs/", folder);
        Assert.Equal(keys.Order(StringComparer.Ordinal), found.Select(file => file.Path).Order(StringComparer.Ordinal));
        Assert.All(found, file => Assert.Equal(("data", "2026/11/20"), (file.Values["log_bucket"], file.Values["log_time"])));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Columns_of_a_trail_hold_the_documented_record_field_by_field()
    {
        // As AWS documents it, for a call with temporary credentials.
        const string record = """
            {"Records":[{"eventVersion":"1.08","userIdentity":{"type":"AssumedRole","principalId":"AROAIDPPEZS35WEXAMPLE:AssumedRoleSessionName",
            "arn":"arn:aws:sts::123456789012:assumed-role/RoleToBeAssumed/MySessionName",
            "accountId":"123456789012","accessKeyId":"ASIAIOSFODNN7EXAMPLE",
              "sessionContext":{"sessionIssuer":{"type":"Role","principalId":"AROAIDPPEZS35WEXAMPLE","arn":"arn:aws:iam::123456789012:role/RoleToBeAssumed",
            "accountId":"123456789012","userName":"RoleToBeAssumed"},"attributes":{"mfaAuthenticated":"false","creationDate":"20131102T010628Z"}}},
              "eventTime":"2023-07-19T21:17:28Z","eventSource":"ec2.amazonaws.com",
            "eventName":"StopInstances","awsRegion":"us-east-1","sourceIPAddress":"192.0.2.0","userAgent":"aws-cli/2",
              "errorCode":"Client.IncorrectInstanceState","errorMessage":"x \"y\"",
                "requestParameters":{"instancesSet":{"items":[{"instanceId":"i-1"}]},"force":false},
            "responseElements":null,"requestID":"c9a5ef07","eventID":"3755dfbf","readOnly":false,
              "resources":[{"ARN":"arn:aws:s3:::b","accountId":"123456789012","type":"AWS::S3::Bucket"}],"eventType":"AwsApiCall","managementEvent":true,
                "recipientAccountId":"123456789012",
            "eventCategory":"Management","tlsDetails":{"tlsVersion":"TLSv1.2","cipherSuite":"ECDHE","clientProvidedHostHeader":"ec2.us-east-1.amazonaws.com"},
              "sessionCredentialFromConsole":"true"}]}
            """;
        using var database = new FlowLogDatabase();
        database.Add(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(record)), "trail.json");
        database.CreateTables("flow_logs");
        using var engine = DuckDb.Over(database.Engine);
        string[] columns =
        [
            "eventversion", "useridentity.type", "useridentity.arn", "useridentity.accesskeyid", "useridentity.username",
            "useridentity.sessioncontext.sessionissuer.username",
            "useridentity.sessioncontext.attributes.mfaauthenticated", "eventtime", "eventsource", "eventname", "awsregion", "sourceipaddress",
            "useragent", "errorcode", "errormessage",
            "json_extract_scalar(requestparameters, '$.instancesSet.items[0].instanceId')", "json_extract_scalar(requestparameters, '$.instancesSet')",
            "json_extract_scalar(requestparameters, '$.force')",
            "responseelements", "requestid", "eventid", "readonly", "resources[1].arn", "eventtype", "recipientaccountid",
            "eventcategory", "tlsdetails.tlsversion", "sessioncredentialfromconsole", "log_account", "log_region", "log_time",
        ];
        object?[] expected =
        [
            "1.08", "AssumedRole", "arn:aws:sts::123456789012:assumed-role/RoleToBeAssumed/MySessionName", "ASIAIOSFODNN7EXAMPLE",
                null, "RoleToBeAssumed", "false", "2023-07-19T21:17:28Z", "ec2.amazonaws.com",
            "StopInstances", "us-east-1", "192.0.2.0", "aws-cli/2", "Client.IncorrectInstanceState", "x \"y\"", "i-1", null, "false",
                null, "c9a5ef07", "3755dfbf", "false", "arn:aws:s3:::b", "AwsApiCall", "123456789012", "Management",
            "TLSv1.2", "true", "123456789012", "us-east-1", "2023/07/19",
        ];
        new Answer([expected]).MustEqual(engine.Query($"SELECT {string.Join(", ", columns)} FROM cloudtrail"), "cloudtrail");
    }

    [Fact]
    public void The_expression_of_the_table_reads_in_another_engine_what_the_reader_reads()
    {
        using var activity = new SampleActivity();
        var lines = activity.Requests.Select(request => request.ToLine())
            .Append($"{Owner} b [06/Feb/2019:00:00:38 +0000] 192.0.2.3 - R REST.GET.OBJECT k \"GET /\"x\" HTTP/1.1\" 200 - 113 - 7 - \"-\" "
            + $"\"a\" b c\" - h").ToList();
        var table = ActivityProjection.OfAccessLogs("logs", PartitionValues.Of("1"), PartitionValues.Of("r"), ["b"]).ToTable();
        var pattern = table.SerializationParameters["input.regex"];
        using var engine = DuckDb.Start();
        engine.Query($"CREATE TABLE lines AS SELECT "
            + $"unnest([{string.Join(", ", lines.Select(line => $"'{line.Replace("'", "''", StringComparison.Ordinal)}'"))}]) AS line");
        var names = string.Join(", ", table.Columns.Select(column => $"'{column.Name}'"));
        var rows = engine.Query($"SELECT {string.Join(", ", table.Columns.Select(column => $"r.{column.Name}"))} FROM (SELECT regexp_extract(line, "
            + $"'{pattern.Replace("'", "''", StringComparison.Ordinal)}', [{names}]) AS r FROM lines)");
        // DuckDB has no text where a group does not take part.
        new Answer(lines.Select(line =>
        {
            Assert.True(AccessLogRecord.TryParse(line, out var record));
            return table.Columns.Select(column => (object?)(record![column.Name] ?? "")).ToArray();
        })).MustEqual(rows, "regex");
    }

    static string Day(DateTimeOffset at) => at.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture);

    static List<(string Path, IReadOnlyDictionary<string, string> Values)> Partitions(GlueTableDefinition table, string bucket, string folder)
    {
        string Place(string location) => Path.Combine(folder, location[bucket.Length..]);
        return [.. Projection.Partitions(table, SampleActivity.Now.UtcDateTime.AddHours(1), new Dictionary<string, string[]>(), location =>
            Directory.Exists(Place(location)))
            .SelectMany(partition => Directory.EnumerateFiles(Place(partition.Location)).Select(file => (Path.GetFullPath(file), partition.Values)))];
    }
}

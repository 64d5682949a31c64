using System.Text;
using System.Text.Json.Nodes;
using FlowLogStack.Capture;

namespace FlowLogStack.Constructs.Tests.Organization;

/// <summary>One archive for the accounts of an organization: its policies, its table and its limits.</summary>
public sealed class OrganizationArchiveTests(OrganizationArchiveTests.Archives archives) : IClassFixture<OrganizationArchiveTests.Archives>
{
    const string Id = "o-a1b2c3d4e5";
    const string Unit = Id + "/r-ab12/ou-ab12-11111111/*";

    /// <summary>Archives that are synthesized once.</summary>
    public sealed class Archives
    {
        public Template Whole { get; } = Monitoring(new FlowLogArchiveProps
        {
            Organization = new SourceOrganization(Id),
            Encryption = ArchiveEncryption.CustomerManaged,
            BucketName = "org-flow-logs-archive-with-a-long-name-of-63-characters-0123456",
            Layout = new S3Layout { Prefix = "network", FileFormat = FileFormat.Parquet, HiveCompatiblePartitions = true },
        });

        public Template Units { get; } = Monitoring(new FlowLogArchiveProps
        {
            Organization = new SourceOrganization(Id) { Paths = [Unit, Id + "/r-ab12/ou-ab12-22222222/"] },
            Accounts = ["111122223333", "222233334444"],
            Regions = ["eu-west-1", "us-east-1"],
        });

        static Template Monitoring(FlowLogArchiveProps archive)
        {
            var stack = new Stack(Repository.NewApp(), "Archive");
            _ = new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps { Capture = false, LogGroup = null, Archive = archive });
            return stack.Template();
        }
    }

    static JsonObject Statement(Template template, string sid) =>
        template.ResourcesOf("AWS::S3::BucketPolicy").Values.SelectMany(policy => policy["Properties"]!["PolicyDocument"]!["Statement"]!.AsArray())
            .Single(statement => (string?)statement!["Sid"] == sid)!.AsObject();

    [Fact]
    public void The_organization_is_the_condition_of_every_statement_that_admits_log_delivery()
    {
        var write = Statement(archives.Whole, "AWSLogDeliveryWrite");
        Assert.Equal("""{"Service":"delivery.logs.amazonaws.com"}""", write["Principal"]!.ToJsonString());
        Assert.Equal("s3:PutObject", (string?)write["Action"]);
        Assert.EndsWith("\"/network/AWSLogs/*\"]]}", write["Resource"]!.ToJsonString(), StringComparison.Ordinal);
        var condition = write["Condition"]!.AsObject();
        Assert.Equal(["StringEquals", "ArnLike", "StringEqualsIfExists"], condition.Select(member => member.Key));
        Assert.Equal($$"""{"aws:SourceOrgID":"{{Id}}"}""", condition["StringEquals"]!.ToJsonString());
        Assert.EndsWith("\":logs:*:*:*\"]]}}", condition["ArnLike"]!.ToJsonString(), StringComparison.Ordinal);

        var check = Statement(archives.Whole, "AWSLogDeliveryAclCheck");
        Assert.Equal("s3:GetBucketAcl", (string?)check["Action"]);
        Assert.Equal(Id, (string?)check["Condition"]!["StringEquals"]!["aws:SourceOrgID"]);

        var key = archives.Whole.Only("AWS::KMS::Key")["KeyPolicy"]!["Statement"]!.AsArray().Single(one => (string?)one!["Sid"] == "EncryptDeliveredFlowLogs")!;
        Assert.Equal(check["Condition"]!.ToJsonString(), key["Condition"]!.ToJsonString());
        Assert.DoesNotContain("aws:SourceAccount", key.ToJsonString() + write.ToJsonString() + check.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_of_organizational_units_narrow_it_and_listed_regions_narrow_the_source()
    {
        foreach (var sid in new[] { "AWSLogDeliveryWrite", "AWSLogDeliveryAclCheck" })
        {
            var condition = Statement(archives.Units, sid)["Condition"]!;
            Assert.Equal(Id, (string?)condition["StringEquals"]!["aws:SourceOrgID"]);
            Assert.Equal([Unit, Id + "/r-ab12/ou-ab12-22222222/"], condition["ForAnyValue:StringLike"]!["aws:SourceOrgPaths"]!.AsArray().Select(path =>
                (string)path!));
            var sources = condition["ArnLike"]!["aws:SourceArn"]!.AsArray().Select(source => source!.ToJsonString()).ToList();
            Assert.Equal(2, sources.Count);
            Assert.EndsWith("\":logs:eu-west-1:*:*\"]]}", sources[0], StringComparison.Ordinal);
            Assert.EndsWith("\":logs:us-east-1:*:*\"]]}", sources[1], StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Each_query_sets_accounts_and_regions_unless_the_table_lists_them()
    {
        var injected = Projection(archives.Whole);
        Assert.Equal("injected", (string?)injected["projection.log_account.type"]);
        Assert.Equal("injected", (string?)injected["projection.log_region.type"]);
        var listed = Projection(archives.Units);
        Assert.Equal("111122223333,222233334444", (string?)listed["projection.log_account.values"]);
        Assert.Equal("eu-west-1,us-east-1", (string?)listed["projection.log_region.values"]);
        Assert.All(archives.Whole.ResourcesOf("AWS::Athena::NamedQuery").Values, query =>
        {
            var sql = query["Properties"]!["QueryString"]!.ToJsonString();
            Assert.Matches("""log_account = '",\{"Ref":"AWS::AccountId"\},"'""", System.Text.RegularExpressions.Regex.Unescape(sql));
            Assert.Contains("log_region = '", System.Text.RegularExpressions.Regex.Unescape(sql), StringComparison.Ordinal);
        });
        Assert.All(archives.Units.ResourcesOf("AWS::Athena::NamedQuery").Values,
            query => Assert.DoesNotContain("log_account =", query["Properties"]!["QueryString"]!.ToJsonString(), StringComparison.Ordinal));
    }

    static JsonObject Projection(Template template) =>
        template.ResourcesOf("AWS::Glue::Table").Values.Select(table => table["Properties"]!["TableInput"]!["Parameters"]!.AsObject())
            .Single(parameters => parameters.ContainsKey("projection.enabled"));

    [Fact]
    public void The_policies_have_less_than_3_KB_for_any_number_of_accounts()
    {
        foreach (var template in new[] { archives.Whole, archives.Units })
        {
            foreach (var policy in template.ResourcesOf("AWS::S3::BucketPolicy").Values.Select(resource => resource["Properties"]!["PolicyDocument"]!)
                .Concat(template.ResourcesOf("AWS::KMS::Key").Values.Select(resource => resource["Properties"]!["KeyPolicy"]!)))
                Assert.InRange(Encoding.UTF8.GetByteCount(policy.ToJsonString()), 1, 3000);
        }
    }

    [Fact]
    public void A_member_of_the_organization_is_admitted_and_an_account_of_another_one_is_not()
    {
        Assert.True(Admits(archives.Whole, "o-a1b2c3d4e5", "o-a1b2c3d4e5/r-ab12/"));
        Assert.False(Admits(archives.Whole, "o-zzzzzzzzzz", "o-zzzzzzzzzz/r-ab12/"));
        Assert.True(Admits(archives.Units, "o-a1b2c3d4e5", "o-a1b2c3d4e5/r-ab12/ou-ab12-11111111/ou-ab12-33333333/"));
        Assert.False(Admits(archives.Units, "o-a1b2c3d4e5", "o-a1b2c3d4e5/r-ab12/ou-ab12-44444444/"));
    }

    static bool Admits(Template template, string organization, string path)
    {
        var statement = Statement(template, "AWSLogDeliveryWrite").DeepClone().AsObject();
        statement["Resource"] = "arn:aws:s3:::bucket/AWSLogs/*";
        var sources = statement["Condition"]!["ArnLike"]!.AsObject();
        sources["aws:SourceArn"] = "arn:aws:logs:*:*:*";
        var request = new Testing.Deployment.PolicyRequest("delivery.logs.amazonaws.com", "s3:PutObject", "arn:aws:s3:::bucket/AWSLogs/111122223333/x",
            new Dictionary<string, string> { ["aws:SourceOrgID"] = organization, ["aws:SourceOrgPaths"] = path,
                ["aws:SourceArn"] = "arn:aws:logs:eu-west-1:111122223333:x" });
        return request.IsAllowedBy(new JsonObject { ["Statement"] = new JsonArray(statement) });
    }

    [Theory]
    [InlineData("o-short", "'o-short' is not the id of an organization.")]
    [InlineData("O-A1B2C3D4E5", "'O-A1B2C3D4E5' is not the id of an organization.")]
    [InlineData("111122223333", "'111122223333' is not the id of an organization.")]
    [InlineData("o-a1b2c3d4e5\n", "is not the id of an organization.")]
    public void Refuses_what_is_no_organization(string id, string problem) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(() => new SourceOrganization(id)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("ou-ab12-11111111", "'ou-ab12-11111111' is not the path of organizational units.")]
    [InlineData("o-a1b2c3d4e5/*", "'o-a1b2c3d4e5/*' is not the path of organizational units.")]
    [InlineData("o-a1b2c3d4e5/r-ab12/ou-ab12-11111111", "is not the path of organizational units.")]
    [InlineData("o-zzzzzzzzzz/r-ab12/*", "is in another organization than 'o-a1b2c3d4e5'")]
    public void Refuses_what_is_no_path_of_the_organization(string path, string problem) =>
        Assert.Contains(problem, Assert.Throws<ArgumentException>(() => new SourceOrganization(Id) { Paths = [path] }).Message, StringComparison.Ordinal);

    [Fact]
    public void A_list_of_accounts_over_the_limit_fails_with_the_organization_as_the_fix()
    {
        var stack = new Stack(Repository.NewApp(), "Archive");
        _ = new FlowLogArchive(stack, "Archive", new FlowLogArchiveProps { Accounts = [.. Enumerable.Range(0, 150).Select(i => $"{100_000_000_000 + i}")] });
        var message = Assert.ThrowsAny<Exception>(() => stack.Template()).Message;
        Assert.Contains("S3 allows 20,480", message, StringComparison.Ordinal);
        Assert.Contains("Admit an organization instead of accounts", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_policy_of_an_imported_bucket_is_printed_with_the_organization()
    {
        var stack = new Stack(Repository.NewApp(), "Archive");
        _ = new FlowLogArchive(stack, "Archive", new FlowLogArchiveProps
        {
            Existing = Amazon.CDK.AWS.S3.Bucket.FromBucketName(stack, "Existing", "org-flow-logs"),
            Organization = new SourceOrganization(Id),
        });
        var warning = Assert.Single(stack.Node.FindAll().SelectMany(node => node.Node.Metadata), entry => entry.Type == "aws:cdk:warning")
            .Data.ToString()!;
        Assert.Contains("\"aws:SourceOrgID\": \"o-a1b2c3d4e5\"", warning, StringComparison.Ordinal);
        Assert.Contains("org-flow-logs/AWSLogs/*", warning, StringComparison.Ordinal);
    }
}

using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.SSM;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests.Capture;

public sealed class SourceByTokenTests
{
    const string VpcId = "vpc-0a1b2c3d4e5f67890";

    readonly App app = Repository.NewApp();
    readonly Stack stack;

    public SourceByTokenTests() => stack = new Stack(app, "Net",
        new StackProps { Env = new Amazon.CDK.Environment { Account = "111122223333", Region = "eu-west-1" } });

    public static TheoryData<CaptureSourceKind, string> Kinds => new()
    {
        { CaptureSourceKind.Vpc, "VPC" },
        { CaptureSourceKind.Subnet, "Subnet" },
        { CaptureSourceKind.NetworkInterface, "NetworkInterface" },
        { CaptureSourceKind.TransitGateway, "TransitGateway" },
        { CaptureSourceKind.TransitGatewayAttachment, "TransitGatewayAttachment" },
        { CaptureSourceKind.RegionalNatGateway, "RegionalNatGateway" },
    };

    FlowLogMonitoring Monitor(params CaptureSource[] sources) => new(stack, "FlowLogs", new FlowLogMonitoringProps { Sources = sources });

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_source_of_any_kind_comes_from_an_export_a_parameter_or_SSM(CaptureSourceKind kind, string type)
    {
        Monitor(
            CaptureSource.FromId(kind, Fn.ImportValue("Source")).Named("Imported"),
            CaptureSource.FromId(kind, new Amazon.CDK.CfnParameter(stack, "Source").ValueAsString).Named("Parameter"),
            CaptureSource.FromId(kind, StringParameter.ValueForStringParameter(stack, "/network/source")).Named("Ssm"),
            CaptureSource.FromId(kind, "{{resolve:ssm:/network/source}}"));
        var template = stack.Template();
        template.Counts("AWS::EC2::FlowLog", 8);
        template.Has("AWS::EC2::FlowLog", $$"""{ "ResourceId": { "Fn::ImportValue": "Source" }, "ResourceType": "{{type}}" }""");
        template.Has("AWS::EC2::FlowLog", $$"""{ "ResourceId": { "Ref": "Source" }, "ResourceType": "{{type}}" }""");
        template.Has("AWS::EC2::FlowLog", $$"""{ "ResourceId": "{{"{{resolve:ssm:/network/source}}"}}", "ResourceType": "{{type}}" }""");
        Assert.Contains(template.ResourcesOf("AWS::EC2::FlowLog").Keys, id => id.StartsWith($"FlowLogs{kind}ToLogs", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_first_synthesis_passes_with_the_placeholder_of_a_lookup_of_any_kind(CaptureSourceKind kind, string type)
    {
        Monitor(CaptureSource.FromId(kind, StringParameter.ValueFromLookup(stack, "/network/source")));
        var assembly = app.Synth();
        Assert.NotEmpty(assembly.Manifest.Missing!);
        Assert.Contains(type, assembly.GetStackByName("Net").Template.ToString()
            + System.Text.Json.JsonSerializer.Serialize(assembly.GetStackByName("Net").Template), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_synthesis_passes_with_placeholders_whose_kind_is_not_given()
    {
        var (blue, green) = (Vpc.FromLookup(stack, "Blue", new VpcLookupOptions { VpcName = "blue" }),
            Vpc.FromLookup(stack, "Green", new VpcLookupOptions { VpcName = "green" }));
        Monitor(
            CaptureSource.FromId(blue.VpcId), CaptureSource.FromId(green.VpcId), CaptureSource.Vpc(blue),
            CaptureSource.FromId(blue.PublicSubnets[0].SubnetId), CaptureSource.Subnet(green.PrivateSubnets[1]),
            CaptureSource.FromId(StringParameter.ValueFromLookup(stack, "/network/vpc-id")));
        Assert.NotEmpty(app.Synth().Manifest.Missing!);
    }

    [Fact]
    public void A_placeholder_has_the_records_of_the_sources_beside_it_or_of_the_format()
    {
        var id = StringParameter.ValueFromLookup(stack, "/network/gateway");
        Monitor(CaptureSource.FromId(id), CaptureSource.FromId("tgw-0a1b2c3d4e5f67890"));
        new FlowLogMonitoring(stack, "Other", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(id)], Format = FlowLogFormat.TransitGateway });
        Assert.NotEmpty(app.Synth().Manifest.Missing!);
    }

    [Fact]
    public void The_first_synthesis_passes_with_placeholders_for_names_prefixes_and_streams()
    {
        string Lookup(string name) => StringParameter.ValueFromLookup(stack, $"/log/{name}");
        var monitoring = new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId(VpcId)],
            Firehose = CaptureDestination.Firehose(Lookup("stream")),
            DatabaseName = Lookup("database"),
            TableName = Lookup("table"),
            AlarmNamePrefix = Lookup("prefix"),
            MetricNamespace = Lookup("namespace"),
            LogGroup = new FlowLogGroupProps { LogGroupName = Lookup("group") },
            Archive = new FlowLogArchiveProps { Layout = new S3Layout { Prefix = Lookup("folder") }, Accounts = [Lookup("account")],
                Regions = [Lookup("region")] },
            Workgroup = new QueryWorkgroupProps { WorkgroupName = Lookup("workgroup") },
        });
        monitoring.AddDashboards(new MonitoringDashboardsProps { NamePrefix = Lookup("dashboards") });
        Assert.NotEmpty(app.Synth().Manifest.Missing!);
    }

    [Fact]
    public void Database_table_and_folder_may_be_known_only_after_deployment()
    {
        string Parameter(string name) => new Amazon.CDK.CfnParameter(stack, name).ValueAsString;
        new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId(VpcId)],
            DatabaseName = Parameter("Database"),
            TableName = Parameter("Table"),
            Archive = new FlowLogArchiveProps { Layout = new S3Layout { Prefix = Parameter("Folder") } },
        });
        var template = stack.Template();
        template.Has("AWS::Glue::Database", """{ "DatabaseInput": { "Name": { "Ref": "Database" } } }""");
        var view = template.ResourcesOf("AWS::Glue::Table").Values.Single(table =>
            (string?)table["Properties"]!["TableInput"]!["TableType"] == "VIRTUAL_VIEW")
                ["Properties"]!["TableInput"]!["ViewOriginalText"]!["Fn::Join"]![1]!.AsArray();
        Assert.Equal("/* Presto View: ", (string?)view[0]);
        var definition = string.Concat(view[1]!["Fn::Base64"]!["Fn::Join"]![1]!.AsArray()
            .Select(part => part is System.Text.Json.Nodes.JsonObject reference ? ((string)reference["Ref"]!).ToLowerInvariant() : (string)part!));
        var parsed = System.Text.Json.Nodes.JsonNode.Parse(definition)!;
        Assert.Equal("database", (string?)parsed["schema"]);
        Assert.EndsWith("FROM \"database\".\"table\"", (string?)parsed["originalSql"]);
        Assert.Equal(" */", (string?)view[2]);
    }

    [Fact]
    public void Attachments_of_the_app_are_sources_by_reference()
    {
        var vpc = new CfnTransitGatewayVpcAttachment(stack, "OfVpc",
            new CfnTransitGatewayVpcAttachmentProps { TransitGatewayId = "tgw-0a1b2c3d4e5f67890", VpcId = VpcId, SubnetIds = ["subnet-0a1b2c3d4e5f67890"] });
        var peer = new CfnTransitGatewayPeeringAttachment(stack, "OfPeer",
            new CfnTransitGatewayPeeringAttachmentProps { TransitGatewayId = "tgw-0a1b2c3d4e5f67890", PeerAccountId = "111122223333", PeerRegion = "us-east-1",
                PeerTransitGatewayId = "tgw-0a1b2c3d4e5f67891" });
        var connect = new CfnTransitGatewayConnect(stack, "OfConnect",
            new CfnTransitGatewayConnectProps { TransportTransitGatewayAttachmentId = vpc.Ref,
                Options = new CfnTransitGatewayConnect.TransitGatewayConnectOptionsProperty { Protocol = "gre" } });
        Monitor(CaptureSource.TransitGatewayAttachment(vpc), CaptureSource.TransitGatewayAttachment(peer), CaptureSource.TransitGatewayAttachment(connect));
        foreach (var id in new[] { "OfVpc", "OfPeer", "OfConnect" })
            stack.Template().Has("AWS::EC2::FlowLog", $$"""{ "ResourceId": { "Ref": "{{id}}" }, "ResourceType": "TransitGatewayAttachment" }""");
    }

    [Fact]
    public void Refuses_a_token_without_a_kind_and_says_how_to_give_one()
    {
        foreach (var id in new[] { Fn.ImportValue("Vpc"), "{{resolve:ssm:/network/vpc-id}}" })
            Assert.Contains("Pass the kind, as in CaptureSource.FromId(CaptureSourceKind.TransitGateway, id)",
                Assert.Throws<ArgumentException>(() => CaptureSource.FromId(id)).Message);
    }

    [Fact]
    public void Refuses_an_id_of_another_kind() =>
        Assert.Contains($"'{VpcId}' is not the id of a source of the kind TransitGateway. Use an id that starts with 'tgw-'",
            Assert.Throws<ArgumentException>(() => CaptureSource.FromId(CaptureSourceKind.TransitGateway, VpcId)).Message);

    [Fact]
    public void Refuses_one_resource_given_twice_in_two_ways()
    {
        var vpc = Vpc.FromVpcAttributes(stack, "Main", new VpcAttributes { VpcId = VpcId, AvailabilityZones = ["eu-west-1a"] });
        Assert.Contains($"The sources 'Main' and '{VpcId}' are one resource, {VpcId}",
            Assert.Throws<ArgumentException>(() => Monitor(CaptureSource.Vpc(vpc), CaptureSource.FromId(VpcId))).Message);
        var made = new Vpc(stack, "Made", new VpcProps { NatGateways = 0 });
        Assert.Contains("are one resource", Assert.Throws<ArgumentException>(() =>
            new FlowLogMonitoring(stack, "Other", new FlowLogMonitoringProps { Sources = [CaptureSource.Vpc(made), CaptureSource.Vpc(made)
                .Named("Again")] })).Message);
    }

    [Fact]
    public void Refuses_two_flow_logs_of_one_resource_to_one_log_group_wherever_they_are_made()
    {
        var group = Amazon.CDK.AWS.Logs.LogGroup.FromLogGroupName(stack, "Shared", "/org/flow-logs");
        FlowLogMonitoring Watch(string id) => new(stack, id, new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)],
            LogGroup = new FlowLogGroupProps { Existing = group }, Archive = null });
        Watch("First");
        Assert.Contains("EC2 returns an error for the second", Assert.Throws<ArgumentException>(() => Watch("Second")).Message);
    }

    [Fact]
    public void A_source_that_becomes_a_construct_keeps_its_logical_id_by_its_name()
    {
        Monitor(CaptureSource.FromId(VpcId));
        var other = new Stack(app, "Other");
        var vpc = Vpc.FromVpcAttributes(other, "Main", new VpcAttributes { VpcId = VpcId, AvailabilityZones = ["eu-west-1a"] });
        new FlowLogMonitoring(other, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.Vpc(vpc).Named(VpcId)] });
        Assert.Equal(stack.Template().ResourcesOf("AWS::EC2::FlowLog").Keys, other.Template().ResourcesOf("AWS::EC2::FlowLog").Keys);
    }
}

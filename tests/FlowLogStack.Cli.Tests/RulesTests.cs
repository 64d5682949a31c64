using System.Text.Json.Nodes;

namespace FlowLogStack.Cli.Tests;

public sealed class RulesTests : IDisposable
{
    internal const string Groups = """
        { "SecurityGroups": [
          { "GroupId": "sg-web", "GroupName": "web",
            "IpPermissions": [
              { "IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535, "IpRanges": [{ "CidrIp": "10.0.0.0/8" }], "Ipv6Ranges": [],
                "PrefixListIds": [], "UserIdGroupPairs": [] },
              { "IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] },
              { "IpProtocol": "tcp", "FromPort": 25, "ToPort": 25, "IpRanges": [{ "CidrIp": "10.9.0.0/16" }] },
              { "IpProtocol": "tcp", "FromPort": 5432, "ToPort": 5432, "UserIdGroupPairs": [{ "GroupId": "sg-app" }] },
              { "IpProtocol": "tcp", "FromPort": 8443, "ToPort": 8443, "PrefixListIds": [{ "PrefixListId": "pl-1" }] } ],
            "IpPermissionsEgress": [ { "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] } ] } ] }
        """;

    internal const string Interfaces = """
        { "NetworkInterfaces": [
          { "NetworkInterfaceId": "eni-web", "SubnetId": "subnet-1", "PrivateIpAddress": "10.0.1.5", "PrivateIpAddresses": [{ "PrivateIpAddress": "10.0.1.5" }],
            "Groups": [{ "GroupId": "sg-web" }] },
          { "NetworkInterfaceId": "eni-app", "SubnetId": "subnet-1", "PrivateIpAddress": "172.31.0.7", "Groups": [{ "GroupId": "sg-app" }] } ] }
        """;

    internal const string Acls = """
        { "NetworkAcls": [ { "NetworkAclId": "acl-1", "Associations": [{ "SubnetId": "subnet-1" }], "Entries": [
          { "RuleNumber": 32767, "RuleAction": "deny", "Egress": false, "Protocol": "-1", "CidrBlock": "0.0.0.0/0" },
          { "RuleNumber": 100, "RuleAction": "allow", "Egress": false, "Protocol": "6", "PortRange": { "From": 443, "To": 443 }, "CidrBlock": "0.0.0.0/0" },
          { "RuleNumber": 90, "RuleAction": "deny", "Egress": false, "Protocol": "6", "PortRange": { "From": 23, "To": 23 }, "CidrBlock": "0.0.0.0/0" },
          { "RuleNumber": 100, "RuleAction": "allow", "Egress": true, "Protocol": "-1", "CidrBlock": "0.0.0.0/0" } ] } ] }
        """;

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    static string Line(string source, int sourcePort, string destination, int port, string action = "ACCEPT", string eni = "eni-web") =>
        $"2 123456789012 {eni} {source} {destination} {sourcePort} {port} 6 10 840 1700000000 1700000060 {action} OK";

    static string[] Traffic =>
    [
        Line("10.0.7.1", 40000, "10.0.1.5", 443), Line("10.0.7.2", 40001, "10.0.1.5", 443), Line("10.0.7.9", 40002, "10.0.1.5", 80),
        // The answers, and a connection to the outside with its answer.
        Line("10.0.1.5", 443, "10.0.7.1", 40000), Line("10.0.1.5", 50000, "198.51.100.7", 443), Line("198.51.100.7", 443, "10.0.1.5", 50000),
        Line("172.31.0.7", 41000, "10.0.1.5", 5432), Line("203.0.113.9", 42000, "10.0.1.5", 23, "REJECT"),
            Line("203.0.113.9", 42000, "10.0.1.99", 23, "REJECT", "eni-other"),
    ];

    Command Run(params string[] more) => Command.Run(["rules", "--describe", samples.Text("groups.json", Groups), "--describe",
        samples.Text("interfaces.json", Interfaces), "--describe", samples.Text("acls.json", Acls), "-o", "json", samples.Text("a.log", Traffic), .. more]);

    static Dictionary<string, JsonNode> ByRule(Command run) => JsonNode.Parse(run.Output)!.AsArray()
        .ToDictionary(row => $"{row!["owner"]}: {row["rule"]}", row => row!);

    [Fact]
    public void Compares_each_rule_with_the_traffic_in_both_directions()
    {
        var run = Run();
        Assert.Equal(0, run.ExitCode);
        var found = ByRule(run);
        Assert.Equal(
            new Dictionary<string, (string, string)>
            {
                ["sg-web web: ingress tcp/22 from 0.0.0.0/0"] = ("open but silent", "0"),
                ["sg-web web: ingress tcp/25 from 10.9.0.0/16"] = ("never hit", "0"),
                ["sg-web web: ingress tcp/all from 10.0.0.0/8"] = ("wider than used", "3"),
                ["sg-web web: ingress tcp/5432 from sg-app"] = ("used", "1"),
                ["sg-web web: ingress tcp/8443 from pl-1"] = ("peer not resolved", "0"),
                ["sg-web web: egress all to 0.0.0.0/0"] = ("wider than used", "1"),
                ["acl-1 90: ingress deny tcp/23 from 0.0.0.0/0"] = ("used", "1"),
                ["acl-1 100: ingress allow tcp/443 from 0.0.0.0/0"] = ("used", "2"),
                ["acl-1 32767: ingress deny all from 0.0.0.0/0"] = ("used", "3"),
                ["acl-1 100: egress allow all to 0.0.0.0/0"] = ("used", "2"),
            }.OrderBy(pair => pair.Key, StringComparer.Ordinal),
            found.ToDictionary(pair => pair.Key, pair => ((string)pair.Value["finding"]!, pair.Value["records"]!.ToString()))
                .OrderBy(pair => pair.Key, StringComparer.Ordinal));
        Assert.Equal("80 443", (string?)found["sg-web web: ingress tcp/all from 10.0.0.0/8"]["ports"]);
        Assert.Contains("1 record of no known interface is ignored.", run.Errors, StringComparison.Ordinal);
        Assert.Contains("8 records of known interfaces from 2023-11-14T22:13:20Z to 2023-11-14T22:13:20Z.", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Writes_the_narrower_rules_as_CloudFormation_and_CSharp()
    {
        var (template, code) = (samples.Text("narrower.json"), samples.Text("narrower.cs"));
        Assert.Equal(0, Run("--cloudformation", template, "--csharp", code).ExitCode);
        var resources = JsonNode.Parse(File.ReadAllText(template))!["Resources"]!.AsObject().Select(resource => resource.Value!).ToList();
        var ingress = resources.Where(resource => (string?)resource["Type"] == "AWS::EC2::SecurityGroupIngress")
            .Select(resource => resource["Properties"]!).ToList();
        Assert.All(ingress, rule => Assert.Equal(("sg-web", "tcp"), ((string?)rule["GroupId"], (string?)rule["IpProtocol"])));
        Assert.Equal([80, 443], ingress.Select(rule => (int)rule["FromPort"]!).Distinct().Order());
        Assert.All(ingress, rule => Assert.StartsWith("10.0.7.", (string?)rule["CidrIp"], StringComparison.Ordinal));
        Assert.Contains(resources, resource => (string?)resource["Type"] == "AWS::EC2::SecurityGroupEgress"
            && (string?)resource["Properties"]!["CidrIp"] == "198.51.100.7/32");
        var lines = File.ReadAllLines(code);
        Assert.Single(lines, line =>
            line == "var group1 = SecurityGroup.FromSecurityGroupId(this, \"Group1\", \"sg-web\", new SecurityGroupImportOptions { AllowAllOutbound "
                + "= false });");
        Assert.Contains(lines, line => line.StartsWith("group1.AddIngressRule(Peer.Ipv4(\"10.0.7.", StringComparison.Ordinal)
            && line.Contains("Port.Tcp(443)", StringComparison.Ordinal));
    }

    // An answer of the server is the record with SYN and ACK, whatever its ports.
    [Theory]
    [InlineData(2, "used")]
    [InlineData(18, "never hit")]
    [InlineData(19, "never hit")]
    [InlineData(3, "used")]
    public void Tells_requests_from_answers_by_the_flags(int flags, string finding)
    {
        var log = samples.Text("flags.log", "interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action tcp-flags log-status",
            $"eni-web 10.9.0.1 10.0.1.5 7 25 6 1 60 1700000000 1700000060 ACCEPT {flags} OK");
        const string OnlyMail =
            """
                { "SecurityGroups": [{ "GroupId": "sg-web", "IpPermissions": [{ "IpProtocol": "tcp", "FromPort": 25, "ToPort": 25,
                  "IpRanges": [{ "CidrIp": "10.9.0.1/32" }] }] }] }
                """;
        var run = Command.Run(["rules", "--describe", samples.Text("mail.json", OnlyMail), "--describe",
            samples.Text("interfaces.json", Interfaces), "-o", "json", log]);
        Assert.Equal((0, finding), (run.ExitCode, (string?)JsonNode.Parse(run.Output)![0]!["finding"]));
    }

    [Fact]
    public void A_prefix_list_is_resolved_by_a_saved_answer()
    {
        var lists = samples.Text("lists.json", """{ "PrefixLists": [{ "PrefixListId": "pl-1", "Cidrs": ["198.51.100.0/24"] }] }""");
        Assert.Equal("never hit", (string?)ByRule(Run("--describe", lists))["sg-web web: ingress tcp/8443 from pl-1"]["finding"]);
        var entries = samples.Text("pl-1.json", """{ "Entries": [{ "Cidr": "10.0.7.0/24" }] }""");
        Assert.Equal("never hit", (string?)ByRule(Run("--describe", entries))["sg-web web: ingress tcp/8443 from pl-1"]["finding"]);
    }

    [Theory]
    [InlineData("it isn't valid JSON", "x")]
    [InlineData("it has no SecurityGroups, NetworkInterfaces", "{}")]
    [InlineData("it has no SecurityGroups, NetworkInterfaces", "[]")]
    [InlineData("Name the file as the prefix list", "{ \"Entries\": [] }")]
    public void Says_what_an_answer_lacks(string expected, string answer)
    {
        var run = Command.Run(["rules", "--describe", samples.Text("answer.json", answer), samples.Text("a.log", Traffic)]);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Errors, StringComparison.Ordinal);
    }

    // A pipe without an end.
    [Theory]
    [InlineData("rules", "--describe", "/dev/zero", "a.log")]
    [InlineData("detections", "--evaluate", "/dev/zero", "a.log")]
    [InlineData("insights", "--query-file", "/dev/zero", "a.log")]
    [InlineData("cost", "--template", "/dev/zero", "a.log")]
    public void A_file_of_an_option_is_read_within_a_limit(params string[] arguments)
    {
        var run = Command.Run(arguments);
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains($"{arguments[1]} /dev/zero: it has more than ", run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Rules_of_interfaces_without_records_are_not_judged()
    {
        var run = Command.Run(["rules", "--describe", samples.Text("groups.json", Groups), "--describe",
            samples.Text("interfaces.json", Interfaces), "-o", "json", samples.Text("empty.log", Samples.Header)]);
        Assert.All(JsonNode.Parse(run.Output)!.AsArray(), row =>
            Assert.Contains((string?)row!["finding"], new[] { "no traffic recorded", "peer not resolved" }));
        Assert.Contains("No record belongs to a known interface", run.Errors, StringComparison.Ordinal);
    }
}

using System.Text.Json.Nodes;

namespace FlowLogStack.App.Tests;

/// <summary>The web server of the lab.</summary>
public sealed class WebServerTests : AppTests
{
    const string Server = """{ "lab": { "webServer": true, "allowFrom": ["198.51.100.7/32"] } }""";

    [Fact]
    public void The_web_server_has_no_key_pair_a_public_address_and_the_group_with_SSH()
    {
        var template = Template(Server);
        var (_, instance) = Assert.Single(template.ResourcesOf("AWS::EC2::Instance"));
        Assert.DoesNotContain("KeyName", template.ToText(), StringComparison.Ordinal);
        var port = Assert.Single(instance["Properties"]!["NetworkInterfaces"]!.AsArray())!;
        Assert.True((bool)port["AssociatePublicIpAddress"]!);
        Assert.Equal(Group(template, "SecurityGroupHTTPAndSSH").Id, (string?)Assert.Single(port["GroupSet"]!.AsArray())!["Fn::GetAtt"]![0]);
        Assert.Contains(instance["DependsOn"]!.AsArray(), id => template.ResourcesOf("AWS::EC2::FlowLog").Any(flowLog => flowLog.Key == (string)id!));
    }

    [Fact]
    public void Two_security_groups_differ_in_SSH_alone()
    {
        var template = Template(Server);
        template.Counts("AWS::EC2::SecurityGroup", 2);
        Assert.Equal(["tcp 80 198.51.100.7/32", "tcp 22 198.51.100.7/32"],
            Rules(Group(template, "SecurityGroupHTTPAndSSH").Properties, "SecurityGroupIngress"));
        Assert.Equal(["tcp 80 198.51.100.7/32"], Rules(Group(template, "SecurityGroupHTTPOnly").Properties, "SecurityGroupIngress"));
        foreach (var name in new[] { "SecurityGroupHTTPAndSSH", "SecurityGroupHTTPOnly" })
            Assert.Equal(["tcp 443 0.0.0.0/0"], Rules(Group(template, name).Properties, "SecurityGroupEgress"));
    }

    [Fact]
    public void Without_addresses_the_groups_admit_the_network_of_the_VPC_and_synthesis_names_the_setting()
    {
        var stack = Stack("""{ "lab": { "webServer": true } }""");
        Assert.Contains(Infos(stack), info => info.Contains("add it to 'lab.allowFrom'", StringComparison.Ordinal));
        var (_, group) = Group(stack.Template(), "SecurityGroupHTTPOnly");
        Assert.Equal("""{"Fn::GetAtt":["Vpc8378EB38","CidrBlock"]}""", group["SecurityGroupIngress"]![0]!["CidrIp"]!.ToJsonString());
    }

    [Fact]
    public void Warns_of_more_networks_than_the_quota_of_rules_allows()
    {
        static IEnumerable<string> Warnings(int networks)
        {
            var blocks = string.Join(", ", Enumerable.Range(0, networks).Select(i => $"\"198.51.100.{i}/32\""));
            return Stack($$"""{ "lab": { "webServer": true, "allowFrom": [{{blocks}}] } }""").Node.FindAll().SelectMany(node => node.Node.Metadata)
                .Where(entry => entry.Type == "aws:cdk:warning").Select(entry => entry.Data.ToString()!);
        }

        Assert.Empty(Warnings(30));
        Assert.StartsWith("31 networks in AllowFrom make 62 rules", Assert.Single(Warnings(31)));
    }

    [Fact]
    public void Security_checks_of_instances_find_nothing()
    {
        var template = Template(Server);
        var data = Assert.Single(template.ResourcesOf("AWS::EC2::LaunchTemplate")).Value["Properties"]!["LaunchTemplateData"]!;
        Assert.Equal("required", (string?)data["MetadataOptions"]!["HttpTokens"]);
        var volume = Assert.Single(data["BlockDeviceMappings"]!.AsArray())!["Ebs"]!;
        Assert.True((bool)volume["Encrypted"]!);
        Assert.True((bool)volume["DeleteOnTermination"]!);
        Assert.DoesNotContain(template.ResourcesOf("AWS::EC2::SecurityGroup")
            .SelectMany(group => Rules(group.Value["Properties"]!.AsObject(), "SecurityGroupIngress")), rule =>
            rule.EndsWith(" 0.0.0.0/0", StringComparison.Ordinal));
        var role = template.ResourcesOf("AWS::IAM::Role").Single(role => role.Key.StartsWith("WebServer", StringComparison.Ordinal)).Value["Properties"]!;
        Assert.False(role.AsObject().ContainsKey("ManagedPolicyArns"));
        Assert.All(role["Policies"]![0]!["PolicyDocument"]!["Statement"]![0]!["Action"]!.AsArray(), action => Assert.StartsWith("ssm", (string)action!));
    }

    [Fact]
    public void Commands_to_connect_and_to_swap_the_groups_are_outputs()
    {
        var outputs = Template(Server).ToJson()["Outputs"]!.AsObject();
        Assert.StartsWith("aws ssm start-session --target ", (string?)outputs["WebServerShell"]!["Value"]!["Fn::Join"]![1]![0]);
        foreach (var output in new[] { "WebServerHttpOnly", "WebServerHttpAndSsh" })
            Assert.StartsWith("aws ec2 modify-instance-attribute --instance-id ", (string?)outputs[output]!["Value"]!["Fn::Join"]![1]![0]);
        Assert.True(outputs.ContainsKey("WebServerAddress"));
    }

    [Fact]
    public void Two_syntheses_give_the_same_template() => Assert.Equal(Template(Server).ToText(), Template(Server).ToText());

    [Fact]
    public void Without_it_the_template_stays_and_synthesis_says_that_the_VPC_is_empty()
    {
        Assert.Equal(Template("{}").ToText(), Template("""{ "lab": { "webServer": false } }""").ToText());
        Assert.Contains(Infos(Stack("{}")), info => info.StartsWith("The VPC of the stack is empty", StringComparison.Ordinal));
        Assert.DoesNotContain(Infos(Stack(Server)), info => info.StartsWith("The VPC of the stack is empty", StringComparison.Ordinal));
        Assert.DoesNotContain(Infos(Stack($$"""{ "sources": ["{{VpcId}}"] }""")), info =>
            info.StartsWith("The VPC of the stack is empty", StringComparison.Ordinal));
    }

    [Fact]
    public void Refuses_a_web_server_without_a_VPC_of_the_stack_and_addresses_it_cannot_have()
    {
        Assert.StartsWith("lab.webServer: this has no effect, because 'sources' lists existing resources",
            Refusal($$"""{ "sources": ["{{VpcId}}"], "lab": { "webServer": true } }"""));
        Assert.StartsWith("lab.webServer: this has no effect, because 'capture' is false",
            Refusal("""{ "capture": false, "logs": { "existingLogGroup": "/x" }, "lab": { "webServer": true } }"""));
        Assert.StartsWith("lab.allowFrom: this has no effect, because there is no web server", Refusal("""{ "lab": { "allowFrom": ["198.51.100.7/32"] } }"""));
        Assert.StartsWith("lab.allowFrom[0]: \"2001:db8::/32\" is an IPv6 block",
            Refusal("""{ "lab": { "webServer": true, "allowFrom": ["2001:db8::/32"] } }"""));
        Assert.StartsWith("lab.allowFrom[0]", Refusal("""{ "lab": { "webServer": true, "allowFrom": ["me"] } }"""));
    }

    static (string Id, JsonObject Properties) Group(Template template, string name) =>
        template.ResourcesOf("AWS::EC2::SecurityGroup").Select(group => (group.Key, group.Value["Properties"]!.AsObject()))
            .Single(group => group.Item2["Tags"]!.AsArray().Any(tag => (string?)tag!["Value"] == name));

    static IEnumerable<string> Rules(JsonObject group, string direction) => group[direction]!.AsArray()
        .Select(rule => $"{rule!["IpProtocol"]} {rule["FromPort"]} {rule["CidrIp"]}");

    static IEnumerable<string> Infos(FlowLogMonitoringStack stack) =>
        stack.Node.FindAll().SelectMany(node => node.Node.Metadata).Where(entry => entry.Type == "aws:cdk:info").Select(entry => entry.Data.ToString()!);
}

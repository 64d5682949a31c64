using Amazon.CDK.AWS.EC2;
using FlowLogStack.Process;

namespace FlowLogStack.Constructs.Tests.Process;

/// <summary>A processor function inside a VPC.</summary>
public sealed class ProcessorNetworkTests : ConstructTests
{
    [Fact]
    public void The_function_joins_the_private_subnets_with_a_security_group_of_its_own()
    {
        var processor = new FlowLogProcessor(Stack, "Processor",
            new FlowLogProcessorProps { Network = ProcessorNetwork.In(new Vpc(Stack, "Vpc", new VpcProps { RestrictDefaultSecurityGroup = false })) });
        Assert.Equal(["s3", "sqs"], processor.RequiredEndpoints);
        var template = Stack.Template();
        var network = template.Only("AWS::Lambda::Function")["VpcConfig"]!;
        Assert.Equal(2, network["SubnetIds"]!.AsArray().Count);
        Assert.All(network["SubnetIds"]!.AsArray(), subnet => Assert.Contains("PrivateSubnet", subnet!.ToJsonString(), StringComparison.Ordinal));
        Assert.Contains("ProcessorSecurityGroup", network["SecurityGroupIds"]!.AsArray().Single()!.ToJsonString(), StringComparison.Ordinal);
        template.Has("AWS::EC2::SecurityGroup", """{ "SecurityGroupEgress": [{ "CidrIp": "0.0.0.0/0", "FromPort": 443, "ToPort": 443 }] }""");
    }

    [Fact]
    public void Given_security_groups_and_isolated_subnets_are_used()
    {
        var vpc = new Vpc(Stack, "Vpc", new VpcProps { NatGateways = 0, RestrictDefaultSecurityGroup = false,
            SubnetConfiguration = [new SubnetConfiguration { Name = "Isolated", SubnetType = SubnetType.PRIVATE_ISOLATED }] });
        var group = new SecurityGroup(Stack, "Group", new SecurityGroupProps { Vpc = vpc });
        new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps { Network = ProcessorNetwork.In(vpc, null, group) });
        var network = Stack.Template().Only("AWS::Lambda::Function")["VpcConfig"]!;
        Assert.Contains("IsolatedSubnet", network["SubnetIds"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.StartsWith("""[{"Fn::GetAtt":["Group""", network["SecurityGroupIds"]!.ToJsonString());
    }

    [Fact]
    public void Only_Lambda_itself_may_change_network_interfaces()
    {
        new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps { Network = ProcessorNetwork.FromIds("vpc-0a1b2c3d4e5f67890",
            ["subnet-0a1b2c3d4e5f67890"]) });
        var policy = Stack.Template().ResourcesOf("AWS::IAM::Role").Values.SelectMany(role => role["Properties"]!["Policies"]!.AsArray())
            .Single(policy => (string)policy!["PolicyName"]! == "JoinTheNetwork")!["PolicyDocument"]!["Statement"]!.AsArray();
        Assert.Equal("Deny", (string?)policy[1]!["Effect"]);
        Assert.Contains("ec2:DeleteNetworkInterface", policy[1]!["Action"]!.ToJsonString(), StringComparison.Ordinal);
        // Enrichment describes interfaces in the function's code.
        Assert.DoesNotContain("Describe", policy[1]!["Action"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("lambda:SourceFunctionArn", policy[1]!["Condition"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Synthesis_lists_the_endpoints_that_the_subnets_need()
    {
        new FlowLogProcessor(Stack, "Processor", new FlowLogProcessorProps { Enrich = true,
            Network = ProcessorNetwork.FromIds("vpc-0a1b2c3d4e5f67890", ["subnet-0a1b2c3d4e5f67890"]) });
        Assert.Contains(Stack.Node.FindAll().SelectMany(node => node.Node.Metadata), entry =>
            entry.Data?.ToString()?.Contains("s3, sqs, ec2", StringComparison.Ordinal) == true);
    }

    [Fact]
    public void Refuses_a_VPC_with_public_subnets_only()
    {
        var vpc = new Vpc(Stack, "Vpc", new VpcProps { SubnetConfiguration = [new SubnetConfiguration { Name = "Public", SubnetType = SubnetType.PUBLIC }] });
        Assert.Contains("no private or isolated subnet", Assert.Throws<ArgumentException>(() => ProcessorNetwork.In(vpc)).Message);
    }

    [Theory]
    [InlineData("vpc-0a1b2c3d4e5f67890\n", "subnet-0a1b2c3d4e5f67890", null, "is not the id of a VPC")]
    [InlineData("vpc-1", "subnet-0a1b2c3d4e5f67890", null, "'vpc-1' in the processor's network is not the id of a VPC")]
    [InlineData("vpc-0a1b2c3d4e5f67890", "sg-0a1b2c3d4e5f67890", null, "is not the id of a subnet")]
    [InlineData("vpc-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67890", "default", "is not the id of a security group")]
    public void Refuses_ids_of_another_kind(string vpc, string subnet, string? group, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => ProcessorNetwork.FromIds(vpc, [subnet], group is null ? null : [group])).Message);

    [Fact]
    public void Refuses_more_security_groups_than_Lambda_allows()
    {
        string[] groups = [.. Enumerable.Range(10, 6).Select(i => $"sg-0a1b2c3d4e5f678{i}")];
        Assert.Contains("6 security groups, and Lambda allows 5",
            Assert.Throws<ArgumentException>(() => ProcessorNetwork.FromIds("vpc-0a1b2c3d4e5f67890", ["subnet-0a1b2c3d4e5f67890"], groups)).Message);
    }
}

using FlowLogStack.Testing.Deployment;

namespace FlowLogStack.App.Tests;

/// <summary>The setting <c>encryption</c>, with one key for everything, and the setting <c>forward.network</c>.</summary>
public sealed class EncryptionTests : AppTests
{
    const string KeyArn = "arn:aws:kms:eu-west-1:111122223333:key/11111111-2222-3333-4444-555555555555";
    const string Forwarding = "\"forward\": { \"endpointSecretArn\": \"arn:aws:secretsmanager:eu-west-1:111122223333:secret:flow-logs/endpoint-AbCdEf\", "
        + "\"from\": \"archive\", \"enrich\": true";

    [Fact]
    public void One_key_encrypts_everything_of_a_stack_with_all_features()
    {
        var app = Synthesize($$"""
            { "encryption": "customer-managed", "sources": ["{{VpcId}}"], "alarms": { "changes": true }, "dashboards": { "show": ["security-groups"] },
              "removal": "destroy-with-contents", {{Forwarding}} } }
            """);
        DeliveryProof.AssertHolds(app);
        Assert.Empty(EncryptionProof.WithoutKey(app));
        Assert.Single(EncryptionProof.KeysInUse(app));
        Assert.Single(app.Stacks[0].ResourcesOf("AWS::KMS::Key"));
    }

    [Fact]
    public void The_volume_of_the_web_server_has_the_key_too() =>
        Assert.Empty(EncryptionProof.WithoutKey(Synthesize("""{ "encryption": "customer-managed", "lab": { "webServer": true } }""")));

    [Fact]
    public void The_ARN_of_a_key_is_used_for_everything_but_a_part_with_an_ARN_of_its_own()
    {
        const string own = "arn:aws:kms:eu-west-1:111122223333:key/99999999-2222-3333-4444-555555555555";
        var app = Synthesize($$"""{ "encryption": "{{KeyArn}}", "sources": ["{{VpcId}}"], "archive": { "encryption": "{{own}}" } }""");
        Assert.Empty(EncryptionProof.WithoutKey(app));
        Assert.Equal([own, KeyArn], EncryptionProof.KeysInUse(app).OrderDescending());
        Assert.Empty(app.Stacks[0].ResourcesOf("AWS::KMS::Key"));
    }

    [Theory]
    [InlineData("logs", "service-owned")]
    [InlineData("archive", "customer-managed")]
    [InlineData("athena", "s3-managed")]
    [InlineData("alarms", "customer-managed")]
    public void Refuses_another_kind_of_encryption_for_a_part(string part, string kind) =>
        Assert.Equal($"{part}.encryption: \"{kind}\" conflicts with 'encryption', which has one key for everything. Remove it, or set the ARN of a key "
            + "for this part.",
            Refusal($$"""{ "encryption": "customer-managed", "{{part}}": { "encryption": "{{kind}}" } }"""));

    [Fact]
    public void Refuses_an_encryption_that_is_neither_a_kind_nor_a_key() =>
        Assert.Contains("Use \"customer-managed\" or the ARN of a customer managed KMS key", Refusal("""{ "encryption": "alias/mine" }"""));

    [Fact]
    public void The_function_joins_a_network_of_existing_subnets()
    {
        var stack = Stack($$"""
            { "sources": ["{{VpcId}}"], {{Forwarding}}, "network": { "vpcId": "{{VpcId}}",
              "subnetIds": ["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67891"] } } }
            """);
        Assert.Equal(["s3", "sqs", "secretsmanager", "ec2"], stack.Forwarder!.RequiredEndpoints);
        var template = stack.Template();
        var network = template.ResourcesOf("AWS::Lambda::Function").Values.Select(function => function["Properties"]!["VpcConfig"])
            .Single(found => found is not null)!;
        Assert.Equal("""["subnet-0a1b2c3d4e5f67890","subnet-0a1b2c3d4e5f67891"]""", network["SubnetIds"]!.ToJsonString());
        template.Has("AWS::EC2::SecurityGroup",
            $$"""{ "VpcId": "{{VpcId}}", "SecurityGroupEgress": [{ "CidrIp": "0.0.0.0/0", "FromPort": 443, "ToPort": 443, "IpProtocol": "tcp" }] }""");
    }

    [Theory]
    [InlineData("""{ "vpcId": "vpc-0a1b2c3d4e5f67890", "subnetIds": [] }""", "forward.network", "has 0 subnets, and Lambda requires 1 to 16")]
    [InlineData("""{ "vpcId": "vpc-0a1b2c3d4e5f67890" }""", "forward.network", "subnetIds")]
    [InlineData("""{ "vpcId": "mine", "subnetIds": ["subnet-0a1b2c3d4e5f67890"] }""", "forward.network.vpcId", "se the id of a VPC")]
    [InlineData("""{ "vpcId": "vpc-0a1b2c3d4e5f67890", "subnetIds": ["subnet-0a1b2c3d4e5f67890", "subnet-0a1b2c3d4e5f67890"] }""",
        "forward.network.subnetIds[1]", "subnet-0a1b2c3d4e5f67890")]
    public void Refuses_a_network_that_Lambda_does_not_accept(string network, string path, string message)
    {
        var problem = Refusal($$"""{ "sources": ["{{VpcId}}"], {{Forwarding}}, "network": {{network}} } }""");
        Assert.StartsWith(path, problem);
        Assert.Contains(message, problem);
    }

    static SynthesizedApp Synthesize(string json) => SynthesizedApp.Read(Amazon.CDK.Stage.Of(Stack(json))!.Synth().Directory);
}

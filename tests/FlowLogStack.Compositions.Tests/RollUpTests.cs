using System.Text.Json.Nodes;
using Amazon.CDK.AWS.KMS;
using FlowLogStack.Query;

namespace FlowLogStack.Compositions.Tests;

/// <summary>A roll-up queries with its own role, which needs the key of the results, whoever owns it.</summary>
public sealed class RollUpTests : CompositionTests
{
    [Theory]
    [InlineData(KeyOf.New)]
    [InlineData(KeyOf.SameStack)]
    [InlineData(KeyOf.OtherStack)]
    [InlineData(KeyOf.Imported)]
    public void A_roll_up_may_use_the_key_of_the_results(KeyOf owner)
    {
        var net = In("Net");
        var key = owner switch
        {
            KeyOf.SameStack => new Key(net, "Key"),
            KeyOf.OtherStack => new Key(In("Security"), "Key"),
            KeyOf.Imported => Key.FromKeyArn(net, "Key", KeyArn),
            _ => (IKey?)null,
        };
        var monitoring = new FlowLogMonitoring(net, "FlowLogs", OneVpc with
        {
            Archive = new FlowLogArchiveProps { Layout = new S3Layout { PerHourPartition = true } },
            Format = FlowLogFormat.V5,
            Workgroup = new QueryWorkgroupProps
            {
                EncryptionKey = key,
                Encryption = owner is KeyOf.New ? ResultsEncryption.CustomerManaged : ResultsEncryption.S3Managed,
            },
        });
        new HourlyRollUp(net, "Hourly", new HourlyRollUpProps { Table = monitoring.Table!, Workgroup = monitoring.Workgroup! });
        var stack = Delivers()["Net"];
        var configuration = Assert.Single(stack.PropertiesOf("AWS::Athena::WorkGroup")).Properties["WorkGroupConfiguration"]!
            ["ResultConfiguration"]!["EncryptionConfiguration"]!;
        var role = Assert.Single(stack.ResourcesOf("AWS::IAM::Role"), role => role.LogicalId.StartsWith("HourlyRole", StringComparison.Ordinal)).LogicalId;
        var allowed = stack.PropertiesOf("AWS::IAM::Policy")
            .Where(policy => stack.Resources[policy.LogicalId]!["Properties"]!["Roles"]!.ToJsonString().Contains(role, StringComparison.Ordinal))
            .SelectMany(policy => policy.Properties["PolicyDocument"]!["Statement"]!.AsArray())
            .Where(statement => (string?)(statement!["Resource"] as JsonValue) == (string?)configuration["KmsKey"])
            .SelectMany(statement => statement!["Action"] is JsonArray actions ? actions.Select(action => (string)action!) : [(string)statement["Action"]!])
            .ToList();
        Assert.Contains("kms:Decrypt", allowed);
        Assert.Contains(allowed, action => action is "kms:GenerateDataKey*" or "kms:GenerateDataKey");
    }
}

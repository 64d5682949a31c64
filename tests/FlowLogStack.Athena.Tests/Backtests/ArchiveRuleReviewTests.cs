using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Athena.Tests;

/// <summary>Reviews of rules on a table, compared with reviews on its files.</summary>
[Collection(nameof(Archives))]
public sealed class ArchiveRuleReviewTests(Archives archives)
{
    static readonly TimeWindow Day = TimeWindow.Between(TrafficPlan.DefaultStart, TrafficPlan.DefaultStart.AddDays(1));

    [ToolTheory("node", "npm")]
    [InlineData("default", false)]
    [InlineData("default", true)]
    [InlineData("v5", false)]
    [InlineData("v5", true)]
    [InlineData("no-interface", true)]
    public void A_table_has_the_findings_of_its_files(string preset, bool hasAcls)
    {
        var format = preset == "no-interface" ? FlowLogFormat.V5.Without(FlowField.InterfaceId, FlowField.FlowDirection) : FlowLogFormat.Presets[preset];
        var name = $"rules_{preset.Replace('-', '_')}_{hasAcls}".ToLowerInvariant();
        var records = ArchivedTraffic.Records(new TrafficPlan { Format = format, Start = TrafficPlan.DefaultStart.AddHours(9),
            Duration = TimeSpan.FromMinutes(8), Rate = TrafficRate.PerSecond(4),
            Scenarios = [.. ScenarioKind.All.Where(kind => kind.AppliesTo.HasFlag(RecordKinds.Vpc) && kind != ScenarioKind.SilentGap)
                .Select(kind => new TrafficScenario { Kind = kind, Start = TimeSpan.FromMinutes(1), Duration = TimeSpan.FromMinutes(6) })] });
        var archived = ArchivedTraffic.Of(archives, name, format, records, new S3Layout());
        var inventory = Inventory(records, hasAcls);

        var files = archived.RulesOfFiles(inventory);
        Assert.Contains(files.Finish(), row => row.Finding is RuleFinding.WiderThanUsed);
        Assert.Contains(files.Finish(), row => row.Finding is RuleFinding.OpenButSilent or RuleFinding.NeverHit);
        foreach (var kind in new[] { "text", "parquet" })
        {
            var table = archived.RulesOfTable(kind, inventory, Day);
            Assert.Equal((files.Records, files.Unknown, files.From, files.To), (table.Records, table.Unknown, table.From, table.To));
            Assert.Equal(files.Finish().Select(TextOf), table.Finish().Select(TextOf));
        }
    }

    static string TextOf(RuleReviewRow row) =>
        $"{row.Rule.Owner} {row.Rule.Text}: {row.Finding}, {row.Records} records, {row.Bytes} bytes, {string.Join(' ', row.Ports)}, "
            + $"{string.Join(' ', row.Peers)}, {string.Join("; ", row.Narrower.Select(rule => rule.Text))}";

    /// <summary>Interfaces with the internal addresses of the records, in one subnet and with one group.</summary>
    static NetworkInventory Inventory(IReadOnlyList<SampleRecord> records, bool hasAcls)
    {
        var inventory = new NetworkInventory();
        var addresses = records.SelectMany(record => new[] { FlowField.SrcAddr, FlowField.DstAddr }.Select(field => (
                Id: record.Values.GetValueOrDefault(FlowField.InterfaceId, ""), Address: record.Values.GetValueOrDefault(field))))
            .Where(pair => pair.Address?.StartsWith("10.", StringComparison.Ordinal) == true)
            .GroupBy(pair => pair.Address!)
            .OrderByDescending(same => same.Count()).ThenBy(same => same.Key, StringComparer.Ordinal).Take(1000)
            .Select(same => (Address: same.Key, Id: same.GroupBy(pair => pair.Id).OrderByDescending(ids => ids.Count()).First().Key)).ToList();
        inventory.Add(
            new JsonObject
            {
                ["NetworkInterfaces"] = new JsonArray([.. addresses.Select((known, index) => new JsonObject
                {
                    ["NetworkInterfaceId"] = known.Id.Length > 0 ? known.Id : $"eni-{index}",
                    ["SubnetId"] = "subnet-1",
                    ["PrivateIpAddress"] = known.Address,
                    ["Groups"] = new JsonArray(new JsonObject { ["GroupId"] = "sg-1" }),
                })]),
            }.ToJsonString(),
            "interfaces.json");
        inventory.Add(
            """
            { "SecurityGroups": [ { "GroupId": "sg-1", "GroupName": "web",
              "IpPermissions": [
                { "IpProtocol": "tcp", "FromPort": 0, "ToPort": 65535, "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] },
                { "IpProtocol": "tcp", "FromPort": 9999, "ToPort": 9999, "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] },
                { "IpProtocol": "udp", "FromPort": 53, "ToPort": 53, "IpRanges": [{ "CidrIp": "10.0.0.0/8" }] } ],
              "IpPermissionsEgress": [ { "IpProtocol": "-1", "IpRanges": [{ "CidrIp": "0.0.0.0/0" }] } ] } ] }
            """,
            "groups.json");
        if (hasAcls)
        {
            inventory.Add(
                """
                { "NetworkAcls": [ { "NetworkAclId": "acl-1", "Associations": [{ "SubnetId": "subnet-1" }], "Entries": [
                  { "RuleNumber": 90, "RuleAction": "deny", "Egress": false, "Protocol": "6", "PortRange": { "From": 23, "To": 23 }, "CidrBlock": "0.0.0.0/0" },
                  { "RuleNumber": 100, "RuleAction": "allow", "Egress": false, "Protocol": "6", "PortRange": { "From": 443, "To": 443 },
                    "CidrBlock": "0.0.0.0/0" },
                  { "RuleNumber": 110, "RuleAction": "allow", "Egress": false, "Protocol": "6", "PortRange": { "From": 32768, "To": 60999 },
                    "CidrBlock": "0.0.0.0/0" },
                  { "RuleNumber": 200, "RuleAction": "allow", "Egress": true, "Protocol": "6", "PortRange": { "From": 1024, "To": 65535 },
                    "CidrBlock": "10.0.0.0/8" },
                  { "RuleNumber": 32767, "RuleAction": "deny", "Egress": true, "Protocol": "-1", "CidrBlock": "0.0.0.0/0" },
                  { "RuleNumber": 32767, "RuleAction": "deny", "Egress": false, "Protocol": "-1", "CidrBlock": "0.0.0.0/0" } ] } ] }
                """,
                "acls.json");
        }

        return inventory;
    }
}

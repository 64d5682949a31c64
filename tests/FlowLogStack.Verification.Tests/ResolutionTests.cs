using System.Text.Json.Nodes;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification.Tests;

public sealed class ResolutionTests
{
    static readonly string[] Checked =
    [
        "AWS::EC2::FlowLog", "AWS::Logs::MetricFilter", "AWS::Logs::SubscriptionFilter", "AWS::CloudWatch::InsightRule", "AWS::CloudWatch::Alarm",
        "AWS::CloudWatch::CompositeAlarm",
        "AWS::SNS::Topic", "AWS::SNS::Subscription", "AWS::CloudWatch::Dashboard",
    ];

    public static TheoryData<string> Templates => [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Snapshots"), "*.template.json")
        .Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Nothing_that_is_checked_of_our_own_templates_is_unknown_once_they_are_deployed(string template)
    {
        var json = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Snapshots", template));
        var resources = JsonNode.Parse(json)!["Resources"]!.AsObject();
        var deployment = new Deployment { StackName = "S", StackId = "arn:aws:cloudformation:eu-west-1:111122223333:stack/S/1", Region = "eu-west-1",
            AccountId = "111122223333", PhysicalIds = resources.ToDictionary(resource => resource.Key, resource => resource.Key + "-1") };

        var resolved = AlarmTemplate.Resources(json, template, null, deployment);

        Assert.Equal(resources.Count, resolved.Count);
        Assert.Empty(resolved.Where(resource => Checked.Contains(resource.Type))
            .SelectMany(resource => resource.Unknown.Select(unknown => $"{resource.LogicalId}.{unknown.Key}: {unknown.Value}")));
    }
}

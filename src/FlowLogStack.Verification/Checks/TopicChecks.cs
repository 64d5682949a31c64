using System.Text.Json.Nodes;
using Amazon.SimpleNotificationService.Model;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Checks that topics have subscribers, and that all subscribers of the template have confirmed.</summary>
sealed class TopicChecks(Deployed deployed)
{
    const string List = "sns:ListSubscriptionsByTopic";
    const string Type = "AWS::SNS::Topic";
    const string SubscriptionType = "AWS::SNS::Subscription";
    const string Pending = "PendingConfirmation";
    const string Confirm = "Subscribers must follow the link in the message from SNS. It is valid for three days; subscribing again sends another";

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        var checks = new List<Check>();
        foreach (var resource in deployed.OfType(Type))
        {
            checks.Add(deployed.Deployment.PhysicalIds.TryGetValue(resource.LogicalId, out var arn)
                ? await CheckAsync(arn, resource.LogicalId, Wanted(resource, arn), cancellation).ConfigureAwait(false)
                : Deployed.NotMade(CheckKind.Topic, resource));
        }

        foreach (var arn in Others(checks.Select(check => check.LogicalId)))
            checks.Add(await CheckAsync(arn, null, Wanted(null, arn), cancellation).ConfigureAwait(false));
        return checks;
    }

    /// <summary>Returns the topics that alarms notify and that the template does not create.</summary>
    IEnumerable<string> Others(IEnumerable<string?> own)
    {
        var known = own.OfType<string>().Select(id => deployed.Deployment.PhysicalIds.GetValueOrDefault(id)).ToHashSet();
        return deployed.Resources
            .Where(resource => resource.Properties.ContainsKey("AlarmActions") && !resource.Unknown.ContainsKey("AlarmActions"))
            .SelectMany(resource => resource.TextsOf("AlarmActions"))
            .Where(TopicArn.Is)
            .Distinct(StringComparer.Ordinal)
            .Where(arn => !known.Contains(arn));
    }

    async Task<Check> CheckAsync(string arn, string? logicalId, IReadOnlyList<(string Protocol, string Endpoint)> wanted, CancellationToken cancellation)
    {
        var check = new Check(CheckKind.Topic, TopicArn.NameOf(arn), CheckOutcome.Passed, "") { LogicalId = logicalId };
        List<Subscription> subscriptions;
        try
        {
            subscriptions = await ServiceCall.AllAsync<Subscription>(List, async next =>
            {
                var page = await deployed.Services.Sns.ListSubscriptionsByTopicAsync(new ListSubscriptionsByTopicRequest { TopicArn = arn, NextToken = next },
                    cancellation).ConfigureAwait(false);
                return (page.Subscriptions, page.NextToken);
            }).ConfigureAwait(false);
        }
        catch (ServiceCallException e)
        {
            return e.ToCheck(CheckKind.Topic, check.Subject) with { LogicalId = logicalId };
        }

        var confirmed = subscriptions.Where(subscription => subscription.SubscriptionArn?.StartsWith("arn:", StringComparison.Ordinal) == true).ToList();
        var missing = wanted.Where(want => !subscriptions.Any(subscription => Is(subscription, want))).ToList();
        var pending = subscriptions.Where(subscription => subscription.SubscriptionArn == Pending).ToList();
        if (missing.Count > 0)
            return check with { Outcome = CheckOutcome.Failed, Detail = $"not subscribed: {string.Join(", ", missing.Select(want => want.Endpoint))}",
                Cure = "Subscribe them again. They unsubscribed, or their subscriptions were removed" };
        if (pending.Where(subscription => confirmed.Count == 0 || wanted.Any(want => Is(subscription, want))).ToList() is { Count: > 0 } waited)
            return check with { Outcome = CheckOutcome.Failed,
                Detail = $"not confirmed, so not notified: {string.Join(", ", waited.Select(subscription => subscription.Endpoint))}", Cure = Confirm };
        if (confirmed.Count == 0)
            return check with { Outcome = CheckOutcome.Failed, Detail = "the topic has no subscribers",
                Cure = "Add a subscriber: \"alarms\": { \"notify\": [\"…\"] } in flowlogs.json, Subscriptions in code, or by hand" };
        return pending.Count == 0
            ? check with { Detail = $"{Counted.Of(confirmed.Count, "confirmed subscription")}" }
            : check with { Outcome = CheckOutcome.Warning,
            Detail = $"{Counted.Of(confirmed.Count, "confirmed subscription")}; not "
                + $"confirmed: {string.Join(", ", pending.Select(subscription => subscription.Endpoint))}", Cure = Confirm };
    }

    /// <summary>Returns the subscriptions of the template, as far as their values are known.</summary>
    List<(string Protocol, string Endpoint)> Wanted(TemplateResource? topic, string arn)
    {
        var wanted = deployed.OfType(SubscriptionType)
            .Where(subscription => subscription.TextOf("TopicArn") == arn)
            .Select(subscription => (Protocol: subscription.TextOf("Protocol"), Endpoint: subscription.TextOf("Endpoint")));
        var own = topic?.Unknown.ContainsKey("Subscription") == false && topic.Properties["Subscription"] is JsonArray subscriptions
            ? subscriptions.Select(subscription => (Protocol: ResourceValues.Text(subscription.Member("Protocol")),
                Endpoint: ResourceValues.Text(subscription.Member("Endpoint"))))
            : [];
        return [.. wanted.Concat(own).Where(want => want.Protocol is not null && want.Endpoint is not null).Select(want => (want.Protocol!, want.Endpoint!))];
    }

    static bool Is(Subscription subscription, (string Protocol, string Endpoint) want) =>
        string.Equals(subscription.Protocol, want.Protocol, StringComparison.OrdinalIgnoreCase)
            && string.Equals(subscription.Endpoint, want.Endpoint, StringComparison.OrdinalIgnoreCase);
}

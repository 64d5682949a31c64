using FlowLogStack.Records;

namespace FlowLogStack.Review;

/// <summary>The changes of who gets notifications and events: subscriptions, event rules, subscription filters and event sources.</summary>
sealed class SubscriberReview(ReviewContext context)
{
    /// <summary>Variables of the processor with the destinations of records. Their values can contain credentials.</summary>
    internal static readonly string[] Destinations =
    [
        ProcessorVariables.EndpointSecret, ProcessorVariables.SumoEndpoint, ProcessorVariables.DestinationBucket, ProcessorVariables.DestinationPrefix,
            ProcessorVariables.DeadLetterBucket, ProcessorVariables.DeadLetterQueue,
    ];

    internal void Run()
    {
        foreach (var pair in context.PairsOf("AWS::SNS::Subscription")
            .Where(pair => context.Replacements.Of(pair.New.LogicalId)?.Move is null && (pair.Differs("Endpoint") || pair.Differs("Protocol"))))
        {
            context.Findings.Add(
                ReviewRules.SubscriberChanged, ReviewSeverity.High, pair.New,
                $"Notifications of the topic {Topic(pair.New)} go to {Markup.Code(pair.New.Text("Endpoint"))} instead of "
                    + $"{Markup.Code(pair.Old.Text("Endpoint"))}.",
                Confirmation(pair.New),
                [pair.Evidence(pair.Differs("Endpoint") ? "Endpoint" : "Protocol")]);
        }

        foreach (var pair in context.PairsOf("AWS::SNS::Subscription").Where(pair => pair.Differs("FilterPolicy") || pair.Differs("FilterPolicyScope")))
            context.Findings.Add(ReviewRules.SubscriberChanged, ReviewSeverity.Medium, pair.New,
                $"{Markup.Code(pair.New.Text("Endpoint"))} gets other notifications of the topic {Topic(pair.New)}.",
                evidence: [pair.Evidence("FilterPolicy")]);
        foreach (var added in context.AddedOf("AWS::SNS::Subscription"))
            context.Findings.Add(ReviewRules.SubscriberChanged, ReviewSeverity.Low, added,
                $"{Markup.Code(added.Text("Endpoint"))} gets the notifications of the topic {Topic(added)}.", Confirmation(added));
        foreach (var removed in context.RemovedOf("AWS::SNS::Subscription"))
            Removed(removed);
        ReviewEventRules();
        ReviewSubscriptionFilters();
        ReviewSources();
        ReviewFunctions();
    }

    void Removed(ReviewedResource removed)
    {
        var topics = removed.ReferencesOf("TopicArn").ToHashSet(StringComparer.Ordinal);
        if (topics.Count > 0 && topics.All(name => !context.After.Resources.ContainsKey(name)))
            return;
        var left = context.After.Of("AWS::SNS::Subscription").Count(other => other.Text("TopicArn") == context.Renamed(removed.Text("TopicArn") ?? ""));
        context.Findings.Add(
            ReviewRules.SubscriberChanged, left == 0 ? ReviewSeverity.High : ReviewSeverity.Medium, removed,
            $"{Markup.Code(removed.Text("Endpoint"))} no longer gets the notifications of the topic {Topic(removed)}.",
            [left == 0 ? "The topic has no other subscription in the template."
                : $"The topic has {left} other {(left == 1 ? "subscription" : "subscriptions")}."]);
    }

    void ReviewEventRules()
    {
        foreach (var pair in context.PairsOf("AWS::Events::Rule"))
        {
            if (pair.Old.Text("State") is not "DISABLED" && pair.New.Text("State") is "DISABLED")
                context.Findings.Add(ReviewRules.DeliveryChanged, ReviewSeverity.High, pair.New,
                    $"{Markup.Sentence(pair.New.Words)} is disabled: its targets get no events.", evidence: [pair.Evidence("State")]);
            else if (pair.Old.Text("State") is "DISABLED" && pair.New.Text("State") is not "DISABLED")
                context.Findings.Add(ReviewRules.DeliveryChanged, ReviewSeverity.Info, pair.New, $"{Markup.Sentence(pair.New.Words)} is enabled.",
                    evidence: [pair.Evidence("State")]);
            if (pair.Differs("EventPattern") || pair.Differs("ScheduleExpression"))
                context.Findings.Add(ReviewRules.PatternChanged, ReviewSeverity.Medium, pair.New, $"{Markup.Sentence(pair.New.Words)} selects other events.",
                    evidence: [pair.Evidence(pair.Differs("EventPattern") ? "EventPattern" : "ScheduleExpression")]);
            if (pair.Differs("Targets"))
                context.Findings.Add(ReviewRules.DeliveryChanged, ReviewSeverity.Medium, pair.New, $"The targets of {pair.New.Words} change.",
                    evidence: [pair.Evidence("Targets")]);
        }
    }

    void ReviewSubscriptionFilters()
    {
        foreach (var pair in context.PairsOf("AWS::Logs::SubscriptionFilter"))
        {
            if (pair.Differs("FilterPattern"))
            {
                context.Findings.Add(
                    ReviewRules.PatternChanged, ReviewSeverity.Medium, pair.New,
                        $"The subscription filter {Markup.Code(pair.New.LogicalId)} sends other log events.",
                    [$"Now: {PatternWords.Of(pair.New.Text("FilterPattern") ?? "", null)}."], [pair.Evidence("FilterPattern")]);
            }

            if (pair.Differs("DestinationArn"))
                context.Findings.Add(ReviewRules.DeliveryChanged, ReviewSeverity.High, pair.New,
                    $"The subscription filter {Markup.Code(pair.New.LogicalId)} sends log events to {Markup.Code(pair.New.Text("DestinationArn"))} instead "
                    + $"of {Markup.Code(pair.Old.Text("DestinationArn"))}.", evidence: [pair.Evidence("DestinationArn")]);
        }

        foreach (var removed in context.RemovedOf("AWS::Logs::SubscriptionFilter"))
            context.Findings.Add(ReviewRules.DeliveryChanged, ReviewSeverity.High, removed,
                $"Log events of {Markup.Code(removed.Text("LogGroupName"))} are no longer sent to {Markup.Code(removed.Text("DestinationArn"))}.");
    }

    void ReviewSources()
    {
        foreach (var pair in context.PairsOf("AWS::Lambda::EventSourceMapping")
            .Where(pair => !IsOff(pair.Old.Text("Enabled")) && IsOff(pair.New.Text("Enabled"))))
            context.Findings.Add(ReviewRules.DeliveryChanged, ReviewSeverity.High, pair.New,
                $"The function {Markup.Code(pair.New.Text("FunctionName"))} no longer reads {Markup.Code(pair.New.Text("EventSourceArn"))}.",
                evidence: [pair.Evidence("Enabled")]);
    }

    void ReviewFunctions()
    {
        foreach (var pair in context.PairsOf("AWS::Lambda::Function"))
        {
            if (pair.Differs("ReservedConcurrentExecutions") && pair.New.Text("ReservedConcurrentExecutions") == "0")
                context.Findings.Add(ReviewRules.DeliveryChanged, ReviewSeverity.High, pair.New,
                    $"{Markup.Sentence(pair.New.Words)} no longer runs, because its reserved concurrency is 0.",
                    evidence: [pair.Evidence("ReservedConcurrentExecutions")]);
            if (pair.Differs("DeadLetterConfig") && pair.New.Node("DeadLetterConfig.TargetArn") is null)
                context.Findings.Add(ReviewRules.DeliveryChanged, ReviewSeverity.High, pair.New,
                    $"Failed events of {pair.New.Words} are no longer saved in a queue.", evidence: [pair.Evidence("DeadLetterConfig")]);
            if (!pair.Differs("Environment"))
                continue;
            var (old, now) = (pair.Old.Node("Environment.Variables"), pair.New.Node("Environment.Variables"));
            foreach (var name in Destinations.Where(name => !CanonicalJson.AreEqual(RawJson.At(old, name), RawJson.At(now, name))))
            {
                // Addresses of endpoints can contain credentials, so values are not shown.
                var isGone = RawJson.At(now, name) is null;
                context.Findings.Add(ReviewRules.DeliveryChanged, ReviewSeverity.High, pair.New,
                    $"{Markup.Sentence(pair.New.Words)} {(isGone ? "no longer uses" : "uses another value of")} the destination {Markup.Code(name)}.");
            }
        }
    }

    static bool IsOff(string? enabled) => string.Equals(enabled, "false", StringComparison.OrdinalIgnoreCase);

    static string Topic(ReviewedResource subscription) => Markup.Code(subscription.Text("TopicArn"));

    static string[] Confirmation(ReviewedResource subscription) =>
        subscription.Text("Protocol") is "email" or "email-json" or "http" or "https"
            ? ["The new endpoint gets nothing until it has confirmed the subscription."] : [];
}

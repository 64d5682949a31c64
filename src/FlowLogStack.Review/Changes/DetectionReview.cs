namespace FlowLogStack.Review;

/// <summary>The detections that are added, removed and retuned, and what they mean now.</summary>
sealed class DetectionReview(ReviewContext context)
{
    const double MuchHigher = 10;

    static readonly string[] Tuning =
    [
        "Threshold", "ComparisonOperator", "EvaluationPeriods", "DatapointsToAlarm", "Period", "Statistic", "ExtendedStatistic", "MetricName", "Namespace",
            "Dimensions", "Metrics", "ThresholdMetricId", "TreatMissingData", "EvaluateLowSampleCountPercentile", "AlarmRule", "ActionsSuppressor",
    ];

    readonly MetricFeeds oldFeeds = new(context.Before, new HashSet<string>());
    readonly MetricFeeds newFeeds = new(context.After, context.Before.FlowLogs.Where(flowLog => flowLog.IsLogGroup)
        .Select(flowLog => context.Renamed(flowLog.Destination)).ToHashSet(StringComparer.Ordinal));
    readonly IReadOnlyList<FlowLogFacts> oldFlowLogs = context.Before.FlowLogs;
    readonly IReadOnlyList<FlowLogFacts> newFlowLogs = context.After.FlowLogs;

    internal void Run()
    {
        ReviewFilters();
        ReviewRuleBodies();
        foreach (var type in new[] { "AWS::CloudWatch::Alarm", "AWS::CloudWatch::CompositeAlarm" })
        {
            foreach (var pair in context.PairsOf(type))
                ReviewAlarm(pair);
            foreach (var removed in context.RemovedOf(type))
                context.Findings.Add(ReviewRules.DetectionRemoved, ReviewSeverity.High, removed, $"The alarm {Markup.Code(removed.DisplayName)} is removed.",
                    [$"Before: {AlarmWords.Of(removed)}"]);
            foreach (var added in context.AddedOf(type))
                context.Findings.Add(ReviewRules.DetectionAdded, ReviewSeverity.Info, added, $"The alarm {Markup.Code(added.DisplayName)} is added.",
                    [AlarmWords.Of(added), .. HasActions(added) ? Array.Empty<string>() : ["It has no alarm action; a composite alarm can notify for it."]]);
        }

        ReviewBlind();
    }

    void ReviewFilters()
    {
        foreach (var pair in context.PairsOf("AWS::Logs::MetricFilter"))
        {
            if (pair.Differs("FilterPattern"))
            {
                context.Findings.Add(
                    ReviewRules.PatternChanged, ReviewSeverity.Medium, pair.New, $"The metric filter {Markup.Code(pair.New.DisplayName)} counts other records.",
                    [$"Before: {Words(pair.Old, oldFlowLogs)}.", $"Now: {Words(pair.New, newFlowLogs)}.", .. ReadBy(pair.New)],
                    [pair.Evidence("FilterPattern")]);
            }

            if (pair.Differs("MetricTransformations"))
                context.Findings.Add(ReviewRules.PatternChanged, ReviewSeverity.Medium, pair.New,
                    $"The metric filter {Markup.Code(pair.New.DisplayName)} publishes another metric or value.", ReadBy(pair.New),
                    [pair.Evidence("MetricTransformations")]);
            if (pair.Differs("FieldSelectionCriteria") || pair.Differs("ApplyOnTransformedLogs"))
                context.Findings.Add(ReviewRules.PatternChanged, ReviewSeverity.Medium, pair.New,
                    $"The metric filter {Markup.Code(pair.New.DisplayName)} reads other events.",
                    evidence: [pair.Evidence(pair.Differs("FieldSelectionCriteria") ? "FieldSelectionCriteria" : "ApplyOnTransformedLogs")]);
        }

        foreach (var removed in context.RemovedOf("AWS::Logs::MetricFilter"))
        {
            context.Findings.Add(
                ReviewRules.DetectionRemoved, ReviewSeverity.Medium, removed, $"The metric filter {Markup.Code(removed.DisplayName)} is removed.",
                [$"It counted {Words(removed, oldFlowLogs)}.", "Metric data that it published stay for 15 months."]);
        }

        foreach (var added in context.AddedOf("AWS::Logs::MetricFilter"))
            context.Findings.Add(ReviewRules.DetectionAdded, ReviewSeverity.Info, added, $"The metric filter {Markup.Code(added.DisplayName)} is added.",
                [$"It counts {Words(added, newFlowLogs)}."]);
    }

    void ReviewRuleBodies()
    {
        foreach (var pair in context.PairsOf("AWS::CloudWatch::InsightRule"))
        {
            var (was, becomes) = (pair.Old.Text("RuleState") == "DISABLED", pair.New.Text("RuleState") == "DISABLED");
            if (!was && becomes)
                context.Findings.Add(ReviewRules.DetectionRemoved, ReviewSeverity.High, pair.New,
                    $"The Contributor Insights rule {Markup.Code(pair.New.DisplayName)} is disabled and collects nothing.",
                    evidence: [pair.Evidence("RuleState")]);
            else if (was && !becomes)
                context.Findings.Add(ReviewRules.DetectionAdded, ReviewSeverity.Info, pair.New,
                    $"The Contributor Insights rule {Markup.Code(pair.New.DisplayName)} is enabled.", evidence: [pair.Evidence("RuleState")]);
            if (pair.Differs("RuleBody"))
                context.Findings.Add(ReviewRules.PatternChanged, ReviewSeverity.Medium, pair.New,
                    $"The Contributor Insights rule {Markup.Code(pair.New.DisplayName)} counts other records.", evidence: [pair.Evidence("RuleBody")]);
        }

        foreach (var removed in context.RemovedOf("AWS::CloudWatch::InsightRule"))
            context.Findings.Add(ReviewRules.DetectionRemoved, ReviewSeverity.Medium, removed,
                $"The Contributor Insights rule {Markup.Code(removed.DisplayName)} is removed with its data.");
        foreach (var added in context.AddedOf("AWS::CloudWatch::InsightRule"))
            context.Findings.Add(ReviewRules.DetectionAdded, ReviewSeverity.Info, added,
                $"The Contributor Insights rule {Markup.Code(added.DisplayName)} is added.");
    }

    void ReviewAlarm(ResourcePair pair)
    {
        var tuned = Tuning.Where(pair.Differs).ToList();
        if (tuned.Count > 0)
        {
            context.Findings.Add(
                ReviewRules.AlarmRetuned, Retuned(pair, tuned), pair.New, $"The alarm {Markup.Code(pair.New.DisplayName)} is retuned ({Markup.Codes(tuned)}).",
                [$"Before: {AlarmWords.Of(pair.Old)}", $"Now: {AlarmWords.Of(pair.New)}"], tuned.Select(pair.Evidence));
        }

        ReviewActions(pair);
    }

    static ReviewSeverity Retuned(ResourcePair pair, List<string> tuned)
    {
        var severity = ReviewSeverity.Low;
        if (tuned.Except(["Threshold", "TreatMissingData"]).Any()
            || (tuned.Contains("TreatMissingData") && (pair.Old.Text("TreatMissingData") == "breaching" || tuned.Count == 1)))
            severity = ReviewSeverity.Medium;
        if (!tuned.Contains("Threshold") || pair.Old.Number("Threshold") is not { } was || pair.New.Number("Threshold") is not { } becomes)
            return severity;
        var isBelow = pair.New.Text("ComparisonOperator")?.StartsWith("LessThan", StringComparison.Ordinal) == true;
        var isLessSensitive = isBelow ? becomes < was : becomes > was;
        if (!isLessSensitive)
            return severity;
        var factor = isBelow ? was / becomes : becomes / was;
        return factor >= MuchHigher || double.IsInfinity(factor) ? ReviewSeverity.High : ReviewSeverity.Medium;
    }

    void ReviewActions(ResourcePair pair)
    {
        if (pair.Differs("ActionsEnabled"))
        {
            if (pair.New.Text("ActionsEnabled")?.Equals("false", StringComparison.OrdinalIgnoreCase) == true)
                context.Findings.Add(ReviewRules.AlarmSilenced, ReviewSeverity.High, pair.New,
                    $"The alarm {Markup.Code(pair.New.DisplayName)} no longer notifies, because its actions are disabled.",
                    evidence: [pair.Evidence("ActionsEnabled")]);
            else if (pair.Old.Text("ActionsEnabled")?.Equals("false", StringComparison.OrdinalIgnoreCase) == true)
                context.Findings.Add(ReviewRules.DetectionAdded, ReviewSeverity.Info, pair.New,
                    $"The actions of the alarm {Markup.Code(pair.New.DisplayName)} are enabled.");
        }

        if (!pair.Differs("AlarmActions"))
            return;
        var (was, becomes) = (pair.Old.Items("AlarmActions").Select(node => context.Renamed(RawJson.Text(node)!)).ToList(), pair.New.Items("AlarmActions")
            .Select(node => RawJson.Text(node)!).ToList());
        var (lost, gained) = (was.Except(becomes).ToList(), becomes.Except(was).ToList());
        if (lost.Count == 0 && gained.Count == 0)
            return;
        // Composite alarms can notify for alarms without actions.
        var composites = context.After.Of("AWS::CloudWatch::CompositeAlarm").Where(composite => HasActions(composite) && Names(composite, pair.New))
            .Select(composite => composite.DisplayName).ToList();
        if (becomes.Count == 0)
        {
            context.Findings.Add(
                ReviewRules.AlarmSilenced, composites.Count > 0 ? ReviewSeverity.Low : ReviewSeverity.High, pair.New,
                    $"The alarm {Markup.Code(pair.New.DisplayName)} no longer notifies {Markup.Codes(lost)}.",
                composites.Count > 0 ? [$"The composite alarm {Markup.Codes(composites)} notifies for it."] : ["It has no alarm action left."]);
        }
        else
        {
            context.Findings.Add(
                ReviewRules.AlarmSilenced, lost.Count > 0 ? ReviewSeverity.Medium : ReviewSeverity.Low, pair.New,
                $"The alarm {Markup.Code(pair.New.DisplayName)} notifies {Markup.Codes(becomes)}{(was.Count > 0 ? $" instead of {Markup.Codes(was)}" : "")}.");
        }
    }

    // An alarm whose metric gets no data stays in OK or INSUFFICIENT_DATA whatever happens.
    void ReviewBlind()
    {
        foreach (var alarm in context.After.Of("AWS::CloudWatch::Alarm"))
        {
            var before = context.Before.Resources.GetValueOrDefault(alarm.LogicalId);
            foreach (var metric in MetricFeeds.MetricsOf(alarm).Distinct()
                .Where(metric => !newFeeds.Feeds(metric)
                && (oldFeeds.Feeds(metric) || newFeeds.Publishes(metric)
                || (before is not null && IsOfFilters(metric) && !MetricFeeds.MetricsOf(before).Contains(metric)))))
            {
                if (before is not null && MetricFeeds.MetricsOf(before).Contains(metric) && !oldFeeds.Feeds(metric))
                    continue;
                context.Findings.Add(
                    ReviewRules.AlarmBlind, ReviewSeverity.High, alarm,
                        $"The alarm {Markup.Code(alarm.DisplayName)} gets no data: "
                        + (newFeeds.Publishes(metric)
                            ? "no record that its filter selects is delivered."
                            : $"no metric filter publishes {Markup.Code(metric)}."),
                    ["It never enters ALARM."], fix: "Change the alarm and the metric filter together.");
            }

            foreach (var rule in MetricFeeds.RulesIn(alarm.Properties.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal))
                .Where(rule => !newFeeds.HasRule(rule) && oldFeeds.HasRule(rule)))
                context.Findings.Add(ReviewRules.AlarmBlind, ReviewSeverity.High, alarm,
                    $"The alarm {Markup.Code(alarm.DisplayName)} gets no data: the Contributor Insights rule {Markup.Code(rule)} is removed or disabled.",
                    ["It never enters ALARM."]);
        }
    }

    // A namespace of the template's metric filters, in which only they publish.
    bool IsOfFilters(string metric) => context.Before.Of("AWS::Logs::MetricFilter").SelectMany(filter => filter.Items("MetricTransformations"))
        .Any(transformation => metric.StartsWith(RawJson.Text(transformation["MetricNamespace"]) + "/", StringComparison.Ordinal));

    IEnumerable<string> ReadBy(ReviewedResource filter)
    {
        var metrics = filter.Items("MetricTransformations").Select(MetricFeeds.NameOf).ToHashSet(StringComparer.Ordinal);
        var alarms = context.After.Of("AWS::CloudWatch::Alarm").Where(alarm => MetricFeeds.MetricsOf(alarm).Any(metrics.Contains))
            .Select(alarm => alarm.DisplayName).ToList();
        return alarms.Count == 0 ? [] : [$"Alarms of its metric: {Markup.Codes(alarms)}."];
    }

    static string Words(ReviewedResource filter, IReadOnlyList<FlowLogFacts> flowLogs) =>
        PatternWords.Of(filter.Text("FilterPattern") ?? "", flowLogs
            .FirstOrDefault(flowLog => flowLog.IsLogGroup && flowLog.Destination == filter.Text("LogGroupName"))?.Format);

    static bool HasActions(ReviewedResource alarm) => alarm.Items("AlarmActions").Any()
        && alarm.Text("ActionsEnabled")?.Equals("false", StringComparison.OrdinalIgnoreCase) != true;

    static bool Names(ReviewedResource composite, ReviewedResource alarm) =>
        composite.Text("AlarmRule")?.Contains(alarm.ReferredName, StringComparison.Ordinal) == true;
}

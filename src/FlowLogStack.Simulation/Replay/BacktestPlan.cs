using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The plan of a backtest: which filters evaluate the records, and which alarms depend on them.</summary>
sealed class BacktestPlan
{
    readonly AlarmTemplate template;
    readonly IReadOnlyList<(string Rule, InsightMetric Metric)> otherRules;
    readonly FlowLogFormat? table;
    readonly bool keepsTalkers;
    readonly SharedCounts shared;
    readonly Dictionary<string, RuleFeed> rules = new(StringComparer.Ordinal);

    /// <summary>Creates the plan of a backtest.</summary>
    /// <param name="template">The template.</param>
    /// <param name="logGroup">Log group of the records; null for those of the template's flow logs.</param>
    /// <param name="otherRules">Metrics of Contributor Insights rules that are needed in addition to those of alarms.</param>
    /// <param name="table">Log format of the table that is queried instead of records; null for records.</param>
    /// <param name="flowLog">Logical id of the flow log that delivers the records; null for all.</param>
    /// <param name="takesAnyFormat">Whether each flow log can have its own format.</param>
    /// <param name="takesCalls">Whether the filters on the log group of a trail evaluate calls.</param>
    /// <param name="keepsTalkers">Whether the top contributors of each alarm are kept, which takes about as long as the filters.</param>
    /// <param name="shared">Counts that it has in common with the plans of other templates. Default: null (none).</param>
    internal BacktestPlan(AlarmTemplate template, string? logGroup, IReadOnlyList<(string Rule, InsightMetric Metric)>? otherRules = null,
        FlowLogFormat? table = null, string? flowLog = null, bool takesAnyFormat = false, bool takesCalls = false,
        bool keepsTalkers = false, SharedCounts? shared = null)
    {
        this.shared = shared ?? new SharedCounts();
        this.template = template;
        this.table = table;
        this.keepsTalkers = keepsTalkers;
        TakesCalls = takesCalls;
        this.otherRules = otherRules ?? [];
        Feeds = flowLog is not null ? [FeedOf(FlowLogOf(flowLog, logGroup))] : ChooseFeeds(logGroup, takesAnyFormat);
        FilterNotes = [.. NotesOnFilters()];
        Notes.AddRange(FilterNotes);
        Processors = new ProcessorPlan(template, Feeds, Notes);
        var needs = new List<(AlarmDefinition Alarm, AlarmPlan Plan)>();
        foreach (var alarm in template.Alarms)
        {
            try
            {
                needs.Add((alarm, AlarmPlan.Of(alarm)));
            }
            catch (FormatException e)
            {
                Unsimulated.Add(new UnsimulatedAlarm(alarm.LogicalId, alarm.Name, e.Message));
            }
        }

        foreach (var (alarm, plan) in needs)
        {
            try
            {
                Add(alarm, plan, needs.SelectMany(need => need.Plan.Rules).Concat(this.otherRules).ToList());
            }
            catch (TemplateException e)
            {
                Unsimulated.Add(new UnsimulatedAlarm(alarm.LogicalId, alarm.Name, e.Message));
            }
        }

        foreach (var feed in Feeds)
        {
            foreach (var filter in template.MetricFilters.Where(filter => feed.LogGroup is null || feed.LogGroup == filter.LogGroup))
                feed.Check(filter);
        }
    }

    internal IReadOnlyList<LogFeed> Feeds { get; }

    /// <summary>Whether the filters on the log group of a trail evaluate calls.</summary>
    internal bool TakesCalls { get; }

    internal ProcessorPlan Processors { get; }

    internal MetricLibrary Library { get; } = new();

    internal List<PlannedAlarm> Alarms { get; } = [];

    internal List<UnsimulatedAlarm> Unsimulated { get; } = [];

    internal List<string> Notes { get; } = [];

    /// <summary>The notes about filters that can't match a record.</summary>
    internal IReadOnlyList<string> FilterNotes { get; }

    void Add(AlarmDefinition alarm, AlarmPlan plan, IReadOnlyList<(string Rule, InsightMetric Metric)> allRules)
    {
        var (talkers, patterns, notes) = (new List<TalkerLog>(), new List<string>(), new List<string>());
        var sumsField = false;
        foreach (var metric in plan.Metrics)
            AddMetric(metric, talkers, patterns, notes, ref sumsField);
        foreach (var name in plan.Rules.Select(rule => rule.Rule).Distinct())
        {
            var rule = FindRule(name, allRules, isOfAlarm: true);
            sumsField |= rule.Definition.Body.IsSum;
            if (rule.Talkers is { } log)
                talkers.Add(log);
        }

        if (alarm.Period < TimeSpan.FromMinutes(1))
            notes.Add($"Its periods of {alarm.Period.TotalSeconds:0} seconds make it a high-resolution alarm, at three times the price, and metrics of logs "
                + "have one datapoint a minute: all other periods have no data.");
        Alarms.Add(new PlannedAlarm(alarm, [.. talkers.Distinct()], [.. patterns.Distinct()], notes, sumsField));
    }

    /// <summary>Adds the measurement of a metric that no alarm uses.</summary>
    /// <exception cref="TemplateException">The metric isn't published from the records. The message contains the reason.</exception>
    internal MetricSource Measure(MetricIdentity identity)
    {
        if (!Library.TryGet(identity, out var source))
            Library.Add(identity, source = SourceOf(identity, []));
        return source;
    }

    /// <summary>Adds the measurement of a metric that no alarm uses, for a statistic.</summary>
    /// <param name="identity">The metric.</param>
    /// <param name="statistic">Returns the statistic, after the metric is known to be published.</param>
    /// <exception cref="TemplateException">The metric isn't published from the records, or not with single values. The message contains the reason.</exception>
    internal void Measure(MetricIdentity identity, Func<ReadStatistic> statistic)
    {
        var source = Measure(identity);
        if (!statistic().IsKeptBy(source))
            throw new TemplateException(NoSingleValues("the", statistic().ToString(), identity));
    }

    /// <summary>Adds the measurement of all metrics that a search can find.</summary>
    internal MetricFinder Find(MetricSearch search) => new(search, template, this);

    /// <summary>Adds the counts of a rule that no alarm uses.</summary>
    /// <exception cref="TemplateException">The rule doesn't evaluate the records. The message contains the reason.</exception>
    internal RuleFeed Count(string rule) => FindRule(rule, otherRules, isOfAlarm: false);

    void AddMetric(MetricQueryDefinition query, List<TalkerLog> talkers, List<string> patterns, List<string> notes, ref bool sumsField)
    {
        var identity = query.Metric!;
        var filters = new List<FilterFeed>();
        var source = SourceOf(identity, filters);
        foreach (var filter in filters)
        {
            if (keepsTalkers)
                talkers.Add(filter.KeepTalkers(query.Statistic));
            patterns.Add(filter.Definition.Pattern.Text);
            sumsField |= filter.Definition.ValueOf is not null;
        }

        if (query.Extended is { } extended)
        {
            if (table is not null)
                throw new TemplateException($"its statistic {extended} needs every single value, and Athena returns a minute's sum, count, lowest and "
                    + "highest: use Sum, Average, Minimum, Maximum or SampleCount");
            if (!source.KeepBins())
                throw new TemplateException(NoSingleValues("its", extended.Text, identity));
            notes.Add($"Its {extended} is interpolated in bins that are a tenth wide, so it may differ from CloudWatch's by as much near the threshold.");
        }

        if (source.RemarkOn(identity, query.Extended?.Text ?? query.Statistic.ToString()) is { } remark)
            notes.Add(remark);
        Library.Add(identity, source);
    }

    static string NoSingleValues(string article, string statistic, MetricIdentity identity) =>
        $"{article} statistic {statistic} needs every single value, and of {identity.Name}, which a processor publishes, only a minute's sum, count, lowest "
            + "and highest are simulated: use Sum, Average, Minimum, Maximum or SampleCount";

    MetricSource SourceOf(MetricIdentity identity, List<FilterFeed> filters)
    {
        if (LogGroupMetric(identity) is { } own)
            return own;
        var parts = new List<FilterMetric.Part>();
        foreach (var feed in Feeds)
        {
            foreach (var definition in template.MetricFilters.Where(filter => (feed.LogGroup is null || filter.LogGroup == feed.LogGroup)
                && Publishes(filter, identity)))
            {
                EnsureCanBeAsked(feed, definition.LogicalId, columns => _ = new FilterSql(definition, columns));
                var filter = feed.Use(definition);
                var series = filter.SeriesOf(identity)!;
                parts.Add(new FilterMetric.Part(series, definition.DefaultValue, definition.DefaultValue is null ? series : filter.Matched, feed.Events));
                filters.Add(filter);
            }
        }

        if (parts.Count > 0)
            return new FilterMetric(parts);
        if (Processors.SourceOf(identity) is not { } published)
            throw new TemplateException(WhyNot(identity));
        return table is null ? published
            : throw new TemplateException($"{identity.Name} comes from a processor, which processes single records, and Athena counts them");
    }

    static bool Publishes(MetricFilterDefinition filter, MetricIdentity identity) =>
        filter.Namespace == identity.Namespace && filter.MetricName == identity.Name
        && filter.Dimensions.Select(dimension => dimension.Key).Order(StringComparer.Ordinal)
        .SequenceEqual(identity.Dimensions.Select(dimension => dimension.Key));

    MetricSeries? LogGroupMetric(MetricIdentity identity)
    {
        if (identity.Namespace != "AWS/Logs" || identity.Name is not ("IncomingLogEvents" or "IncomingBytes")
            || identity.Dimensions is not [{ Key: "LogGroupName" }])
            return null;
        // If all filters evaluate the records, a log group without filters may belong to a function.
        var group = identity.Dimensions[0].Value;
        var feed = Feeds.FirstOrDefault(feed => feed.LogGroup is null ? template.LogGroups.Count <= 1
            || template.MetricFilters.Any(filter => filter.LogGroup == group) : feed.LogGroup == group);
        if (identity.Name != "IncomingBytes" || feed is null)
            return feed?.Events;
        feed.CountsBytes = true;
        return feed.Bytes;
    }

    // Only filters that an alarm needs are translated, so only their problems are reported.
    void EnsureCanBeAsked(LogFeed feed, string logicalId, Action<EventColumns> ask)
    {
        if (table is null)
            return;
        try
        {
            ask(feed.ColumnsIn(table));
        }
        catch (FormatException e)
        {
            throw new TemplateException($"{logicalId} cannot be evaluated in Athena: {e.Message}", e);
        }
    }

    string WhyNot(MetricIdentity identity)
    {
        var named = template.MetricFilters.Where(filter => filter.Namespace == identity.Namespace && filter.MetricName == identity.Name).ToList();
        var elsewhere = named.Find(filter => Publishes(filter, identity));
        if (elsewhere is not null)
            return $"its metric {identity} comes from {elsewhere.LogicalId} on the log group '{elsewhere.LogGroup}', to which the records are not delivered";
        if (named.Count > 0)
        {
            var published = string.Join(", ", named[0].Dimensions.Select(dimension => dimension.Key));
            var read = string.Join(", ", identity.Dimensions.Select(dimension => dimension.Key));
            return $"{named[0].LogicalId} publishes {identity.Namespace} / {identity.Name} "
                + $"with {(published.Length == 0 ? "no dimensions" : $"the dimensions {published}")}, and it is read with {(read.Length == 0 ? "none" : read)}";
        }

        return $"its metric {identity} is not made from flow logs by this template";
    }

    RuleFeed FindRule(string name, IReadOnlyList<(string Rule, InsightMetric Metric)> allRules, bool isOfAlarm)
    {
        if (rules.TryGetValue(name, out var planned))
            return planned;
        var definition = template.InsightRules.FirstOrDefault(rule => rule.Name == name)
            ?? throw new TemplateException($"the template has no Contributor Insights rule '{name}' that is enabled");
        var feeds = Feeds.Where(feed => feed.LogGroup is null || definition.Body.Reads(feed.LogGroup)).ToList();
        if (feeds.Count == 0)
            throw new TemplateException($"its rule {definition.LogicalId} reads other log groups than those of the records");
        foreach (var feed in feeds)
            EnsureCanBeAsked(feed, definition.LogicalId, columns => _ = definition.Body.ToSql(columns));
        var metrics = allRules.Where(rule => rule.Rule == name).Select(rule => rule.Metric).ToList();
        var series = new InsightSeries(metrics.Contains(InsightMetric.UniqueContributors), metrics.Contains(InsightMetric.MaxContributorValue));
        var wanted = new RuleFeed(definition, series, isOfAlarm && keepsTalkers ? new TalkerLog(MeasureOf(definition.Body, metrics)) : null);
        EventCounts[] counts = [.. feeds.Select(feed => feed.Counts)];
        var known = shared.Find(wanted, counts);
        var found = known ?? wanted;
        foreach (var feed in feeds)
            feed.Use(found, isCounted: known is not null);
        if (known is null)
            shared.Add(found, counts);
        rules.Add(name, found);
        Library.Add(name, found.Series);
        return found;
    }

    // Flow log records are text, and a JSON pattern matches only JSON objects.
    IEnumerable<string> NotesOnFilters()
    {
        foreach (var filter in template.MetricFilters.Where(filter => filter.Pattern.Kind is LogPatternKind.Json
            && Feeds.Any(feed => !feed.OnlyCalls && (feed.LogGroup is null || feed.LogGroup == filter.LogGroup))).DistinctBy(filter => filter.LogicalId))
            yield return $"{filter.LogicalId}: its pattern {filter.Pattern} is a JSON pattern and cannot match flow log records, which are text. Use a "
                + "space-delimited pattern, such as [version, account, …].";
    }

    FlowLogDefinition FlowLogOf(string flowLog, string? logGroup)
    {
        var known = template.FlowLogs.FirstOrDefault(definition => definition.LogicalId == flowLog);
        if (known is null)
        {
            var nearest = Nearest.To(flowLog, [.. template.FlowLogs.Select(definition => definition.LogicalId)]);
            var all = template.FlowLogs.Count == 0 ? "none" : string.Join(", ", template.FlowLogs.Select(definition => definition.LogicalId));
            throw new TemplateException($"{template.Name} has no flow log '{flowLog}' that delivers to CloudWatch "
                + $"Logs.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} It has {all}.");
        }

        return logGroup is null || NameOf(logGroup) == known.LogGroup
            ? known
            : throw new TemplateException($"{template.Name}: the flow log '{flowLog}' delivers to the log group '{known.LogGroup}', and not to '{logGroup}'. "
            + "Use one of --flow-log and --log-group.");
    }

    LogFeed FeedOf(FlowLogDefinition flowLog) => LogFeed.Of(flowLog.LogGroup, $"the log group '{flowLog.LogGroup}'",
        [(flowLog.LogicalId, flowLog.Format, flowLog.Traffic)], Notes, shared);

    static TalkerMeasure MeasureOf(InsightRuleBody rule, List<InsightMetric> metrics) =>
        metrics.Contains(InsightMetric.UniqueContributors) ? TalkerMeasure.Contributors
        : rule.IsSum && metrics.Exists(metric => metric is not InsightMetric.SampleCount) ? TalkerMeasure.Value
        : TalkerMeasure.Records;

    List<LogFeed> ChooseFeeds(string? logGroup, bool takesAnyFormat)
    {
        if (logGroup is not null && NameOf(logGroup) is { } name)
            return [TakesCalls && IsOfCalls(name) ? FeedOfCalls(name) : FeedOf(name)];
        var fed = template.FlowLogs.Select(flowLog => flowLog.LogGroup).Distinct().ToList();
        if (fed.Count == 0)
        {
            var filtered = template.MetricFilters.Select(filter => filter.LogGroup).Distinct().ToList();
            Notes.Add(filtered.Count > 1
                ? $"The template has no flow log that delivers to CloudWatch Logs, so the records go to the filters of all its log "
                + $"groups: {string.Join(", ", filtered)}. Choose one with --log-group."
                : "The template has no flow log that delivers to CloudWatch Logs, so all its filters see the records, as they are in the files.");
            return [new LogFeed(null, null, null)];
        }

        var feeds = fed.Select(FeedOf).ToList();
        if (!takesAnyFormat && feeds.Select(feed => feed.Format).Distinct().Count() > 1)
            throw new TemplateException($"{template.Name}: its flow logs deliver records of different formats to the log groups {string.Join(", ", fed)}. "
                + "Select the one of the records with --log-group, or its flow log with --flow-log "
                + $"({string.Join(", ", template.FlowLogs.Select(flowLog => flowLog.LogicalId))}).");
        if (feeds.Count > 1)
            Notes.Add($"The template's flow logs deliver to {feeds.Count} log groups, and the records go to each: {string.Join(", ", fed)}. Choose one with "
                + "--log-group.");
        if (TakesCalls)
            feeds.AddRange(template.MetricFilters.Select(filter => filter.LogGroup).Distinct().Except(fed).Where(IsOfCalls)
                .Select(FeedOfCalls));
        return feeds;
    }

    LogFeed FeedOfCalls(string logGroup) => new(logGroup, null, null, shared, onlyCalls: true);

    // Filters on the log group of a trail have JSON patterns, and no flow log delivers to it.
    bool IsOfCalls(string name) => template.FlowLogs.All(flowLog => flowLog.LogGroup != name)
        && template.MetricFilters.Where(filter => filter.LogGroup == name).ToList() is { Count: > 0 } filters
        && filters.TrueForAll(filter => filter.Pattern.Kind is LogPatternKind.Json);

    /// <summary>Returns whether an alarm evaluates calls of a trail.</summary>
    internal bool NeedsCalls(PlannedAlarm alarm) => alarm.Patterns.Count > 0
        && template.MetricFilters.Where(filter => alarm.Patterns.Contains(filter.Pattern.Text))
        .All(filter => Feeds.Any(feed => feed.OnlyCalls && feed.LogGroup == filter.LogGroup));

    LogFeed FeedOf(string name) =>
        LogFeed.Of(name, $"the log group '{name}'", [.. template.FlowLogs.Where(flowLog => flowLog.LogGroup == name)
            .Select(flowLog => (flowLog.LogicalId, flowLog.Format, flowLog.Traffic))], Notes, shared);

    string NameOf(string logGroup)
    {
        var known = template.LogGroups.FirstOrDefault(group => group.LogicalId == logGroup || group.Name == logGroup)?.Name
            ?? template.MetricFilters.FirstOrDefault(filter => filter.LogGroup == logGroup)?.LogGroup;
        if (known is not null)
            return known;
        var all = template.LogGroups.Select(group => group.LogicalId).Concat(template.LogGroups.Select(group => group.Name))
            .Concat(template.MetricFilters.Select(filter => filter.LogGroup)).Distinct().ToList();
        var nearest = Nearest.To(logGroup, all);
        throw new TemplateException($"{template.Name} has no log group '{logGroup}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} It "
            + $"has {(all.Count == 0 ? "none" : string.Join(", ", all))}.");
    }
}

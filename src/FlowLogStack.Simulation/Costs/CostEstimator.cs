using System.Globalization;
using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Estimates the cost of a template in a month of traffic like that of a sample of records and of calls that CloudTrail recorded.</summary>
/// <remarks>
/// Deliveries are measured: each record is written as each of the template's flow logs would deliver it. The metric filters and Contributor Insights
/// rules are run on the events to determine which metrics have data and which records rules match. Everything else is counted in the template. Not
/// thread-safe.
/// </remarks>
sealed class CostEstimator : IRecordSink, IDisposable
{
    const string CustomMetrics = "Custom metrics";
    const decimal DaysOfMonth = SampleTime.HoursOfMonth / 24;
    const decimal BytesOfGigabyte = 1L << 30;

    // The limit of combinations in an hour from which CloudWatch Logs may disable a filter.
    const int MostCombinations = 1000;

    // Data that are kept forever are priced with the amount after one year.
    const int DaysOfYear = 365;

    // Measured for all 29 fields of v5: see tests/FlowLogStack.Benchmarks/results/athena-bytes.md.
    const decimal ParquetToGzip = 0.71m;

    readonly AlarmTemplate template;
    readonly CostTemplate priced;
    readonly PriceList prices;
    readonly BacktestPlan plan;
    readonly SharedCounts shared;
    readonly bool mayTakeCalls;
    readonly FlowLogFormat? format;
    readonly DeliveryMeters meters;
    readonly CallMeter calls = new();
    readonly Dictionary<InsightRuleDefinition, RuleFeed> rules = [];
    readonly List<string> notes = [];
    readonly SampleTime sample = new();
    long records;
    long rejected;
    EventMinute? lastTime;

    /// <summary>Prepares an estimate.</summary>
    /// <param name="json">The template, in JSON or YAML.</param>
    /// <param name="name">Name of the template in messages.</param>
    /// <param name="parameters">Values of template parameters, instead of their defaults. Default: null (none).</param>
    /// <param name="prices">AWS prices. Default: null (<see cref="PriceList.Default"/>).</param>
    /// <param name="format">Log format of files without a header line. Default: null (that of the template's first flow log).</param>
    /// <param name="logGroup">Log group of the records, by logical id or name. Default: null (all that flow logs deliver to).</param>
    /// <param name="flowLog">Logical id of the flow log that delivers the records. Default: null (all of them, each in its own format).</param>
    /// <exception cref="TemplateException">The text isn't a valid template. The message contains the problem and the fix.</exception>
    public CostEstimator(string json, string name, IReadOnlyDictionary<string, string>? parameters = null, PriceList? prices = null,
        FlowLogFormat? format = null, string? logGroup = null, string? flowLog = null)
        : this(AlarmTemplate.Parse(json, name, parameters), AlarmTemplate.Resources(json, name, parameters), prices, format, logGroup, flowLog)
    {
    }

    /// <summary>Prepares an estimate, alone or beside another one of the same records.</summary>
    /// <param name="template">The template.</param>
    /// <param name="resources">Its resources.</param>
    /// <param name="prices">AWS prices. Default: null (<see cref="PriceList.Default"/>).</param>
    /// <param name="format">Log format of files without a header line. Default: null (that of the template's first flow log).</param>
    /// <param name="logGroup">Log group of the records, by logical id or name. Default: null (all that flow logs deliver to).</param>
    /// <param name="flowLog">Logical id of the flow log that delivers the records. Default: null (all of them, each in its own format).</param>
    /// <param name="other">An estimate that takes the same records, which are measured once where the templates are equal. Default: null (none).</param>
    internal CostEstimator(
        AlarmTemplate template,
        IReadOnlyList<TemplateResource> resources,
        PriceList? prices = null,
        FlowLogFormat? format = null,
        string? logGroup = null,
        string? flowLog = null,
        CostEstimator? other = null)
    {
        meters = other?.meters ?? new DeliveryMeters();
        this.template = template;
        priced = new CostTemplate(resources);
        mayTakeCalls = priced.Trails.Count > 0 || template.MetricFilters.Any(IsOfCalls);
        // An estimate that takes calls has more events than one that does not.
        shared = other?.mayTakeCalls == mayTakeCalls ? other.shared : new SharedCounts();
        this.prices = prices ?? PriceList.Default;
        this.format = format;
        plan = new BacktestPlan(template, logGroup, [.. template.InsightRules.Select(rule => (rule.Name, InsightMetric.SampleCount))], flowLog: flowLog,
            takesAnyFormat: true, takesCalls: true, shared: shared);
        foreach (var feed in plan.Feeds)
            feed.Counts.NeedsHoursOnly = true;
        foreach (var delivery in priced.Deliveries)
            meters.Of(delivery);
        foreach (var metric in Metrics().Where(metric => metric.Key.Dimensions.Count == 0))
            Try(() => plan.Measure(metric.Key), "it is priced as if it had data all the time");
        foreach (var filter in template.MetricFilters.Where(filter => filter.Dimensions.Count > 0))
        {
            foreach (var feed in plan.Feeds.Where(feed => feed.LogGroup is null || feed.LogGroup == filter.LogGroup))
                feed.Use(filter).Discover(MostCombinations);
        }

        foreach (var rule in template.InsightRules)
            Try(() => rules.Add(rule, plan.Count(rule.Name)), "what it matches is not priced");
    }

    /// <summary>Log format of files without a header line.</summary>
    public FlowLogFormat HeaderlessFormat => format ?? priced.Deliveries.FirstOrDefault()?.Format ?? FlowLogFormat.Default;

    /// <summary>Reads a text object, compressed with gzip or not, or a Parquet object, for several estimates at once.</summary>
    /// <param name="stream">Bytes of the object. The stream isn't disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="estimators">The estimates. The first one determines the log format of an object without a header line.</param>
    /// <param name="rejected">Callback with the line number of each malformed line and the reason. Default: null (none).</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is Parquet of other data than flow logs. Records read before still
    /// count.</exception>
    public static void Read(Stream stream, string name, IReadOnlyList<CostEstimator> estimators, Action<long, string>? rejected = null)
    {
        ArgumentNullException.ThrowIfNull(estimators);
        RecordSinks.Read(stream, name, estimators[0].HeaderlessFormat, [.. Sinks(estimators)], rejected);
    }

    /// <summary>Returns the consumers of the records of estimates: the estimates and their meters.</summary>
    internal static IEnumerable<IRecordSink> Sinks(IReadOnlyList<CostEstimator> estimators) =>
        [.. estimators, .. estimators.Select(estimator => estimator.meters).Distinct()];

    /// <summary>Reads generated records of an office and a web site on a working day, about 87,000, as a substitute for recorded ones.</summary>
    /// <param name="estimators">The estimates. The first one determines the log format.</param>
    public static void ReadTypical(IReadOnlyList<CostEstimator> estimators)
    {
        ArgumentNullException.ThrowIfNull(estimators);
        using var lines = new MemoryStream();
        TrafficOutput.WriteLines(new TrafficPlan { Format = estimators[0].HeaderlessFormat, Duration = TimeSpan.FromDays(1),
            Rate = new TrafficRate(60_000, 86_400) }, lines);
        lines.Position = 0;
        Read(lines, "typical records", estimators);
        foreach (var estimator in estimators)
            estimator.notes.Add("The records are generated ones, of an office and a web site: sizes of records and what rules match differ from network "
                + "to network.");
    }

    /// <summary>Returns the estimate from all records read.</summary>
    /// <param name="recordsPerMonth">Number of records in a month. Default: null (the rate of the sample, for 730 hours).</param>
    public CostEstimate Finish(decimal? recordsPerMonth = null)
    {
        var seen = records + rejected;
        var scale = recordsPerMonth is { } wanted && seen > 0 ? wanted / seen : sample.TimesInMonth;
        var items = new List<CostItem>();
        Deliver(items, scale);
        Trails(items);
        Watch(items, scale);
        foreach (var (logicalId, isKey) in priced.Held)
            items.Add(isKey ? Fixed(logicalId, "Customer managed keys", logicalId, "key", prices.Key) : Fixed(logicalId, "Secrets", logicalId, "secret",
                prices.Secret));
        foreach (var instance in priced.Instances)
        {
            items.Add(Fixed(instance.LogicalId, "Instances", instance.LogicalId, PricedInstance.Type, prices.MicroInstance));
            if (instance.PublicAddresses > 0)
                items.Add(new CostItem(instance.LogicalId, "Public IPv4 addresses", instance.LogicalId, instance.PublicAddresses, "address",
                    instance.PublicAddresses * prices.PublicAddress, true));
            if (instance.Gigabytes > 0)
                items.Add(new CostItem(instance.LogicalId, "Volumes", instance.LogicalId, instance.Gigabytes, "GB", instance.Gigabytes * prices.VolumeGigabyte,
                    true));
        }

        SayWhatTheSampleIs(seen, recordsPerMonth is not null);
        return new CostEstimate
        {
            Template = template.Name,
            Records = records,
            RejectedLines = rejected,
            From = sample.Minutes is { } first && recordsPerMonth is null ? EpochMinute.ToInstant(first.First) : null,
            To = sample.Minutes is { } last && recordsPerMonth is null ? EpochMinute.ToInstant(last.Last + 1) : null,
            RecordsPerMonth = Math.Round(seen * scale),
            CallsPerMonth = Math.Round(calls.Calls * calls.Time.TimesInMonth),
            Items = [.. items.OrderByDescending(item => item.Dollars)],
            NotPriced = priced.NotPriced,
            Notes = [.. priced.Notes.Concat(notes).Concat(seen == 0 && calls.Calls > 0 ? [] : plan.FilterNotes)
                .Concat(plan.Feeds.SelectMany(feed => feed.Notes)).Distinct()],
        };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        meters.Dispose();
        calls.Dispose();
    }

    bool IRecordSink.TakesCalls => priced.Trails.Count > 0 || FiltersOfCalls().Any();

    void IRecordSink.TakeCall(ReadOnlySpan<byte> record, DateTimeOffset at)
    {
        var minute = EpochMinute.Of(at);
        calls.Take(record, minute);
        foreach (var feed in plan.Feeds)
        {
            if (feed.TakesCalls)
                feed.Take(record, new EventMinute(minute, minute, minute));
        }
    }

    void IRecordSink.BeginObject() => lastTime = null;

    void IRecordSink.Take(FlowRecord record)
    {
        records++;
        if (!record.TryGetInt64(FlowField.Start, out var start) && !record.TryGetInt64(FlowField.End, out start))
            return;
        var minute = EpochMinute.OfSecond(start > FlowRecord.LastSecond ? start / 1000 : start);
        sample.Add(minute);
        var time = new EventMinute(minute, minute, minute);
        lastTime = time;
        foreach (var feed in plan.Feeds)
        {
            if (feed.TakesRecords)
                feed.Take(record, time);
        }
    }

    void IRecordSink.TakeRejected(ReadOnlySpan<byte> line)
    {
        rejected++;
        if (lastTime is not { } time)
            return;
        foreach (var feed in plan.Feeds)
        {
            if (feed.TakesRecords)
                feed.Take(line, time);
        }
    }

    void Deliver(List<CostItem> items, decimal scale)
    {
        // Price tiers apply to the total of an account, so each flow log starts where the previous one ended.
        var (toLogGroups, toOthers) = (0m, 0m);
        foreach (var delivery in priced.Deliveries)
        {
            var gigabytes = meters.Of(delivery).BytesTo(delivery.Kind) * scale / BytesOfGigabyte;
            var term = priced.TermOf(delivery);
            var isStandard = delivery.Kind is LogDeliveryKind.LogGroup && term is not { IsInfrequentAccess: true };
            ref var before = ref isStandard ? ref toLogGroups : ref toOthers;
            var dollars = PriceList.Tiered(isStandard ? prices.DeliveryToLogGroup : prices.DeliveryToBucket, before, gigabytes);
            before += gigabytes;
            var (kind, storage) = delivery.Kind switch
            {
                LogDeliveryKind.LogGroup => ("Delivery to CloudWatch Logs", "Log storage"),
                LogDeliveryKind.Bucket => ("Delivery to S3", "S3 storage"),
                _ => ("Delivery to Firehose", "S3 storage"),
            };
            items.Add(new CostItem(delivery.LogicalId, kind, delivery.Target, gigabytes, "GB", dollars, false));
            if (delivery.IsParquet)
                items.Add(new CostItem(delivery.LogicalId, "Conversion to Parquet", delivery.Target, gigabytes, "GB",
                    gigabytes * prices.ParquetConversion, false));
            if (delivery.Kind is LogDeliveryKind.Stream)
            {
                items.Add(new CostItem(delivery.LogicalId, "Firehose ingestion", delivery.Target, gigabytes, "GB",
                    gigabytes * prices.FirehoseVendedIngestion, false));
                if (priced.StreamOf(delivery) is { IsPartitioned: true })
                    items.Add(new CostItem(delivery.LogicalId, "Firehose partitions", delivery.Target, gigabytes, "GB",
                        gigabytes * prices.FirehosePartitioning, false));
                if (priced.StreamOf(delivery) is not { Bucket: not null })
                    continue;
            }

            Store(items, delivery, storage, gigabytes, term);
        }
    }

    void Store(List<CostItem> items, LogDelivery delivery, string kind, decimal gigabytes, StorageTerm? term)
    {
        if (term is null)
        {
            notes.Add($"The retention of {delivery.Target}, to which {delivery.LogicalId} delivers, is not in this template, so its storage is not priced.");
            return;
        }

        if (term.Days is null)
            notes.Add($"{delivery.Target} keeps records for ever: its storage is priced as of a year of them, and grows on.");
        if (term.MovesOn)
            notes.Add($"{delivery.Target} moves objects to other storage classes, which cost less; all of it is priced as STANDARD.");
        var compressed = gigabytes * (decimal)meters.Of(delivery).CompressedShare() * (delivery.IsParquet ? ParquetToGzip : 1);
        var kept = compressed * (term.Days ?? DaysOfYear) / DaysOfMonth;
        items.Add(new CostItem(delivery.LogicalId, kind, delivery.Target, kept, "GB",
            kept * (delivery.Kind is LogDeliveryKind.LogGroup ? prices.LogStorage : prices.BucketStorage), false));
    }

    // Management events are free of charge in the first copy, which the template does not show.
    void Trails(List<CostItem> items)
    {
        foreach (var trail in priced.Trails)
        {
            if (calls.Calls == 0)
            {
                notes.Add($"The log group, the files and the data events of {trail.LogicalId} are not priced, because the input contains no file of "
                    + "CloudTrail.");
                continue;
            }

            var scale = calls.Time.TimesInMonth;
            var gigabytes = calls.Bytes * scale / BytesOfGigabyte;
            var compressed = gigabytes * (decimal)calls.CompressedShare();
            if (trail.LogGroup is { } group)
            {
                items.Add(new CostItem(trail.LogicalId, "Ingestion of calls", group, gigabytes, "GB", gigabytes * prices.TrailIngestion, false));
                Keep(LogDeliveryKind.LogGroup, group, "Log storage of calls", prices.LogStorage);
            }

            Keep(LogDeliveryKind.Bucket, trail.Bucket, "S3 storage of calls", prices.BucketStorage);
            var events = calls.DataEvents * scale;
            if (events > 0)
                items.Add(new CostItem(trail.LogicalId, "Data events", trail.LogicalId, events, "event", events / 100_000 * prices.DataEvents, false));

            void Keep(LogDeliveryKind kind, string name, string storage, decimal price)
            {
                if (priced.TermOf(kind, name) is not { } term)
                {
                    notes.Add($"The retention of {name}, to which {trail.LogicalId} delivers, is not in this template, so its storage is not priced.");
                    return;
                }

                if (term.Days is null)
                    notes.Add($"{name} keeps records for ever: its storage is priced as of a year of them, and grows on.");
                var kept = compressed * (term.Days ?? DaysOfYear) / DaysOfMonth;
                items.Add(new CostItem(trail.LogicalId, storage, name, kept, "GB", kept * price, false));
            }
        }
    }

    void Watch(List<CostItem> items, decimal scale)
    {
        foreach (var (identity, filters) in Metrics())
            items.Add(Price(identity, filters));
        foreach (var processor in template.Processors)
        {
            // If directions are known, data with flows in one direction mostly have them in the other direction too.
            var knowsDirections = processor.Settings.Enrich || processor.Settings.Format.Contains(FlowField.FlowDirection);
            var published = EmbeddedMetrics.OfFunction.Count + (processor.Settings.Endpoint is null ? 0 : 1)
                + (EmbeddedMetrics.OfDirection.Count * (knowsDirections ? 2 : 1));
            items.Add(Fixed(processor.LogicalId, CustomMetrics, $"{processor.Settings.MetricsNamespace} of {processor.Name}", "metric",
                prices.Metric, published));
        }

        foreach (var alarm in template.Alarms)
        {
            var metrics = Math.Max(1, alarm.Queries.Count(query => query.Metric is not null));
            items.Add(PriceAlarm(alarm.LogicalId, alarm.Name, alarm.BandId is not null, metrics));
        }

        foreach (var alarm in template.Unusable)
            items.Add(PriceAlarm(alarm.LogicalId, alarm.Name, isAnomaly: false, 1));
        foreach (var alarm in template.CompositeAlarms)
            items.Add(Fixed(alarm.LogicalId, "Composite alarms", alarm.Name, "alarm", prices.CompositeAlarm));
        foreach (var rule in template.InsightRules)
        {
            items.Add(Fixed(rule.LogicalId, "Contributor Insights rules", rule.Name, "rule", prices.InsightRule));
            var (time, times) = rule.Body.IsJson ? (calls.Time, calls.Time.TimesInMonth) : (sample, scale);
            if (rules.TryGetValue(rule, out var feed) && time.Minutes is { } span)
            {
                var millions = (decimal)(feed.Series.Read(InsightMetric.SampleCount, span.First, span.Last + 1, long.MaxValue) ?? 0) * times / 1_000_000;
                items.Add(new CostItem(rule.LogicalId, "Contributor Insights events", rule.Name, millions, "million",
                    millions * prices.InsightRuleMillion, false));
            }
        }

        foreach (var dashboard in template.Dashboards)
            items.Add(Fixed(dashboard.LogicalId, "Dashboards", dashboard.Name, "dashboard", prices.Dashboard));
    }

    CostItem PriceAlarm(string logicalId, string name, bool isAnomaly, int metrics) => (isAnomaly, priced.HighResolution.Contains(logicalId)) switch
    {
        (false, false) => Fixed(logicalId, "Alarms", name, "metric", prices.AlarmMetric, metrics),
        (false, true) => Fixed(logicalId, "High-resolution alarms", name, "metric", prices.HighResolutionAlarmMetric, metrics),
        (true, false) => Fixed(logicalId, "Anomaly alarms", name, "metric", prices.AnomalyAlarmMetric, metrics),
        (true, true) => Fixed(logicalId, "High-resolution anomaly alarms", name, "metric", prices.HighResolutionAnomalyAlarmMetric, metrics),
    };

    CostItem Price(MetricIdentity identity, IReadOnlyList<MetricFilterDefinition> filters)
    {
        var first = filters[0];
        var name = $"{identity.Namespace} / {identity.Name}";
        var atWork = plan.Feeds.SelectMany(feed => feed.Filters).Where(filter => filters.Contains(filter.Definition)).ToList();
        if (atWork.Count == 0)
            return Fixed(first.LogicalId, CustomMetrics, name, "metric", prices.Metric);
        if (identity.Dimensions.Count > 0)
        {
            var combinations = atWork.SelectMany(filter => filter.Found).Select(found => found.Metric).Distinct().Count();
            return new CostItem(first.LogicalId, CustomMetrics, name, combinations, "metric", combinations * prices.Metric, false);
        }

        // A metric is charged by the hours in which it has data. A metric with a default value has data whenever there are events.
        var hours = filters.All(IsOfCalls) ? calls.Time.Hours : sample.Hours;
        var hasDefault = filters.Any(filter => filter.DefaultValue is not null);
        var share = !hasDefault && hours > 0 ? Math.Min(1, HoursWithData(atWork) / Math.Ceiling(hours)) : 1;
        return new CostItem(first.LogicalId, CustomMetrics, name, share, "metric", share * prices.Metric, share == 1);
    }

    static decimal HoursWithData(IEnumerable<FilterFeed> filters) =>
        filters.SelectMany(filter => filter.Series).SelectMany(known => known.Series.Minutes()).Select(minute => minute / 60).Distinct().Count();

    // Several filters can publish one metric.
    IEnumerable<KeyValuePair<MetricIdentity, IReadOnlyList<MetricFilterDefinition>>> Metrics() =>
        template.MetricFilters
            .GroupBy(filter => (filter.Namespace, filter.MetricName,
            Dimensions: string.Join('\n', filter.Dimensions.Select(dimension => dimension.Key).Order(StringComparer.Ordinal))))
            .Select(group => KeyValuePair.Create(
                new MetricIdentity(group.Key.Namespace, group.Key.MetricName,
                    [.. group.First().Dimensions.Select(dimension => KeyValuePair.Create(dimension.Key, "*"))]),
                (IReadOnlyList<MetricFilterDefinition>)[.. group]));

    // Flow log records are text, and calls are JSON.
    static bool IsOfCalls(MetricFilterDefinition filter) => filter.Pattern.Kind is LogPatternKind.Json;

    IEnumerable<MetricFilterDefinition> FiltersOfCalls() => template.MetricFilters.Where(filter => IsOfCalls(filter)
        && plan.Feeds.Any(feed => feed.TakesCalls && (feed.LogGroup is null || feed.LogGroup == filter.LogGroup)));

    static CostItem Fixed(string logicalId, string kind, string name, string unit, decimal price, decimal quantity = 1) =>
        new(logicalId, kind, name, quantity, unit, quantity * price, true);

    void SayWhatTheSampleIs(long seen, bool isRateGiven)
    {
        if (seen == 0)
            notes.Add(calls.Calls == 0 ? "The input contains no record, so only costs without traffic are estimated."
                : "The input contains no flow log record, so costs of flow logs are estimated without traffic.");
        else if (!isRateGiven && sample.Minutes is null)
            notes.Add("None of the lines has a time, so the number of records in a month is unknown. Use --rate.");
        else if (!isRateGiven)
            SayHowLong("records", sample);
        SayHowLong("calls", calls.Time);
        if (calls.Calls == 0 && FiltersOfCalls().Any(filter => filter.DefaultValue is null))
            notes.Add("The input contains no file of CloudTrail, so metrics of calls are priced as if they had data all the time.");
    }

    void SayHowLong(string what, SampleTime time)
    {
        if (time.Minutes is null || time.Hours >= 24)
            return;
        var (length, unit) = time.Hours < 1 ? (time.Hours * 60, "min") : (time.Hours, "h");
        notes.Add(string.Create(CultureInfo.InvariantCulture, $"The {what} span {length:0.#} {unit}: a month is taken for {time.TimesInMonth:0} times that, "
            + $"as if all hours were as busy."));
    }

    void Try(Action measure, string otherwise)
    {
        try
        {
            measure();
        }
        catch (TemplateException e)
        {
            notes.Add($"{e.Message.TrimEnd('.')}, so {otherwise}.");
        }
    }
}

using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A backtest: runs the metric filters and alarms of a template on recorded flow logs.</summary>
/// <remarks>
/// <para>
/// Read objects in any order, then call <see cref="Finish"/>. Memory grows with the number of minutes that have records and with the template, not with
/// the number of records. Not thread-safe; reading uses a second thread to decompress.
/// </para>
/// <para>
/// A record is an event of its flow log's log group, at the record's start time, and arrives a fixed time after its end. Records of another format are
/// converted to the format of that flow log. A malformed line is an event too, at the time of the record before it. Default values of metric filters,
/// IncomingLogEvents and IncomingBytes are computed from the same events.
/// </para>
/// </remarks>
sealed class Backtest : IRecordSink
{
    /// <summary>Maximum plausible length of a flow in seconds. A later end time is treated as an error.</summary>
    internal const long LongestFlow = 60 * 60;

    // Records of one minute can be longer by some seconds.
    const long LongestOfMinute = 120;

    const long MostDatapoints = 100_000;

    // A trail sends its records about five minutes after the call.
    const long CallDelay = 5 * 60;

    readonly AlarmTemplate template;
    readonly BacktestOptions options;
    readonly BacktestPlan plan;
    readonly SharedOutcomes? outcomesOfBoth;
    readonly TrafficLog traffic = new();
    readonly MetricSeries events = new();
    readonly List<string> notes = [];
    readonly AccountBacktests? accounts;
    readonly long from;
    readonly long to;
    long records;
    long calls;
    long rejected;
    long outside;
    long untimed;
    long longest;
    EventMinute? lastTime;
    LogFeed[]? feeds;

    /// <summary>Prepares a backtest.</summary>
    /// <param name="template">Template whose alarms are simulated.</param>
    /// <param name="options">Options of the simulation. Default: null (AWS's behavior, as far as it is documented).</param>
    /// <exception cref="TemplateException">
    /// The template lacks the log group in the options, or has several log groups that the records could belong to.
    /// </exception>
    public Backtest(AlarmTemplate template, BacktestOptions? options = null)
        : this(template, options ?? new BacktestOptions(), new BacktestPlan(template ?? throw new ArgumentNullException(nameof(template)), options?.LogGroup,
        flowLog: options?.FlowLog, takesCalls: true, keepsTalkers: options?.KeepsTalkers ?? true))
    {
    }

    /// <summary>Prepares one of two backtests of the same records, which count events once where their templates are equal.</summary>
    /// <param name="template">Template whose alarms are simulated.</param>
    /// <param name="options">Options of the simulation, the same for both.</param>
    /// <param name="shared">The common counts.</param>
    /// <param name="outcomes">The common outcomes.</param>
    /// <inheritdoc cref="Backtest(AlarmTemplate, BacktestOptions)" path="/exception"/>
    internal Backtest(AlarmTemplate template, BacktestOptions options, SharedCounts shared, SharedOutcomes outcomes)
        : this(template, options, new BacktestPlan(template, options.LogGroup, flowLog: options.FlowLog, takesCalls: true, keepsTalkers: options.KeepsTalkers,
            shared: shared)) => outcomesOfBoth = outcomes;

    internal Backtest(AlarmTemplate template, BacktestOptions options, BacktestPlan plan)
    {
        this.template = template;
        this.options = options;
        this.plan = plan;
        accounts = options.ByAccount ? new AccountBacktests(template, options) : null;
        from = this.options.From?.ToUnixTimeSeconds() ?? long.MinValue;
        to = this.options.To?.ToUnixTimeSeconds() ?? long.MaxValue;
    }

    /// <summary>Log format of files without a header line.</summary>
    public FlowLogFormat HeaderlessFormat => options.Format ?? plan.Feeds.Select(feed => feed.Format).OfType<FlowLogFormat>()
        .Concat(template.Archives.Select(archive => archive.Format)).FirstOrDefault() ?? FlowLogFormat.Default;

    /// <summary>The log groups whose events are counted.</summary>
    internal IReadOnlyList<LogFeed> LogGroups => plan.Feeds;

    /// <summary>The traffic of all records.</summary>
    internal TrafficLog Traffic => traffic;

    /// <summary>The first and last minute with records; null without records.</summary>
    internal (long First, long Last)? Extent => events.Extent();

    // The buckets to read are known after all alarms are planned.
    LogFeed[] Feeds => feeds ??= [.. plan.Feeds, .. plan.Processors.Archives];

    /// <summary>Reads a text object, compressed with gzip or not, or a Parquet object, for several backtests at once.</summary>
    /// <param name="stream">Bytes of the object. The stream isn't disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="backtests">The backtests. The first one determines the log format of an object without a header line.</param>
    /// <param name="rejected">Callback with the line number of each malformed line and the reason. Default: null (none).</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is Parquet of other data than flow logs. Records read before still
    /// count.</exception>
    public static void Read(Stream stream, string name, IReadOnlyList<Backtest> backtests, Action<long, string>? rejected = null)
    {
        ArgumentNullException.ThrowIfNull(backtests);
        RecordSinks.Read(stream, name, backtests[0].HeaderlessFormat, backtests, rejected);
    }

    /// <summary>Reads a text object, compressed with gzip or not, or a Parquet object.</summary>
    /// <inheritdoc cref="Read(Stream, string, IReadOnlyList{Backtest}, Action{long, string})"/>
    public void Read(Stream stream, string name, Action<long, string>? rejected = null) => Read(stream, name, [this], rejected);

    /// <summary>Simulates the alarms with all records read.</summary>
    public BacktestResult Finish() => FinishIn(Time());

    /// <summary>Simulates the alarms in a time range.</summary>
    internal BacktestResult FinishIn(SimulatedTime? within)
    {
        foreach (var processor in plan.Processors.Feeds)
            processor.Complete();
        var result = new BacktestResult { Template = template.Name, Records = records, RejectedLines = rejected, Refusals = template.Refusals,
            Accounts = accounts is null ? null : [] };
        if (within is not { } time)
            return result with { NotSimulated = [.. NotSimulated()
                .Concat(plan.Alarms.Select(alarm => new UnsimulatedAlarm(alarm.Definition.LogicalId, alarm.Definition.Name, "the input contains no record")))],
                Notes = Notes() };
        var outcomes = new List<AlarmOutcome>();
        var alarms = plan.Alarms.ToLookup(IsWithoutInput);
        foreach (var alarm in alarms[false])
            outcomes.Add(outcomesOfBoth is null ? Simulate(alarm, time) : outcomesOfBoth.Of(alarm, plan.Library, time, () => Simulate(alarm, time)));
        var withoutInput = alarms[true].Select(alarm => new UnsimulatedAlarm(alarm.Definition.LogicalId, alarm.Definition.Name,
            plan.NeedsCalls(alarm) ? "the input contains no file of CloudTrail" : "the input contains no flow log record"));
        var composites = new CompositeOutcomes(template, outcomes, EpochMinute.ToInstant(time.From), EpochMinute.ToInstant(time.To));
        return result with
        {
            From = EpochMinute.ToInstant(time.From),
            To = EpochMinute.ToInstant(time.To),
            Alarms = [.. outcomes, .. composites.Simulated],
            NotSimulated = [.. NotSimulated(), .. withoutInput, .. composites.NotSimulated],
            Accounts = accounts?.Finish(time),
            Traffic = traffic.ToSeries(),
            Notes = Notes(),
        };
    }

    /// <summary>Adds records that were counted elsewhere.</summary>
    internal void Take(in EventMinute time, double count)
    {
        records += (long)count;
        events.Add(time.Minute, time.Arrival, MetricValues.Of(1, count));
    }

    /// <summary>Adds a note to the result.</summary>
    internal void Note(string sentence) => notes.Add(sentence);

    /// <summary>Begins an object: what stands above its first record has no time.</summary>
    internal void BeginObject()
    {
        lastTime = null;
        accounts?.BeginObject();
    }

    /// <summary>Takes a record.</summary>
    internal void Take(FlowRecord record)
    {
        if (TimeOf(record) is not { } time)
        {
            records++;
            untimed++;
            return;
        }

        if (!IsInside(time))
            return;
        records++;
        traffic.Add(time.Minute, record);
        accounts?.Take(record);
        events.Add(time.Minute, time.Arrival, MetricValues.Of(1));
        foreach (var feed in Feeds)
        {
            if (feed.TakesRecords)
                feed.Take(record, time);
        }
    }

    /// <summary>Takes a record of CloudTrail.</summary>
    internal void TakeCall(ReadOnlySpan<byte> record, DateTimeOffset at)
    {
        var second = at.ToUnixTimeSeconds();
        var arrival = second + CallDelay;
        var time = new EventMinute(EpochMinute.OfSecond(second), EpochMinute.NotBeforeSecond(arrival), EpochMinute.OfSecond(arrival));
        if (!IsInside(time))
            return;
        records++;
        calls++;
        events.Add(time.Minute, time.Arrival, MetricValues.Of(1));
        foreach (var feed in plan.Feeds)
        {
            if (feed.TakesCalls)
                feed.Take(record, time);
        }
    }

    /// <summary>Takes a malformed line.</summary>
    internal void TakeRejected(ReadOnlySpan<byte> line)
    {
        if (lastTime is not { } time)
        {
            rejected++;
            untimed++;
            return;
        }

        if (!IsInside(time))
            return;
        rejected++;

        events.Add(time.Minute, time.Arrival, MetricValues.Of(1));
        foreach (var feed in Feeds)
        {
            if (feed.TakesRecords)
                feed.Take(line, time);
        }
    }

    bool IRecordSink.TakesCalls => plan.TakesCalls;

    void IRecordSink.BeginObject() => BeginObject();

    void IRecordSink.TakeCall(ReadOnlySpan<byte> record, DateTimeOffset at) => TakeCall(record, at);

    void IRecordSink.Take(FlowRecord record) => Take(record);

    void IRecordSink.TakeRejected(ReadOnlySpan<byte> line) => TakeRejected(line);

    // Without input, alarms that treat missing data as breaching would enter ALARM.
    bool IsWithoutInput(PlannedAlarm alarm) => plan.Feeds.Any(feed => feed.OnlyCalls)
        && (plan.NeedsCalls(alarm) ? calls == 0 : calls > 0 && calls == records + rejected);

    bool IsInside(EventMinute time)
    {
        var second = time.Minute * 60;
        if (second >= from && second < to)
            return true;
        outside++;
        return false;
    }

    EventMinute? TimeOf(FlowRecord record)
    {
        var hasStart = record.TryGetInt64(FlowField.Start, out var start);
        var hasEnd = record.TryGetInt64(FlowField.End, out var end);
        if (!hasStart && !hasEnd)
            return lastTime;
        start = ToSeconds(hasStart ? start : end);
        // A flow lasts at most ten minutes. A time far beyond is an error and must not exclude the record.
        end = Math.Clamp(ToSeconds(hasEnd ? end : start), start, start + LongestFlow);
        longest = Math.Max(longest, end - start);
        var at = options.Timestamp is EventTime.End ? end : start;
        var arrival = end + (long)options.Delay.TotalSeconds;
        var time = new EventMinute(EpochMinute.OfSecond(at), EpochMinute.NotBeforeSecond(arrival), EpochMinute.OfSecond(arrival));
        lastTime = time;
        return time;
    }

    // As elsewhere, a number too large for a time in seconds is in milliseconds.
    static long ToSeconds(long value) => value > FlowRecord.LastSecond ? value / 1000 : value;

    SimulatedTime? Time()
    {
        if (events.Extent() is not { } extent)
            return null;
        var arrivals = events.Arrivals();
        var first = options.From is { } start ? Math.Min(EpochMinute.Of(start), extent.First) : extent.First;
        long[] ends = [arrivals[^1], plan.Library.LastMinute() + 1 ?? long.MinValue, options.To is { } end ? EpochMinute.Of(end) : long.MinValue];
        return new SimulatedTime(first, ends.Max(), Math.Max(0, arrivals[0] - extent.First));
    }

    IEnumerable<UnsimulatedAlarm> NotSimulated() => template.Unusable.Concat(plan.Unsimulated);

    internal List<string> Notes()
    {
        List<string> all = [.. notes, .. accounts?.Notes ?? [], .. template.Notes,
            .. plan.Notes.Where(note => calls == 0 || calls < records || !plan.FilterNotes.Contains(note)),
            .. Feeds.SelectMany(feed => feed.Notes)];
        if (NoteOnLength() is { } note)
            all.Add(note);
        if (outside > 0)
            all.Add($"{outside} lines are outside of the time range and were ignored.");
        if (untimed > 0)
            all.Add($"{untimed} lines have neither a time nor a preceding record that has one, and were ignored.");
        return [.. all.Distinct()];
    }

    AlarmOutcome Simulate(PlannedAlarm planned, SimulatedTime time)
    {
        var alarm = planned.Definition;
        var series = new AlarmSeries(alarm, plan.Library);
        var range = options.FurtherPeriods is { } further ? alarm.EvaluationPeriods + further : AlarmEvaluation.RangeOf(alarm.EvaluationPeriods, alarm.Period);
        var simulation = new AlarmSimulation(alarm, series, time, range);
        var history = simulation.Run();
        var datapoints = Datapoints(series, time);
        var reach = TimeSpan.FromSeconds((series.Lag + (range * series.Length)) * series.TickSeconds);
        var (talkers, samples) = history.PeriodsInAlarm.Count == 0
            ? (TopTalkers.None, [])
            : TalkerLog.Within(planned.Talkers, [.. history.PeriodsInAlarm.Select(period => (EpochMinute.Of(period.From - reach), EpochMinute.Of(period.To)))]);
        var peak = simulation.Peak();
        return new AlarmOutcome
        {
            LogicalId = alarm.LogicalId,
            Name = alarm.Name,
            Description = alarm.Description,
            Severity = alarm.Severity,
            Kind = alarm.BandId is null ? AlarmKind.Threshold : AlarmKind.Anomaly,
            Metric = alarm.Watched.Label ?? alarm.Watched.Metric?.ToString() ?? alarm.Watched.Expression ?? "",
            Patterns = planned.Patterns,
            Statistic = alarm.Watched.Metric is null ? null : alarm.Watched.Extended?.Text ?? alarm.Watched.Statistic.ToString(),
            Period = alarm.Period,
            Comparison = alarm.Comparison,
            Threshold = alarm.Threshold,
            EvaluationPeriods = alarm.EvaluationPeriods,
            DatapointsToAlarm = alarm.DatapointsToAlarm,
            MissingData = alarm.MissingData,
            Datapoints = datapoints,
            Band = alarm.BandId is null ? [] : [.. datapoints.SelectMany(point => series.Band(series.TickOf(point.At)) is { } band
                ? new[] { new BandDatapoint(point.At, Math.Round(band.Lower, 2), Math.Round(band.Upper, 2)) } : [])],
            Transitions = history.Transitions,
            Reasons = history.Reasons,
            PeriodsInAlarm = history.PeriodsInAlarm,
            Peak = peak,
            SuggestedThreshold = options.PagesPerWeek is { } pages ? new ThresholdSearch(alarm, simulation)
                .Find(pages, TimeSpan.FromMinutes(time.To - time.From), history) : null,
            Talkers = options.DescribeAddress is { } describe ? talkers.Noted(describe) : talkers,
            SampleRecords = samples,
            Notes =
            [
                .. planned.Notes,
                .. NotesOn(series, reach, peak, datapoints.Count),
                .. history.PeriodsInAlarm.Count == 0 && peak is not null ? NotesOnLateData(alarm, simulation.PeriodsEnoughForAlarm(datapoints)) : [],
            ],
        };
    }

    // All packets of a record count in the minute in which it starts, and so does a flow that lasts.
    string? NoteOnLength()
    {
        var alarms = plan.Alarms.Where(alarm => alarm.SumsField && alarm.Definition.Period < LongRecords.Interval)
            .Select(alarm => alarm.Definition.Name).ToList();
        var bands = plan.Alarms.Where(alarm => !alarm.SumsField && alarm.Definition.BandId is not null && alarm.Definition.Period < LongRecords.Interval)
            .Select(alarm => alarm.Definition.Name).ToList();
        var flowLogs = template.FlowLogs.Where(flowLog => options.FlowLog is null || flowLog.LogicalId == options.FlowLog)
            .Where(flowLog => plan.Feeds.Any(feed => feed.LogGroup == flowLog.LogGroup)).ToList();
        if (alarms.Count + bands.Count == 0 || flowLogs.Count == 0 || longest == 0)
            return null;
        var flowLog = flowLogs.MaxBy(flowLog => flowLog.Interval)!;
        var isOfTenMinutes = flowLog.Interval >= LongRecords.Interval.TotalSeconds;
        if (isOfTenMinutes == longest > LongestOfMinute)
            return null;
        var start = $"The flow log {flowLog.LogicalId} aggregates for up to {flowLog.Interval:0} seconds, and the longest record here has {longest}. ";
        return (start + OfSums(alarms, isOfTenMinutes) + OfBands(bands, isOfTenMinutes)
            + (isOfTenMinutes ? "Set MaxAggregationInterval to 60, or use records of that flow log." : "")).TrimEnd();
    }

    static string OfSums(List<string> alarms, bool isOfTenMinutes) => (alarms.Count, isOfTenMinutes) switch
    {
        (0, true) => "Interfaces other than those of Nitro instances deliver longer records. ",
        (0, false) => "",
        (_, true) => "Interfaces other than those of Nitro instances deliver longer records, whose sums count in the minute in which they start. With these, "
            + $"alarms that sum a field enter ALARM more easily than here: {string.Join(", ", alarms)}. ",
        (_, false) => "The sums of a long record count in the minute in which it starts. Alarms that sum a field enter ALARM more easily here than with "
            + $"records of one minute: {string.Join(", ", alarms)}. ",
    };

    static string OfBands(List<string> bands, bool isOfTenMinutes) => bands.Count == 0 ? ""
        : "In long records, the lasting flows of an interface count together every ten minutes, so that alarms with an anomaly detection band of their number "
            + $"enter ALARM otherwise {(isOfTenMinutes ? "than here" : "here than with records of one minute")}: {string.Join(", ", bands)}. ";

    static IEnumerable<string> NotesOn(AlarmSeries series, TimeSpan reach, double? peak, int datapoints)
    {
        var delay = TimeSpan.FromSeconds(series.LongestDelay * series.TickSeconds);
        var length = reach.Ticks % TimeSpan.TicksPerMinute == 0 ? $"{reach.TotalMinutes:0} minutes" : $"{reach.TotalSeconds:0} seconds";
        if (peak is null && datapoints > 0)
            yield return $"It evaluates the last {length}, and all its data arrive later, so it is always without data. Use more or longer evaluation periods.";
        else if (delay > reach)
            yield return $"It evaluates the last {length}, and some of its data arrive up to {delay.TotalMinutes:0} minutes after their time, so it misses "
                + "those. Use more or longer evaluation periods.";
    }

    // A DefaultValue, or any early record, makes a newer period decide before the older ones are complete.
    static IEnumerable<string> NotesOnLateData(AlarmDefinition alarm, int periods)
    {
        if (periods > 0)
            yield return $"It never enters ALARM, although {periods} of its periods breach with all their records: when these arrive, "
                + $"newer periods have data and decide. Use more evaluation periods, with DatapointsToAlarm {alarm.DatapointsToAlarm}.";
    }

    List<MetricDatapoint> Datapoints(AlarmSeries series, SimulatedTime time)
    {
        var (length, ticks) = (series.Length, series.TicksPerMinute);
        var last = EpochMinute.FloorDivide(Math.Min(time.To - 1, options.To is null ? Math.Max(events.Extent()!.Value.Last, series.LastMinute ?? long.MinValue)
            : long.MaxValue) * ticks, length);
        var first = EpochMinute.FloorDivide(time.From * ticks, length);
        var periods = last - first < MostDatapoints
            ? Range(first, last)
            : events.Minutes().Select(minute => EpochMinute.FloorDivide(minute * ticks, length)).Distinct();
        var points = new List<MetricDatapoint>();
        foreach (var period in periods)
        {
            if (series.Final(period * length) is { } value)
                points.Add(new MetricDatapoint(series.ToInstant(period * length), value));
        }

        return points;
    }

    static IEnumerable<long> Range(long first, long last)
    {
        for (var at = first; at <= last; at++)
            yield return at;
    }
}

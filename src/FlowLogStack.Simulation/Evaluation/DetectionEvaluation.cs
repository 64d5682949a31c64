using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Runs the built-in detections over recorded flow logs, and compares their alarms with labels.</summary>
/// <remarks>
/// An alarm is right if it enters ALARM from the start of a labelled event, of any kind, to its end, or in the time after it that records take
/// to arrive and the alarm looks back. A label with a host also needs a record of that host, within its time, that the detection selects.
/// An event that is meant for the detection is found if a right alarm enters ALARM in that time, or is still in ALARM for an event before.
/// Memory grows with labels and minutes, not with records.
/// </remarks>
sealed class DetectionEvaluation
{
    const int SecondsOfDay = 86_400;

    readonly EvaluationOptions options;
    readonly IReadOnlyList<AttackLabel> labels;
    readonly Dictionary<FlowAddress, List<int>> labelsOf = [];
    Dictionary<string, (IReadOnlyList<string>? Detections, bool IsAttack)> kindOf = [];
    IReadOnlyList<Detection> detections = [];
    IReadOnlyList<Detection> unavailable = [];
    RecordPredicate?[] predicates = [];
    bool[,] hasRecords = new bool[0, 0];
    FlowLogFormat? format;
    FlowLogFormat? predicateFormat;
    Backtest? backtest;

    /// <summary>Prepares an evaluation.</summary>
    /// <param name="labels">The events that should be found.</param>
    /// <param name="options">Network and options of the simulation.</param>
    public DetectionEvaluation(IReadOnlyList<AttackLabel> labels, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(labels);
        (this.labels, this.options) = (labels, options ?? new EvaluationOptions());
        for (var i = 0; i < labels.Count; i++)
        {
            if (labels[i].Host is not { } host)
                continue;
            if (!labelsOf.TryGetValue(host, out var indices))
                labelsOf.Add(host, indices = []);
            indices.Add(i);
        }
    }

    /// <summary>Reads a text object, gzip or not, or a Parquet object.</summary>
    /// <param name="stream">The object's bytes; not disposed.</param>
    /// <param name="name">What messages call the object.</param>
    /// <param name="rejected">Receives the number of each malformed line, and the reason. Default: none does.</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is Parquet of other data than flow logs; what was read before counts.</exception>
    public void Read(Stream stream, string name, Action<long, string>? rejected = null)
    {
        using var ahead = new ReadAheadStream(stream, name);
        using var reader = new FlowLogObjectReader(ahead, new FlowLogObjectOptions { Name = name, Format = options.Format, AcceptsAnyForm = true });
        backtest?.BeginObject();
        while (reader.Read())
        {
            if (reader.IsRejected)
            {
                backtest?.TakeRejected(reader.Line);
                rejected?.Invoke(reader.LineNumber, reader.DescribeRejection());
                continue;
            }

            if (backtest is null)
                Begin(options.Format ?? reader.Format);
            backtest!.Take(reader.Record);
            if (labelsOf.Count > 0)
                Attribute(reader.Record);
        }
    }

    /// <summary>Simulates the alarms over all that was read, and compares them with the labels.</summary>
    public EvaluationResult Finish()
    {
        // There are few kinds and many labels.
        kindOf = labels.Select(label => label.Kind).Distinct()
            .ToDictionary(kind => kind, kind => (LabelKinds.DetectionsOf(kind), LabelKinds.IsAttack(kind)), StringComparer.Ordinal);
        var kinds = kindOf.Where(kind => kind.Value.Detections is null).Select(kind => kind.Key).Order(StringComparer.Ordinal).ToList();
        if (backtest is null || backtest.Extent is not { } extent)
            return new EvaluationResult { GeneralKinds = kinds, LabelsOutside = labels.Count };
        var (from, to) = (EpochMinute.ToInstant(extent.First), EpochMinute.ToInstant(extent.Last + 1));
        var result = backtest.Finish();
        var within = Enumerable.Range(0, labels.Count).Where(i => labels[i].To >= from && labels[i].From < to).ToList();
        var found = new HashSet<int>();
        return new EvaluationResult
        {
            Scores = [.. detections.Select((detection, i) => ScoreOf(detection, i, result, within, to - from, found))],
            FoundEvents = found.Count,
            Unavailable = unavailable,
            Records = result.Records,
            Format = format,
            From = from,
            To = to,
            Events = within.Count(i => kindOf[labels[i].Kind].IsAttack),
            LabelsOutside = labels.Count - within.Count,
            GeneralKinds = kinds,
            Notes = [.. result.Notes, .. result.NotSimulated.Select(alarm => $"{alarm.Name} is not simulated: {alarm.Reason}")],
        };
    }

    void Begin(FlowLogFormat read)
    {
        format = read;
        var all = Detections.For(options.Network);
        detections = [.. all.Where(detection => detection.IsAvailableIn(read))];
        unavailable = [.. all.Where(detection => !detection.IsAvailableIn(read))];
        hasRecords = new bool[labels.Count, detections.Count];
        backtest = new Backtest(DetectionTemplate.Of(detections, read),
            new BacktestOptions { Format = options.Format, Delay = options.Delay, PagesPerWeek = null, KeepsTalkers = false });
    }

    // A detection may only be credited with the host of a label if it selects a record of that host.
    void Attribute(FlowRecord record)
    {
        if (!record.Format.Equals(predicateFormat))
        {
            predicateFormat = record.Format;
            predicates = PredicatesIn(predicateFormat);
        }

        foreach (var field in new[] { FlowField.SrcAddr, FlowField.DstAddr })
        {
            if (!record.TryGetAddress(field, out var address) || !labelsOf.TryGetValue(address, out var indices))
                continue;
            if (!record.TryGetInt64(FlowField.Start, out var start))
                return;
            var end = record.TryGetInt64(FlowField.End, out var last) ? last : start;
            foreach (var label in indices)
            {
                if (start <= labels[label].To.ToUnixTimeSeconds() && end >= labels[label].From.ToUnixTimeSeconds())
                    Attribute(record, label);
            }
        }
    }

    RecordPredicate?[] PredicatesIn(FlowLogFormat read) =>
        [.. detections.Select(detection => detection.Measure.Kind is not MeasureKind.Arrivals && detection.IsAvailableIn(read)
            ? detection.ToPredicate(read) : null)];

    void Attribute(FlowRecord record, int label)
    {
        for (var i = 0; i < predicates.Length; i++)
        {
            if (!hasRecords[label, i] && predicates[i] is { } predicate && predicate.Holds(record))
                hasRecords[label, i] = true;
        }
    }

    DetectionScore ScoreOf(Detection detection, int index, BacktestResult result, List<int> within, TimeSpan span, HashSet<int> found)
    {
        var alarm = result.Alarms.FirstOrDefault(alarm => alarm.Name == detection.Id);
        var periods = alarm?.PeriodsInAlarm ?? [];
        var credited = within.Where(i =>
            kindOf[labels[i].Kind].IsAttack && (labels[i].Host is null || detection.Measure.Kind is MeasureKind.Arrivals || hasRecords[i, index])).ToList();
        var meant = within.Where(i => kindOf[labels[i].Kind].Detections?.Contains(detection.Id) != false).ToHashSet();
        var reach = options.Delay + (AlarmEvaluation.RangeOf(detection.EvaluationPeriods, detection.Period) * detection.Period) + TimeSpan.FromMinutes(2);
        var right = periods.Where(period => credited.Exists(i => period.From >= labels[i].From && period.From <= labels[i].To + reach)).ToList();
        var times = new List<TimeSpan>();
        foreach (var i in credited)
        {
            var causes = right.Where(period => period.From <= labels[i].To + reach && period.To > labels[i].From).ToList();
            if (causes.Count == 0)
                continue;
            found.Add(i);
            if (meant.Contains(i))
                times.Add(causes[0].From > labels[i].From ? causes[0].From - labels[i].From : TimeSpan.Zero);
        }

        times.Sort();
        return new DetectionScore
        {
            Detection = detection,
            Alarms = periods.Count,
            RightAlarms = right.Count,
            Events = meant.Count,
            FoundEvents = times.Count,
            TimeToDetect = times.Count == 0 ? null : times[(times.Count - 1) / 2],
            TimeInAlarm = alarm?.TimeInAlarm ?? TimeSpan.Zero,
            AlarmsPerDay = periods.Count * SecondsOfDay / Math.Max(60, span.TotalSeconds),
        };
    }
}

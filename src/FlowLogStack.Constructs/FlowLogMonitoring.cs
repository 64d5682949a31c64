using Amazon.CDK;
using Amazon.CDK.AWS.Logs;
using Amazon.CDK.AWS.SNS;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Dashboards;
using FlowLogStack.Query;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack;

/// <summary>
/// Complete monitoring in one construct: flow logs of each monitored resource to CloudWatch Logs and S3, detections with alarms and a topic on
/// the log group, and a partitioned Athena table with saved queries on the archive.
/// </summary>
/// <remarks>Each part is also a separate construct, for stacks that need fewer parts or another arrangement.</remarks>
public sealed class FlowLogMonitoring : Construct
{
    readonly FlowLogMonitoringProps props;
    readonly string prefix;
    readonly List<CaptureSource> sources;
    readonly List<SavedInsightsQuery> savedQueries = [];
    readonly List<FlowLogArchive> earlierArchives;

    /// <summary>Creates the flow logs and everything else that the properties require.</summary>
    /// <exception cref="FlowLogFormatException">The log format doesn't fit the monitored resources or a detection.</exception>
    /// <exception cref="ArgumentException">A combination of properties isn't valid, so the deployment would fail.</exception>
    public FlowLogMonitoring(Construct scope, string id, FlowLogMonitoringProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        this.props = props;
        prefix = NamePrefix.Of(this, props.AlarmNamePrefix);
        EnsureConsistent(props);
        props.Encryption?.ApplyTo(this);
        sources = props.Capture ? Alike(props) : [];
        Format = props.Format ?? (props.Capture ? FlowLogCapture.DefaultFormat(sources[0]) : FlowLogFormat.Default);

        AccessLogs = props.KeepAccessLogs && props.Archive is { Existing: null } ? NewAccessLogs() : null;
        LogGroup = props.LogGroup is { } logGroup ? new FlowLogGroup(this, "Logs", logGroup with { RemovalPolicy = Removal(logGroup.RemovalPolicy) }) : null;
        Archive = props.Archive is { } archive ? NewArchive("Archive", archive) : null;
        earlierArchives = Archive is null ? [] : [.. props.EarlierGenerations.Select((earlier, index) =>
            NewArchive($"ArchiveGeneration{index + 1}", Earlier(props.Archive!, Archive, earlier) with { Generation = index + 1 }))];
        Captures = [.. sources.SelectMany(Capture)];
        if (!props.Capture)
            LogGroup?.Accept(Format);
        Topic = Notifies(props) ? new AlarmTopic(this, "Notifications",
            new AlarmTopicProps { Existing = props.ExistingTopic, EncryptionKey = props.TopicEncryptionKey, Subscriptions = props.Subscriptions,
                RemovalPolicy = props.RemovalPolicy }) : null;
        SeverityTopics = props.SeveritySubscriptions.OrderBy(severity => severity.Key)
            .ToDictionary(severity => severity.Key, severity => NewTopic(severity.Key, severity.Value));
        Alarms = LogGroup is null ? [] : [.. DetectionsToWatch().Select(Watch)];
        SeverityAlarms = props.CompositeAlarms ? [.. Alarms.GroupBy(alarm => alarm.Severity).OrderBy(severity => severity.Key)
            .Select(severity => Join(severity.Key, [.. severity]))] : [];
        Changes = [.. props.Changes.Select(change => new ChangeNotification(this, change.Id,
            new ChangeNotificationProps { Change = change, Topic = TopicOf(change.Severity) }))];
        if (LogGroup is not null)
            SaveQueries(LogGroup.LogGroup);
        if (Archive is not null)
            (Table, History, Workgroup) = MakeQueryable(Archive);
    }

    /// <summary>The log format.</summary>
    public FlowLogFormat Format { get; }

    /// <summary>The flow logs: one for each monitored resource and destination.</summary>
    public IReadOnlyList<FlowLogCapture> Captures { get; }

    /// <summary>The log group; null without delivery to CloudWatch Logs.</summary>
    public FlowLogGroup? LogGroup { get; }

    /// <summary>The archive; null without delivery to S3.</summary>
    public FlowLogArchive? Archive { get; }

    /// <summary>The bucket for the access logs of the other buckets; null if access logs aren't kept.</summary>
    public AccessLogBucket? AccessLogs { get; }

    /// <summary>The topic that alarms notify; null if there is neither a log group nor a change notification.</summary>
    public AlarmTopic? Topic { get; }

    /// <summary>The topics of severities with their own subscriptions.</summary>
    public IReadOnlyDictionary<Severity, AlarmTopic> SeverityTopics { get; }

    /// <summary>The alarms, one for each detection.</summary>
    public IReadOnlyList<DetectionAlarm> Alarms { get; }

    /// <summary>The Logs Insights queries saved for the log group, including those of detections.</summary>
    public IReadOnlyList<SavedInsightsQuery> SavedQueries => savedQueries;

    /// <summary>
    /// The composite alarms, one for each severity that has alarms; empty unless <see cref="FlowLogMonitoringProps.CompositeAlarms"/> is true.
    /// </summary>
    public IReadOnlyList<SeverityAlarm> SeverityAlarms { get; }

    /// <summary>The change notifications, one for each kind of change.</summary>
    public IReadOnlyList<ChangeNotification> Changes { get; }

    /// <summary>The Athena table of the current generation; null without an archive.</summary>
    public FlowLogTable? Table { get; }

    /// <summary>The view over the tables of all generations, used by the saved queries; null if the archive has one generation.</summary>
    public FlowLogView? History { get; }

    /// <summary>The Athena workgroup; null without an archive.</summary>
    public QueryWorkgroup? Workgroup { get; }

    /// <summary>Creates dashboards of the log group's records. Call it once, after everything else has been added.</summary>
    /// <param name="dashboards">Properties of the dashboards.</param>
    /// <exception cref="ArgumentException">There isn't a log group, or no panel of a dashboard can be drawn.</exception>
    public DashboardSet AddDashboards(MonitoringDashboardsProps dashboards)
    {
        ArgumentNullException.ThrowIfNull(dashboards);
        Given.Ensure(this, dashboards);
        if (LogGroup is null)
            throw new ArgumentException("Dashboards require a log group, but LogGroup is null. Leave it at its default, or remove the dashboards.");
        return new DashboardSet(this, "Dashboards", dashboards.Topics, new DashboardProps
        {
            Measures = new TrafficMeasures(this, "Measures", new TrafficMeasuresProps { LogGroup = LogGroup.LogGroup, Format = Format,
                MetricNamespace = props.MetricNamespace, MetricNamePrefix = prefix, Network = dashboards.Network }),
            Alarms = Alarms,
            Processor = dashboards.Processor,
            Changes = dashboards.Topics.Contains(DashboardTopic.SecurityGroups)
                ? new ChangeLog(this, "ChangeLog", new ChangeLogProps { Topics = Topic is null ? []
                : [Topic.Topic], RemovalPolicy = props.RemovalPolicy }) : null,
            Activity = dashboards.Activity,
            NamePrefix = dashboards.NamePrefix ?? DashboardDraft.DefaultPrefix(this),
            GigabytesPerDay = dashboards.GigabytesPerDay,
            DocumentationUrl = dashboards.DocumentationUrl,
        });
    }

    static void EnsureConsistent(FlowLogMonitoringProps props)
    {
        EnsureWatched(props);
        if (props is { Capture: true, Sources: not { Count: > 0 } })
            throw new ArgumentException("Sources is empty. Add at least one, as in CaptureSource.Vpc(vpc).");
        if (props.LogGroup is null && props.Archive is null && props.Firehose is null)
            throw new ArgumentException("No destination is set. Leave LogGroup or Archive at its default, or set Firehose.");
        EnsureGenerations(props);
        if (props.LogGroup is null && props.InsightsQueries is not null)
            throw new ArgumentException("Logs Insights queries are saved for a log group, but LogGroup is null. Leave it at its default, or remove "
                + "InsightsQueries.");
        if (props.LogGroup is null && props.Detections is { Count: > 0 } detections)
            throw new ArgumentException($"The detection '{detections[0].Title}' requires a log group, but LogGroup is null. Leave it at its default, or "
                + "remove the detections.");
        if (!Notifies(props) && (props.Subscriptions.Count > 0 || props.SeveritySubscriptions.Count > 0))
            throw new ArgumentException("Subscriptions to alarms require a log group. Leave LogGroup at its default, or remove the subscriptions.");
        if ((props.Detections ?? []).Select(detection => detection.Id).Concat(props.Changes.Select(change => change.Id)).GroupBy(id => id)
            .FirstOrDefault(group => group.Count() > 1) is { } twin)
            throw new ArgumentException($"Two detections have the id '{twin.Key}'. Set the Id, Title, FilterName and MetricName of a copy to other values.");
    }

    static void EnsureGenerations(FlowLogMonitoringProps props)
    {
        var generation = props.Archive?.Generation ?? 1;
        if (props.EarlierGenerations.Count != generation - 1)
            throw new ArgumentException($"The archive is of generation {generation}, but EarlierGenerations has {props.EarlierGenerations.Count}. Set the log "
                + $"format and file format of each earlier generation, the oldest first, {generation - 1} in all.");
        if (!props.Capture && props.EarlierGenerations.Any(earlier => earlier.FlowLogs is not EarlierFlowLogs.Replaced))
            throw new ArgumentException("Capture is false, so that no flow log is made, but FlowLogs of an earlier generation is set. Remove it, or set "
                + "Capture to true.");
    }

    static void EnsureWatched(FlowLogMonitoringProps props)
    {
        if (props.Capture)
            return;
        if (props.Sources is { Count: > 0 } sources)
            throw new ArgumentException($"Capture is false, so that no flow log is made, but Sources has '{sources[0].Name}'. Remove the sources, or set "
                + "Capture to true.");
        if (props.Firehose is not null)
            throw new ArgumentException("Capture is false, so that no flow log is made, but Firehose is set. Remove Firehose, or set Capture to true.");
        if (props.LogGroup is { Existing: null })
            throw new ArgumentException("Capture is false, so that nothing would be delivered to a new log group. Set LogGroup.Existing to the log group that "
                + "is watched, or LogGroup to null.");
        if (props.Archive is { Existing: null, Organization: null, Accounts.Count: 0 })
            throw new ArgumentException("Capture is false, so that nothing would be delivered to a new archive. Set Archive.Existing to the bucket that "
                + "is queried, Archive.Organization or Archive.Accounts to those whose flow logs it receives, or Archive to null.");
    }

    // Before CDK has run a lookup, sources have placeholder values. These may be equal to each other, or of another kind than the real resources.
    List<CaptureSource> Alike(FlowLogMonitoringProps props)
    {
        var known = props.Sources.FirstOrDefault(source => !source.IsPlaceholder);
        var all = props.Sources
            .Select(source => source.As(known?.RecordKind ?? FlowLogCapture.RecordsOf(props.Format, source)))
            .Select((source, index) => source.IsPlaceholder && props.Sources.Take(index).Any(before => before.Name == source.Name)
            ? source.Named($"{source.Name}-{index}") : source)
            .ToList();
        if (all.Find(source => source.RecordKind != all[0].RecordKind) is { } other)
            throw new ArgumentException($"'{all[0].Name}' and '{other.Name}' have records of different kinds, and one log format cannot contain both. Use one "
                + "FlowLogMonitoring for VPC resources and one for transit gateways.");
        if (all.GroupBy(source => source.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"Two sources are called '{twice.Key}'. Use the resource once, or rename one of two constructs with the same id, as "
                + "in CaptureSource.Vpc(vpc).Named(\"Blue\").");
        if (all.GroupBy(source => (source.ResourceType, source.Identity(this)))
            .FirstOrDefault(group => group.Key.Item2 is not null && group.Count() > 1) is { } same)
            throw new ArgumentException($"The sources '{same.First().Name}' and '{same.Last().Name}' are one resource, {same.First().ResourceId}, and EC2 "
                + "returns an error for a second flow log of it to the same destination. Use the resource once.");
        return all;
    }

    static bool Notifies(FlowLogMonitoringProps props) => props.LogGroup is not null || props.Changes.Count > 0;

    IEnumerable<Detection> DetectionsToWatch() =>
        props.Detections ?? (Records.Detections.SshRejects.RequiredFields.All(Format.Contains) ? [Records.Detections.SshRejects] : []);

    IEnumerable<FlowLogCapture> Capture(CaptureSource source)
    {
        if (LogGroup is not null)
            yield return Capture(source, "ToLogs", CaptureDestination.CloudWatchLogs(LogGroup));
        for (var generation = 1; generation <= earlierArchives.Count; generation++)
        {
            if (props.EarlierGenerations[generation - 1] is { FlowLogs: EarlierFlowLogs.Kept } earlier)
                yield return Capture(source, IdOf(generation), CaptureDestination.S3(earlierArchives[generation - 1]), earlier.Format);
        }

        if (Archive is not null)
            yield return Capture(source, IdOf(earlierArchives.Count + 1), CaptureDestination.S3(Archive));
        if (props.Firehose is not null)
            yield return Capture(source, "ToFirehose", props.Firehose);
    }

    // A flow log that replaces another one takes over its id. One beside it has an id of its own, which it keeps when the other is removed.
    string IdOf(int generation) =>
        generation == 1 ? "ToArchive"
        : props.EarlierGenerations[generation - 2].FlowLogs is EarlierFlowLogs.Replaced ? IdOf(generation - 1) : $"ToArchiveGeneration{generation}";

    FlowLogCapture Capture(CaptureSource source, string suffix, CaptureDestination destination, FlowLogFormat? format = null) =>
        new(props.SourceStacks?.Of(source) ?? this, source.Name + suffix, new FlowLogCaptureProps
    {
        Source = source,
        Destination = destination,
        Format = format ?? Format,
        TrafficType = props.TrafficType,
        AggregationInterval = props.AggregationInterval,
        TagFields = props.TagFields,
    });

    DetectionAlarm Watch(Detection detection)
    {
        // The default detection has its own saved query, of all rejects.
        if (props.InsightsQueries is not null || detection.Id != Records.Detections.SshRejects.Id)
            SaveQuery(detection);
        return new(this, detection.Id, new DetectionAlarmProps
        {
            Detection = detection,
            LogGroup = LogGroup!.LogGroup,
            Format = Format,
            Topics = props.CompositeAlarms ? [] : [TopicOf(detection.SeverityIn(Format)).Topic],
            MetricNamespace = props.MetricNamespace,
            AlarmNamePrefix = prefix,
        });
    }

    // The id doesn't depend on whether an alarm exists, so enabling a detection doesn't replace its saved query.
    void SaveQuery(Detection detection)
    {
        if (QueryCatalogue.CanAskFor(detection, Format))
            savedQueries.Add(new(this, detection.Id + "Query", new SavedInsightsQueryProps { Query = new(detection.Title, detection.ToInsightsQuery(Format)),
                LogGroup = LogGroup!.LogGroup, Folder = (props.InsightsQueries ?? new QueryCatalogue()).Within(prefix).DetectionFolder }));
    }

    void SaveQueries(ILogGroup logGroup)
    {
        if (props.InsightsQueries is { } catalogue)
        {
            foreach (var detection in catalogue.Detections.Where(detection => Alarms.All(alarm => alarm.Detection.Id != detection.Id)))
                SaveQuery(detection);
            savedQueries.AddRange(new SavedInsightsQueries(this, "SavedQueries",
                new SavedInsightsQueriesProps { LogGroup = logGroup, Format = Format, Catalogue = catalogue with { Detections = [] },
                    NamePrefix = prefix }).Queries);
        }
        else if (Format.Contains(FlowField.Action) && Format.Contains(FlowField.SrcAddr))
        {
            var query = InsightsQueries.TopRejectedSources(Format);
            savedQueries.Add(new(this, "TopRejectedSources", new SavedInsightsQueryProps { Query = query with { Name = prefix + query.Name },
                LogGroup = logGroup }));
        }
    }

    SeverityAlarm Join(Severity severity, IReadOnlyList<DetectionAlarm> alarms) => new(this, $"{severity}Severity", new SeverityAlarmProps
    {
        Severity = severity,
        Alarms = alarms,
        Topics = [TopicOf(severity).Topic],
        AlarmNamePrefix = prefix,
    });

    // All topics share one key, because a key costs more than a topic.
    AlarmTopic NewTopic(Severity severity, IReadOnlyList<ITopicSubscription> subscriptions) =>
        new(this, $"{severity}Notifications", new AlarmTopicProps { Subscriptions = subscriptions, EncryptionKey = Topic!.EncryptionKey });

    AlarmTopic TopicOf(Severity severity) => SeverityTopics.GetValueOrDefault(severity, Topic!);

    (FlowLogTable Table, FlowLogView? History, QueryWorkgroup Workgroup) MakeQueryable(FlowLogArchive archive)
    {
        var tables = TablesOf(archive);
        var table = tables[^1];
        var history = tables.Count == 1 ? null : table.UnionWith("History", $"{props.TableName}_all", [.. tables.SkipLast(1).Reverse()]);
        var target = (history is null ? table.Target : AthenaTarget.Of(history)) with { Scope = archive.SavedScope };
        var workgroup = new QueryWorkgroup(this, "Queries", props.Workgroup with
        {
            AccessLogs = props.Workgroup.AccessLogs ?? AccessLogs,
            Topics = props.Workgroup.Topics.Count == 0 && Topic is not null ? [Topic.Topic] : props.Workgroup.Topics,
            RemovalPolicy = Removal(props.Workgroup.RemovalPolicy),
            AutoDeleteObjects = props.AutoDeleteObjects || props.Workgroup.AutoDeleteObjects,
        });
        foreach (var query in (props.Queries ?? AthenaQueries.First).Where(query => query.FitsTo(target)))
            workgroup.Save(table, query, target);
        return (table, history, workgroup);
    }

    // Oldest first. The first table has the id and the name of the table of an archive with one generation.
    List<FlowLogTable> TablesOf(FlowLogArchive current)
    {
        var tables = new List<FlowLogTable>();
        for (var generation = 1; generation <= props.EarlierGenerations.Count; generation++)
        {
            var earlier = props.EarlierGenerations[generation - 1];
            tables.Add(NewTable(generation, tables, earlierArchives[generation - 1], earlier.Format));
        }

        tables.Add(NewTable(tables.Count + 1, tables, current, Format));
        return tables;
    }

    // Deliveries of a flow log that is being replaced still arrive in its folder.
    static FlowLogArchiveProps Earlier(FlowLogArchiveProps archive, FlowLogArchive current, ArchiveGeneration earlier) => archive with
    {
        Existing = current.Bucket,
        IsEarlier = archive.Existing is null,
        Layout = archive.Layout with { FileFormat = earlier.FileFormat, PerHourPartition = earlier.PerHourPartition },
        Encryption = ArchiveEncryption.S3Managed,
        EncryptionKey = null,
        AccessLogs = null,
        AutoDeleteObjects = false,
    };

    FlowLogTable NewTable(int generation, List<FlowLogTable> earlier, FlowLogArchive archive, FlowLogFormat format) =>
        new(this, generation == 1 ? "Table" : $"Table{generation}", new FlowLogTableProps
    {
        Archive = archive,
        Format = format,
        BesideTable = earlier.Count == 0 ? null : earlier[0],
        DatabaseName = props.DatabaseName,
        TableName = ArchiveGeneration.Table(props.TableName, generation),
    });

    FlowLogArchive NewArchive(string id, FlowLogArchiveProps archive) => new(this, id, archive with
    {
        AccessLogs = archive.Existing is null ? archive.AccessLogs ?? AccessLogs : null,
        RemovalPolicy = Removal(archive.RemovalPolicy),
        IsReadOnly = props is { Capture: false, Archive: { Existing: not null, Organization: null } },
        AutoDeleteObjects = archive.AutoDeleteObjects || (props.AutoDeleteObjects && archive.Existing is null),
    });

    AccessLogBucket NewAccessLogs() => new(this, "AccessLogs", new AccessLogBucketProps
    {
        RemovalPolicy = props.RemovalPolicy,
        AutoDeleteObjects = props.AutoDeleteObjects,
    });

    // RETAIN is the default of each part, so it can't be distinguished from a setting. The policy of the whole construct then applies.
    RemovalPolicy Removal(RemovalPolicy part) => part is RemovalPolicy.RETAIN ? props.RemovalPolicy : part;
}

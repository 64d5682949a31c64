using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The plan of processors: which of a template's processors receive the records, and which of their metrics are published.</summary>
sealed class ProcessorPlan(AlarmTemplate template, IReadOnlyList<LogFeed> logGroups, List<string> notes)
{
    // The namespace of a processor without its own setting.
    static readonly string UsualNamespace = new ProcessorSettings().MetricsNamespace;

    readonly Dictionary<string, ProcessorFeed> feeds = new(StringComparer.Ordinal);
    readonly Dictionary<string, LogFeed> archives = new(StringComparer.Ordinal);

    /// <summary>The processors in use.</summary>
    internal IEnumerable<ProcessorFeed> Feeds => feeds.Values;

    /// <summary>The buckets whose objects the processors read.</summary>
    internal IEnumerable<LogFeed> Archives => archives.Values;

    /// <summary>Returns the metric of the processor that publishes it, and adds the processor to the simulation.</summary>
    /// <returns>The metric, or null if no processor publishes it.</returns>
    /// <exception cref="TemplateException">
    /// A processor publishes the metric, but it can't be computed from the records. The message contains the reason.
    /// </exception>
    internal MetricSource? SourceOf(MetricIdentity identity)
    {
        var isOfDirection = EmbeddedMetrics.OfDirection.Any(metric => metric.Name == identity.Name);
        if (!isOfDirection && identity.Name != EmbeddedMetrics.Latency && EmbeddedMetrics.OfFunction.All(metric => metric.Name != identity.Name))
            return null;
        if (PublisherOf(identity, isOfDirection) is not { } processor)
            return null;
        if (WhyNot(processor, identity.Name, isOfDirection) is { } reason)
            throw new TemplateException(reason);
        var feed = FeedOf(processor);
        var isOfDelivery = identity.Name is ProcessorMetrics.DeliveredRecords or ProcessorMetrics.BytesDelivered;
        if (isOfDelivery)
            feed.Deliver();
        return new ProcessorMetric(feed.SeriesOf(identity), isOfDelivery ? RemarkOnDelivery(identity.Name) : isOfDirection && Enriches(processor.Settings)
            ? "Directions are those of flow-direction: which traffic stays within a subnet, the function learns from EC2." : null);
    }

    ProcessorDefinition? PublisherOf(MetricIdentity identity, bool isOfDirection)
    {
        var publishing = template.Processors.Where(processor => processor.Settings.MetricsNamespace == identity.Namespace).ToList();
        if (publishing.Count == 0)
        {
            var others = template.Processors.Select(processor => processor.Settings.MetricsNamespace).Distinct();
            return identity.Namespace != UsualNamespace ? null
                : throw new TemplateException($"{identity.Name} comes from a processor, and "
                    + (template.Processors.Count == 0 ? "the template has none" : $"those of the template publish to {string.Join(", ", others)}"));
        }

        string[] dimensions = isOfDirection ? [EmbeddedMetrics.DirectionDimension, EmbeddedMetrics.FunctionDimension] : [EmbeddedMetrics.FunctionDimension];
        if (!dimensions.SequenceEqual(identity.Dimensions.Select(dimension => dimension.Key)))
            throw new TemplateException($"{identity.Name} is published with {string.Join(" and ", dimensions.Reverse())}, and it is read "
                + $"with {(identity.Dimensions.Count == 0 ? "no dimension" : string.Join(", ", identity.Dimensions.Select(dimension => dimension.Key)))}");
        var name = identity.Dimensions[^1].Value;
        return publishing.Find(processor => processor.Name == name)
            ?? throw new TemplateException($"{identity.Name} comes from a processor called '{name}', and the template "
                + $"has {string.Join(", ", publishing.Select(processor => processor.Name))}");
    }

    static string RemarkOnDelivery(string name) => name == ProcessorMetrics.DeliveredRecords
        ? "DeliveredRecords assumes that every output accepts everything at once."
        : "BytesDelivered assumes that every output accepts everything at once, in one body a minute and without interface data from EC2.";

    static bool Enriches(ProcessorSettings settings) =>
        settings.Enrich && OutputSet.Of(settings, Carriers.Nowhere).Any(output => output.UsesFacts);

    string? WhyNot(ProcessorDefinition processor, string metric, bool isOfDirection)
    {
        var settings = processor.Settings;
        if (processor.Problem is { } problem)
            return $"{processor.LogicalId} would not start: {problem.TrimEnd('.')}";
        if (processor.Subscriptions.Count + processor.Notifications.Count == 0)
            return $"{processor.LogicalId} has neither a subscription filter nor a bucket notification, so it receives no records";
        if (OutputSet.Of(settings, Carriers.Nowhere).Count == 0)
            return $"{processor.LogicalId} has neither an endpoint nor a bucket to deliver to, so it does not process events";
        if (settings.LogStreamPrefixes.Count > 0 && processor.Subscriptions.Count > 0)
            return $"{processor.LogicalId} selects log streams by LOG_STREAM_PREFIX, and records do not contain the name of their stream";
        return metric switch
        {
            EmbeddedMetrics.Latency => "DeliveryLatency is the time that deliveries take, and none is made here",
            ProcessorMetrics.Retries => "Retries counts deliveries that fail at first, and none is made here",
            ProcessorMetrics.ParkedRecords => "ParkedRecords counts records that outputs do not accept, and the simulation calls no outputs",
            ProcessorMetrics.EnrichMisses or ProcessorMetrics.EnrichErrors when Enriches(settings) => $"{metric} counts interfaces without an answer from "
                + "EC2, which the simulation does not call",
            ProcessorMetrics.FormatMismatches when processor.Notifications.Count > 0 && !Read(processor).Select(archive => archive.Format).Distinct()
                .SequenceEqual([settings.Format]) => "FormatMismatches counts objects with another header than FLOW_LOG_FORMAT, and how many objects there "
                + "are is not known",
            _ when isOfDirection && Enriches(settings) && !settings.Format.Contains(FlowField.FlowDirection) =>
                $"{metric} requires the direction, which the function reads from EC2; the simulation does not call EC2, and the log format has no "
                    + "flow-direction",
            _ => null,
        };
    }

    IEnumerable<ArchiveDefinition> Read(ProcessorDefinition processor) =>
        template.Archives.Where(archive => processor.Notifications.Any(notification => notification.Announces(archive)));

    ProcessorFeed FeedOf(ProcessorDefinition processor)
    {
        if (feeds.TryGetValue(processor.LogicalId, out var known))
            return known;
        var feed = new ProcessorFeed(processor.Settings);
        var isReached = false;
        foreach (var group in logGroups)
        {
            foreach (var subscription in processor.Subscriptions.Where(subscription => (group.LogGroup is null || subscription.LogGroup == group.LogGroup)
                && subscription.LogGroup != processor.Settings.OwnLogGroup))
            {
                group.Use(new Forwarding(subscription.LogicalId, subscription.Pattern, feed));
                isReached = true;
            }
        }

        foreach (var bucket in processor.Notifications.Select(notification => notification.Bucket).Distinct())
        {
            if (ArchiveOf(processor, bucket) is not { } archive)
                continue;
            archive.Use(new Forwarding(processor.LogicalId, null, feed));
            isReached = true;
        }

        if (!isReached)
            throw new TemplateException(WhyUnreached(processor));
        feeds.Add(processor.LogicalId, feed);
        return feed;
    }

    // A bucket without a flow log in the template receives the records if the template has no flow log to S3 at all.
    LogFeed? ArchiveOf(ProcessorDefinition processor, string bucket)
    {
        if (archives.TryGetValue(bucket, out var known))
            return known;
        var flowLogs = Read(processor).Where(archive => archive.Bucket == bucket).ToList();
        if (flowLogs.Count == 0 && template.Archives.Count > 0)
            return null;
        notes.Add($"{processor.LogicalId} reads the objects of the bucket '{bucket}', and the records are taken for those, too.");
        var archive = LogFeed.Of(bucket, $"the bucket '{bucket}'",
            [.. flowLogs.Select(flowLog => (flowLog.LogicalId, flowLog.Format, flowLog.Traffic))], notes);
        archives.Add(bucket, archive);
        return archive;
    }

    static string WhyUnreached(ProcessorDefinition processor)
    {
        List<string> sources = [.. processor.Subscriptions.Select(subscription => $"the log group '{subscription.LogGroup}'"),
            .. processor.Notifications.Select(notification => $"the bucket '{notification.Bucket}'")];
        return $"{processor.LogicalId} reads {string.Join(" and ", sources.Distinct())}, to which the records are not delivered";
    }
}

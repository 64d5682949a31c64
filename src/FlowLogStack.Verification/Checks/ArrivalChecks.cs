using System.Globalization;
using Amazon.S3.Model;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Checks that records reach the destinations of flow logs.</summary>
sealed class ArrivalChecks(Deployed deployed, FlowLogChecks flowLogs)
{
    const string List = "s3:ListBucket";

    // A file's name contains the time of its first records, and its delivery may be this much later.
    static readonly TimeSpan LongestFile = TimeSpan.FromMinutes(15);

    readonly MetricReader metrics = new(deployed.Services.CloudWatch);

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        var checks = new List<Check>();
        foreach (var destination in deployed.OfType("AWS::EC2::FlowLog").Select(flowLog => (FlowLog: flowLog, Destination: FlowLogDestination.Of(flowLog)))
            .GroupBy(pair => pair.Destination))
        {
            foreach (var check in await CheckAsync(destination.Key, [.. destination.Select(pair => pair.FlowLog)], cancellation).ConfigureAwait(false))
                checks.Add(check);
        }

        return checks;
    }

    async Task<IReadOnlyList<Check>> CheckAsync(FlowLogDestination destination, IReadOnlyList<TemplateResource> sources, CancellationToken cancellation)
    {
        if (destination.Name is not { } name)
            return [.. sources.Select(source => new Check(CheckKind.Arrival, source.LogicalId, CheckOutcome.Skipped,
                "its destination is unknown") { LogicalId = source.LogicalId })];
        try
        {
            switch (destination.Type)
            {
                case FlowLogDestination.Logs:
                    return [await CountAsync(new MetricIdentity("AWS/Logs", "IncomingLogEvents", KeyValuePair.Create("LogGroupName", name)), "event",
                        destination, sources, cancellation).ConfigureAwait(false)];
                case FlowLogDestination.Stream:
                    return [await CountAsync(new MetricIdentity("AWS/Firehose", "IncomingRecords",
                        KeyValuePair.Create("DeliveryStreamName", name[(name.LastIndexOf('/') + 1)..])), "record", destination, sources, cancellation)
                        .ConfigureAwait(false)];
                default:
                    var checks = new List<Check>();
                    foreach (var source in sources)
                        checks.Add(await LookAsync(destination, source, cancellation).ConfigureAwait(false));
                    return checks;
            }
        }
        catch (ServiceCallException e)
        {
            return [e.ToCheck(CheckKind.Arrival, destination.ToString())];
        }
    }

    async Task<Check> CountAsync(MetricIdentity metric, string thing, FlowLogDestination destination, IReadOnlyList<TemplateResource> sources,
        CancellationToken cancellation)
    {
        var now = deployed.Now;
        var points = (await metrics.SumsAsync([metric], now - deployed.Options.Within, now, cancellation).ConfigureAwait(false))[metric];
        var check = new Check(CheckKind.Arrival, destination.ToString(), CheckOutcome.Passed, "") { LogicalId = sources[0].LogicalId };
        return points.Values.Sum() is > 0 and var sum
            ? check with { Detail = $"{Counted.Of(sum, thing)} in the last {Minutes()}, the last "
            + $"at {Time(points.Where(point => point.Value > 0).Max(point => point.Key))}" }
            : Nothing(check, sources);
    }

    async Task<Check> LookAsync(FlowLogDestination destination, TemplateResource source, CancellationToken cancellation)
    {
        var check = new Check(CheckKind.Arrival, destination.ToString(), CheckOutcome.Passed, "") { LogicalId = source.LogicalId };
        if (flowLogs.IdOf(source) is not { } id || deployed.Deployment.AccountId is not { } account || deployed.Deployment.Region is not { } region)
            return check with { Outcome = CheckOutcome.Skipped, Detail = "without the stack, its objects are unknown" };
        var (bucket, prefix) = DestinationArn.BucketOf(destination.Name) ?? (destination.Name!, "");
        var now = deployed.Now;
        DateTimeOffset? newest = null;
        foreach (var layout in LayoutsOf(ArchiveLayout.Of(source) with { Prefix = prefix }))
        {
            foreach (var folder in Times(now).Select(layout.TimeFolder).Distinct())
            {
                var file = $"{layout.RegionPrefix(account, region)}{folder}{account}_vpcflowlogs_{region}_{id}_";
                var after = file + (now - deployed.Options.Within - LongestFile).UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture);
                foreach (var found in await ListAsync(bucket, file, after, cancellation).ConfigureAwait(false))
                    newest = found > newest ? found : newest ?? found;
            }
        }

        return newest is { } at && at >= now - deployed.Options.Within
            ? check with { Detail = $"the last object arrived at {Time(at)}" }
            : Nothing(check, [source]);
    }

    // AWS's guide for transit gateways prints another name for the service's partition than the guide for VPCs.
    static IEnumerable<S3Layout> LayoutsOf(S3Layout layout) =>
        layout.HiveCompatiblePartitions ? [layout, layout with { HiveServiceKey = "service" }] : [layout];

    IEnumerable<DateTimeOffset> Times(DateTimeOffset now)
    {
        for (var at = now - deployed.Options.Within - LongestFile; at < now; at += TimeSpan.FromHours(1))
            yield return at;
        yield return now;
    }

    async Task<IEnumerable<DateTimeOffset>> ListAsync(string bucket, string prefix, string after, CancellationToken cancellation)
    {
        var objects = await ServiceCall.AllAsync<S3Object>(List, async next =>
        {
            var page = await deployed.Services.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, StartAfter = after,
                ContinuationToken = next }, cancellation).ConfigureAwait(false);
            return (page.S3Objects, page.NextContinuationToken);
        }).ConfigureAwait(false);
        return objects.Select(found => found.LastModified).OfType<DateTime>().Select(at => new DateTimeOffset(at.ToUniversalTime()));
    }

    Check Nothing(Check check, IReadOnlyList<TemplateResource> sources)
    {
        // The first records arrive up to 15 minutes after the creation of a flow log.
        var isYoung = sources.All(source => flowLogs.MadeAt(source) is { } made && made > deployed.Now - deployed.Options.Within);
        return check with
        {
            Outcome = isYoung ? CheckOutcome.Warning : CheckOutcome.Failed,
            Detail = $"nothing arrived in the last {Minutes()}{(isYoung ? ", but the flow log is newer than that" : "")}",
            Cure = isYoung ? "Run the check again in 15 minutes"
                : "Check that the network has traffic, and check the flow log's delivery. For an older arrival, increase --within",
        };
    }

    string Minutes() => Counted.Of(Math.Round(deployed.Options.Within.TotalMinutes, 1), "minute");

    static string Time(DateTimeOffset at) => BacktestJson.TextOf(at);
}

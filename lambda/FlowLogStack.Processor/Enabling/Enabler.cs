using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using FlowLogStack.Records;

namespace FlowLogStack.Processor;

/// <summary>
/// The handler of an enabler: it creates the flow logs that VPCs lack, and changes or deletes none. An invocation that can't create one fails after it has
/// created the others, so that Lambda repeats it.
/// </summary>
sealed class Enabler(EnablerSettings settings, AwsClients clients, TimeProvider time, Log log)
{
    const int PageSize = 1000;
    const int BatchSize = 100;

    // Bytes. A token has at most 64 characters, of which the id of the invocation takes 36.
    const int DigestLength = 8;

    const string Exists = "FlowLogAlreadyExists";
    const string WouldSucceed = "DryRunOperation";

    // Kept for the response and the metrics after the last call.
    static readonly TimeSpan Reserve = TimeSpan.FromSeconds(3);

    // Errors of the request rate or the service, which smaller requests don't avoid.
    static readonly string[] OfService = ["RequestLimitExceeded", "Throttling", "ThrottlingException", "Unavailable", "ServiceUnavailable", "InternalError",
        "InternalFailure"];

    readonly EmbeddedMetrics metrics = new(settings.MetricsNamespace, settings.FunctionName, log);

    /// <summary>Processes an event and returns the counts.</summary>
    /// <exception cref="DeliveryException">A call failed, or a flow log could not be created.</exception>
    /// <exception cref="EventException">The event isn't supported.</exception>
    public async Task<ReadOnlyMemory<byte>> HandleAsync(Invocation invocation)
    {
        var request = EnablerRequest.Parse(invocation.Payload);
        var counts = new EnablerCounts();
        var left = invocation.Deadline - time.GetUtcNow() - Reserve;
        using var limit = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        try
        {
            await RunAsync(request, invocation.RequestId, counts, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            throw new DeliveryException("The invocation reached its timeout, and the next one continues. Increase the function's timeout.");
        }
        catch (AmazonServiceException error)
        {
            throw new DeliveryException($"A call to EC2 failed: {error.ErrorCode}: {error.Message}");
        }
        catch (Exception error) when (error is AmazonClientException or HttpRequestException or IOException or TimeoutException or SocketException
            or OperationCanceledException)
        {
            throw new DeliveryException($"A call to EC2 failed: {error.Message}");
        }
        finally
        {
            metrics.Publish(EnablerCounts.Metrics, counts, time.GetUtcNow());
        }

        return counts.Failed == 0 ? counts.ToJson() : throw new DeliveryException(counts.Failures());
    }

    async Task RunAsync(EnablerRequest request, string id, EnablerCounts counts, CancellationToken cancellation)
    {
        if (request.Vpcs is { Count: 0 })
            return;
        var vpcs = await VpcsAsync(request.Vpcs, cancellation).ConfigureAwait(false);
        foreach (var missing in (request.Vpcs ?? []).Except(vpcs.Select(vpc => vpc.VpcId)))
            log.Warn($"{missing} was not found in the account. If it exists, the next reconciliation finds it.");
        var open = vpcs.Where(vpc => !settings.OptOut.IsIn((vpc.Tags ?? []).Select(tag => KeyValuePair.Create(tag.Key ?? "", tag.Value ?? "")))).ToList();
        counts.Checked = vpcs.Count;
        counts.OptedOut = vpcs.Count - open.Count;
        if (open.Count == 0)
            return;
        var existing = await ExistingAsync(request.Vpcs, cancellation).ConfigureAwait(false);
        var isDryRun = settings.IsDryRun || request.IsDryRun;
        foreach (var (index, destination) in settings.Plan.Destinations.Index())
        {
            var lacking = open.Select(vpc => vpc.VpcId!).Where(vpc => !existing.Contains((vpc, KeyOf(destination)))).ToList();
            counts.Existing += open.Count - lacking.Count;
            var creation = new Creation(destination, isDryRun, counts, string.Create(CultureInfo.InvariantCulture, $"{id}-{index}-"));
            foreach (var batch in lacking.Chunk(BatchSize))
                await CreateAsync(creation, batch, cancellation).ConfigureAwait(false);
        }

        log.Info($"{counts.Checked} VPC(s) checked, {counts.OptedOut} opted out. Flow logs: {counts.Existing} existing, {counts.Created} created, "
            + $"{counts.Planned} planned by a dry run, {counts.Failed} failed.");
    }

    async Task<List<Vpc>> VpcsAsync(IReadOnlyList<string>? ids, CancellationToken cancellation)
    {
        List<Filter> filters = [new("state", ["available"])];
        if (settings.Account is { } account)
            filters.Add(new("owner-id", [account]));
        // A filter, because EC2 returns an error for an id that doesn't exist.
        if (ids is not null)
            filters.Add(new("vpc-id", [.. ids]));
        var found = new List<Vpc>();
        string? next = null;
        do
        {
            var page = await clients.Ec2.DescribeVpcsAsync(new DescribeVpcsRequest { Filters = filters, MaxResults = PageSize, NextToken = next }, cancellation)
                .ConfigureAwait(false);
            found.AddRange((page.Vpcs ?? []).Where(vpc => vpc.VpcId is not null));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return found;
    }

    async Task<HashSet<(string Vpc, string Destination)>> ExistingAsync(IReadOnlyList<string>? ids, CancellationToken cancellation)
    {
        List<Filter>? filters = ids is null ? null : [new("resource-id", [.. ids])];
        var found = new HashSet<(string, string)>();
        string? next = null;
        do
        {
            var page = await clients.Ec2.DescribeFlowLogsAsync(new DescribeFlowLogsRequest { Filter = filters, MaxResults = PageSize, NextToken = next },
                cancellation).ConfigureAwait(false);
            foreach (var flowLog in (page.FlowLogs ?? []).Where(flowLog => flowLog.FlowLogStatus is null or "ACTIVE"))
                found.Add((flowLog.ResourceId ?? "", KeyOf(flowLog)));
            next = page.NextToken;
        }
        while (!string.IsNullOrEmpty(next));
        return found;
    }

    async Task CreateAsync(Creation creation, string[] vpcs, CancellationToken cancellation)
    {
        var (destination, isDryRun, counts, token) = creation;
        try
        {
            var answer = await clients.Ec2.CreateFlowLogsAsync(RequestOf(destination, vpcs, isDryRun, token + MarkOf(vpcs)), cancellation)
                .ConfigureAwait(false);
            counts.Created += answer.FlowLogIds?.Count ?? 0;
            foreach (var item in answer.Unsuccessful ?? [])
                Count(creation, item.ResourceId ?? "a VPC", item.Error?.Code, item.Error?.Message);
        }
        catch (AmazonEC2Exception error) when (error.ErrorCode == WouldSucceed)
        {
            counts.Planned += vpcs.Length;
            foreach (var vpc in vpcs)
                log.Info($"Dry run: {vpc} would get a flow log to {destination.Name}.");
        }
        catch (AmazonEC2Exception error) when (vpcs.Length > 1 && !OfService.Contains(error.ErrorCode))
        {
            // One VPC for which the call is denied denies it for all of the batch.
            foreach (var vpc in vpcs)
                await CreateAsync(creation, [vpc], cancellation).ConfigureAwait(false);
        }
        catch (AmazonEC2Exception error)
        {
            foreach (var vpc in vpcs)
                Count(creation, vpc, error.ErrorCode, error.Message);
        }
    }

    void Count(Creation creation, string vpc, string? code, string? message)
    {
        if (code == Exists)
        {
            creation.Counts.Existing++;
            return;
        }

        var problem = $"{vpc} to {creation.Destination.Name}: {code ?? "unknown error"}: {message?.TrimEnd('.') ?? "EC2 returned no message"}";
        log.Error($"No flow log for {problem}.");
        creation.Counts.Fail(problem);
    }

    CreateFlowLogsRequest RequestOf(EnablerPlan.Destination destination, string[] vpcs, bool isDryRun, string token) => new()
    {
        ClientToken = token,
        DeliverLogsPermissionArn = destination.Role,
        DestinationOptions = destination.FileFormat is null ? null : new DestinationOptionsRequest
        {
            FileFormat = destination.FileFormat,
            HiveCompatiblePartitions = destination.HiveCompatible,
            PerHourPartition = destination.PerHour,
        },
        DryRun = isDryRun ? true : null,
        LogDestination = destination.Type == EnablerPlan.LogGroup ? null : destination.Name,
        LogGroupName = destination.Type == EnablerPlan.LogGroup ? destination.Name : null,
        LogDestinationType = destination.Type,
        LogFormat = settings.Plan.Format,
        MaxAggregationInterval = settings.Plan.Interval,
        ResourceIds = [.. vpcs],
        ResourceType = FlowLogsResourceType.VPC,
        TagFieldSpecifications = settings.Plan.TagFields.Count == 0 ? null : [.. settings.Plan.TagFields.Select(tags =>
            new TagFieldSpecificationRequest { ResourceType = tags.ResourceType, TagKeys = [.. tags.Keys] })],
        TagSpecifications = [new TagSpecification { ResourceType = "vpc-flow-log", Tags = [new Tag(EnablerVariables.CreatorTag, settings.Creator)] }],
        TrafficType = settings.Plan.Traffic,
    };

    // Repeated requests of one invocation have the same tokens, so a retry by Lambda creates nothing twice. EC2 returns an error for a token with other
    // parameters, and a retry has fewer VPCs to create flow logs for.
    static string MarkOf(string[] vpcs) => vpcs is [var only] ? only
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', vpcs))).AsSpan(0, DigestLength));

    // A second flow log to the same destination would deliver the same records twice, whatever its format and traffic.
    static string KeyOf(EnablerPlan.Destination destination) => $"{destination.Type} {destination.Name.TrimEnd('/')}";

    static string KeyOf(FlowLog flowLog)
    {
        var type = flowLog.LogDestinationType?.Value ?? EnablerPlan.LogGroup;
        var name = flowLog.LogDestination ?? "";
        if (type == EnablerPlan.LogGroup)
            name = flowLog.LogGroupName ?? (name.Split(':') is { Length: > 6 } parts ? parts[6] : name);
        return $"{type} {name.TrimEnd('/')}";
    }

    sealed record Creation(EnablerPlan.Destination Destination, bool IsDryRun, EnablerCounts Counts, string Token);
}

using Amazon.CloudFormation;
using Amazon.CloudFormation.Model;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Amazon.EC2;
using Amazon.EC2.Model;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Amazon.SimpleNotificationService;
using Amazon.SimpleNotificationService.Model;

namespace FlowLogStack.Verification.Tests;

/// <summary>An account in memory. It answers one item to a page, refuses what it is told to, and takes note of what is done to alarms.</summary>
sealed class Account : IAmazonCloudFormation, IAmazonEC2, IAmazonCloudWatch, IAmazonCloudWatchLogs, IAmazonSimpleNotificationService
{
    public List<Stack> Stacks { get; } = [];

    public Dictionary<string, string> PhysicalIds { get; } = [];

    public List<FlowLog> FlowLogs { get; } = [];

    public List<MetricAlarm> Alarms { get; } = [];

    public List<CompositeAlarm> Composites { get; } = [];

    public List<InsightRule> Rules { get; } = [];

    public Dictionary<string, string> Dashboards { get; } = [];

    public List<MetricFilter> MetricFilters { get; } = [];

    public List<SubscriptionFilter> SubscriptionFilters { get; } = [];

    public List<Subscription> Subscriptions { get; } = [];

    public List<Amazon.EC2.Model.NetworkInterface> Interfaces { get; } = [];

    /// <summary>Whether filters of network interfaces have no effect.</summary>
    public bool IgnoresFilters { get; set; }

    public List<AlarmHistoryItem> History { get; } = [];

    /// <summary>Returns the events of a request.</summary>
    public Func<FilterLogEventsRequest, IEnumerable<FilteredLogEvent>> Events { get; set; } = _ => [];

    /// <summary>Sums by metric name and minute.</summary>
    public Dictionary<(string Metric, DateTime At), double> Data { get; } = [];

    /// <summary>What is said of datapoints.</summary>
    public StatusCode Status { get; set; } = StatusCode.PartialData;

    public List<(string Key, DateTime At)> Objects { get; } = [];

    /// <summary>The calls that are refused, and with which code.</summary>
    public Dictionary<string, string> Refused { get; } = [];

    /// <summary>The states that alarms were given: name, state, reason.</summary>
    public List<(string Alarm, string State, string Reason)> Changes { get; } = [];

    /// <summary>The calls that were made.</summary>
    public List<string> Calls { get; } = [];

    /// <summary>What happens after an alarm's state was set.</summary>
    public Action<MetricAlarm> AfterChange { get; set; } = _ => { };

    public IClientConfig Config => throw new NotSupportedException();

    static ClientConfig IAmazonService.CreateDefaultClientConfig() => throw new NotSupportedException();

    static IAmazonService IAmazonService.CreateDefaultServiceClient(AWSCredentials awsCredentials, ClientConfig clientConfig) =>
        throw new NotSupportedException();

    public AwsServices Services =>
        new() { CloudFormation = this, Ec2 = this, CloudWatch = this, Logs = this, Sns = this, S3 = new Bucket(this), Region = "eu-west-1" };

    public Task<DescribeStacksResponse> DescribeStacksAsync(DescribeStacksRequest request, CancellationToken cancellationToken = default)
    {
        Call("DescribeStacks");
        var found = Stacks.Where(stack => stack.StackName == request.StackName).ToList();
        return found.Count > 0 ? Task.FromResult(new DescribeStacksResponse { Stacks = found })
            : throw Error("ValidationError", $"Stack with id {request.StackName} does not exist");
    }

    public Task<ListStackResourcesResponse> ListStackResourcesAsync(ListStackResourcesRequest request, CancellationToken cancellationToken = default)
    {
        Call("ListStackResources");
        var (page, next) = Page(PhysicalIds.Select(pair =>
            new StackResourceSummary { LogicalResourceId = pair.Key, PhysicalResourceId = pair.Value, ResourceStatus = "CREATE_COMPLETE" }), request.NextToken);
        return Task.FromResult(new ListStackResourcesResponse { StackResourceSummaries = page, NextToken = next });
    }

    /// <summary>The template of the stack.</summary>
    public string? TemplateBody { get; set; }

    /// <summary>Drifts of the resources.</summary>
    public List<StackResourceDrift> Drifts { get; } = [];

    /// <summary>Statuses of the drift detection, in order; the last one stays.</summary>
    public Queue<DescribeStackDriftDetectionStatusResponse> DriftStatuses { get; } = new([new() { DetectionStatus = "DETECTION_COMPLETE" }]);

    public Task<GetTemplateResponse> GetTemplateAsync(GetTemplateRequest request, CancellationToken cancellationToken = default)
    {
        Call("GetTemplate");
        return Task.FromResult(new GetTemplateResponse { TemplateBody = TemplateBody });
    }

    public Task<DetectStackDriftResponse> DetectStackDriftAsync(DetectStackDriftRequest request, CancellationToken cancellationToken = default)
    {
        Call("DetectStackDrift");
        return Task.FromResult(new DetectStackDriftResponse { StackDriftDetectionId = "detection" });
    }

    public Task<DescribeStackDriftDetectionStatusResponse> DescribeStackDriftDetectionStatusAsync(DescribeStackDriftDetectionStatusRequest request,
        CancellationToken cancellationToken = default)
    {
        Call("DescribeStackDriftDetectionStatus");
        Assert.Equal("detection", request.StackDriftDetectionId);
        return Task.FromResult(DriftStatuses.Count > 1 ? DriftStatuses.Dequeue() : DriftStatuses.Peek());
    }

    public Task<DescribeStackResourceDriftsResponse> DescribeStackResourceDriftsAsync(DescribeStackResourceDriftsRequest request,
        CancellationToken cancellationToken = default)
    {
        Call("DescribeStackResourceDrifts");
        var (page, next) = Page(Drifts, request.NextToken);
        return Task.FromResult(new DescribeStackResourceDriftsResponse { StackResourceDrifts = page, NextToken = next });
    }

    public Task<DescribeFlowLogsResponse> DescribeFlowLogsAsync(DescribeFlowLogsRequest request, CancellationToken cancellationToken = default)
    {
        Call("DescribeFlowLogs");
        var (page, next) = Page(FlowLogs.Where(flowLog => request.Filter![0].Values!.Contains(flowLog.FlowLogId!)), request.NextToken);
        return Task.FromResult(new DescribeFlowLogsResponse { FlowLogs = page, NextToken = next });
    }

    public Task<DescribeVpcsResponse> DescribeVpcsAsync(DescribeVpcsRequest request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<DescribeSubnetsResponse> DescribeSubnetsAsync(DescribeSubnetsRequest request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<DescribeTransitGatewaysResponse> DescribeTransitGatewaysAsync(DescribeTransitGatewaysRequest request,
        CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public Task<CreateFlowLogsResponse> CreateFlowLogsAsync(CreateFlowLogsRequest request, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public Task<DescribeNetworkInterfacesResponse> DescribeNetworkInterfacesAsync(DescribeNetworkInterfacesRequest request,
        CancellationToken cancellationToken = default)
    {
        Call("DescribeNetworkInterfaces");
        var (page, next) = Page(Interfaces.Where(item => IgnoresFilters || request.Filters!.TrueForAll(filter => filter.Values!.Intersect(Of(item,
            filter.Name!)).Any())),
            request.NextToken);
        return Task.FromResult(new DescribeNetworkInterfacesResponse { NetworkInterfaces = page, NextToken = next });

        static IEnumerable<string> Of(Amazon.EC2.Model.NetworkInterface item, string name) => name switch
        {
            "vpc-id" => [item.VpcId!],
            "addresses.private-ip-address" => (item.PrivateIpAddresses ?? []).Select(address => address.PrivateIpAddress!),
            "addresses.association.public-ip" => (item.PrivateIpAddresses ?? []).Select(address => address.Association?.PublicIp).OfType<string>(),
            "ipv6-addresses.ipv6-address" => (item.Ipv6Addresses ?? []).Select(address => address.Ipv6Address!),
            _ => throw new NotSupportedException(name),
        };
    }

    public Task<DescribeAlarmHistoryResponse> DescribeAlarmHistoryAsync(DescribeAlarmHistoryRequest request, CancellationToken cancellationToken = default)
    {
        Call("DescribeAlarmHistory");
        Assert.Contains("CompositeAlarm", request.AlarmTypes!);
        var (page, next) = Page(History.Where(item => item.AlarmName == request.AlarmName && item.HistoryItemType == request.HistoryItemType),
            request.NextToken);
        return Task.FromResult(new DescribeAlarmHistoryResponse { AlarmHistoryItems = page, NextToken = next });
    }

    public Task<FilterLogEventsResponse> FilterLogEventsAsync(FilterLogEventsRequest request, CancellationToken cancellationToken = default)
    {
        Call("FilterLogEvents");
        var (page, next) = Page(Events(request), request.NextToken);
        return Task.FromResult(new FilterLogEventsResponse { Events = page, NextToken = next });
    }

    public Task<DescribeAlarmsResponse> DescribeAlarmsAsync(DescribeAlarmsRequest request, CancellationToken cancellationToken = default)
    {
        Call("DescribeAlarms");
        cancellationToken.ThrowIfCancellationRequested();
        Assert.InRange(request.AlarmNames!.Count, 1, 100);
        var all = Alarms.Where(alarm => request.AlarmNames.Contains(alarm.AlarmName!)).Cast<object>()
            .Concat(Composites.Where(alarm => request.AlarmNames.Contains(alarm.AlarmName!)));
        var (page, next) = Page(all, request.NextToken);
        return Task.FromResult(new DescribeAlarmsResponse { MetricAlarms = page?.OfType<MetricAlarm>().ToList(),
            CompositeAlarms = page?.OfType<CompositeAlarm>().ToList(), NextToken = next });
    }

    public Task<SetAlarmStateResponse> SetAlarmStateAsync(SetAlarmStateRequest request, CancellationToken cancellationToken = default)
    {
        Call($"SetAlarmState to {request.StateValue}");
        Changes.Add((request.AlarmName!, request.StateValue!.Value, request.StateReason!));
        if (Alarms.FindIndex(alarm => alarm.AlarmName == request.AlarmName) is >= 0 and var index)
        {
            // What was answered before stays as it was.
            var alarm = Alarms[index] = Copy(Alarms[index]);
            (alarm.StateValue, alarm.StateReason) = (request.StateValue, request.StateReason);
            AfterChange(alarm);
        }
        else if (Composites.Find(alarm => alarm.AlarmName == request.AlarmName) is { } composite)
        {
            (composite.StateValue, composite.StateReason) = (request.StateValue, request.StateReason);
        }

        return Task.FromResult(new SetAlarmStateResponse());
    }

    public Task<GetMetricDataResponse> GetMetricDataAsync(GetMetricDataRequest request, CancellationToken cancellationToken = default)
    {
        Call("GetMetricData");
        var points = request.MetricDataQueries!.SelectMany(query => Data
            .Where(point => point.Key.Metric == query.MetricStat!.Metric!.MetricName && point.Key.At >= request.StartTime && point.Key.At < request.EndTime)
            .Select(point => new MetricDataResult { Id = query.Id, Timestamps = [point.Key.At], Values = [point.Value], StatusCode = Status }));
        var (page, next) = Page(points, request.NextToken);
        return Task.FromResult(new GetMetricDataResponse { MetricDataResults = page, NextToken = next });
    }

    public Task<DescribeInsightRulesResponse> DescribeInsightRulesAsync(DescribeInsightRulesRequest request, CancellationToken cancellationToken = default)
    {
        Call("DescribeInsightRules");
        var (page, next) = Page(Rules, request.NextToken);
        return Task.FromResult(new DescribeInsightRulesResponse { InsightRules = page, NextToken = next });
    }

    public Task<GetDashboardResponse> GetDashboardAsync(GetDashboardRequest request, CancellationToken cancellationToken = default)
    {
        Call("GetDashboard");
        return Dashboards.TryGetValue(request.DashboardName!, out var body)
            ? Task.FromResult(new GetDashboardResponse { DashboardName = request.DashboardName, DashboardBody = body })
            : throw Error("ResourceNotFound", "Dashboard does not exist");
    }

    public Task<DescribeMetricFiltersResponse> DescribeMetricFiltersAsync(DescribeMetricFiltersRequest request, CancellationToken cancellationToken = default)
    {
        Call("DescribeMetricFilters");
        var (page, next) = Page(MetricFilters.Where(filter => filter.LogGroupName == request.LogGroupName), request.NextToken);
        return Task.FromResult(new DescribeMetricFiltersResponse { MetricFilters = page, NextToken = next });
    }

    public Task<DescribeSubscriptionFiltersResponse> DescribeSubscriptionFiltersAsync(DescribeSubscriptionFiltersRequest request,
        CancellationToken cancellationToken = default)
    {
        Call("DescribeSubscriptionFilters");
        var (page, next) = Page(SubscriptionFilters.Where(filter => filter.LogGroupName == request.LogGroupName), request.NextToken);
        return Task.FromResult(new DescribeSubscriptionFiltersResponse { SubscriptionFilters = page, NextToken = next });
    }

    public Task<ListSubscriptionsByTopicResponse> ListSubscriptionsByTopicAsync(ListSubscriptionsByTopicRequest request,
        CancellationToken cancellationToken = default)
    {
        Call("ListSubscriptionsByTopic");
        var (page, next) = Page(Subscriptions.Where(subscription => subscription.TopicArn == request.TopicArn), request.NextToken);
        return Task.FromResult(new ListSubscriptionsByTopicResponse { Subscriptions = page, NextToken = next });
    }

    public void Dispose()
    {
    }

    void Call(string operation)
    {
        Calls.Add(operation);
        if (Refused.TryGetValue(operation, out var code))
            throw Error(code, $"not authorized to perform {operation}.");
    }

    static MetricAlarm Copy(MetricAlarm alarm)
    {
        var copy = new MetricAlarm();
        foreach (var property in typeof(MetricAlarm).GetProperties())
            property.SetValue(copy, property.GetValue(alarm));
        return copy;
    }

    static AmazonServiceException Error(string code, string message) => new(message, null, ErrorType.Sender, code, "r-1", System.Net.HttpStatusCode.BadRequest);

    /// <summary>One item, and the token of the next one; null for no items, as the SDK answers.</summary>
    static (List<T>? Items, string? Next) Page<T>(IEnumerable<T> all, string? token)
    {
        var items = all.ToList();
        var at = token is null ? 0 : int.Parse(token, System.Globalization.CultureInfo.InvariantCulture);
        return at < items.Count ? ([items[at]], at + 1 < items.Count ? (at + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : null)
            : (null, null);
    }

    sealed class Bucket(Account account) : AmazonS3Client(new BasicAWSCredentials("a", "b"), Amazon.RegionEndpoint.EUWest1)
    {
        public override Task<ListObjectsV2Response> ListObjectsV2Async(ListObjectsV2Request request, CancellationToken cancellationToken = default)
        {
            account.Call("ListObjectsV2");
            var found = account.Objects.Where(item => $"{request.BucketName}/{item.Key}".StartsWith($"{request.BucketName}/{request.Prefix}",
                StringComparison.Ordinal) && string.CompareOrdinal(item.Key, request.StartAfter) > 0);
            var (page, next) = Page(found.Select(item => new S3Object { Key = item.Key, LastModified = item.At }), request.ContinuationToken);
            return Task.FromResult(new ListObjectsV2Response { S3Objects = page, NextContinuationToken = next });
        }
    }
}

using Amazon.EC2.Model;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Checks that flow logs are active, match the template, and deliver.</summary>
sealed class FlowLogChecks(Deployed deployed)
{
    const string Describe = "ec2:DescribeFlowLogs";
    const string Type = "AWS::EC2::FlowLog";
    const int DefaultInterval = 600;
    const int MostIds = 200;

    readonly Dictionary<string, FlowLog> found = new(StringComparer.Ordinal);

    /// <summary>Returns the creation time of a flow log; null if it was not found.</summary>
    internal DateTimeOffset? MadeAt(TemplateResource resource) =>
        IdOf(resource) is { } id && found.GetValueOrDefault(id)?.CreationTime is { } made ? new DateTimeOffset(made.ToUniversalTime()) : null;

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        var resources = deployed.OfType(Type);
        var ids = resources.Select(IdOf).OfType<string>().ToArray();
        try
        {
            foreach (var chunk in ids.Chunk(MostIds))
                await ReadAsync(chunk, cancellation).ConfigureAwait(false);
        }
        catch (ServiceCallException e)
        {
            return [e.ToCheck(CheckKind.FlowLog, Counted.Of(ids.Length, "flow log"))];
        }

        return [.. resources.SelectMany(ChecksOf)];
    }

    internal string? IdOf(TemplateResource resource) => deployed.Deployment.PhysicalIds.GetValueOrDefault(resource.LogicalId);

    // A filter is used because the call fails for all ids if one of them does not exist.
    async Task ReadAsync(string[] ids, CancellationToken cancellation)
    {
        var flowLogs = await ServiceCall.AllAsync<FlowLog>(Describe, async next =>
        {
            var page = await deployed.Services.Ec2.DescribeFlowLogsAsync(new DescribeFlowLogsRequest { Filter = [new Filter("flow-log-id", [.. ids])],
                NextToken = next }, cancellation).ConfigureAwait(false);
            return (page.FlowLogs, page.NextToken);
        }).ConfigureAwait(false);
        foreach (var flowLog in flowLogs)
            found[flowLog.FlowLogId!] = flowLog;
    }

    IEnumerable<Check> ChecksOf(TemplateResource resource)
    {
        if (IdOf(resource) is not { } id)
            return [Deployed.NotMade(CheckKind.FlowLog, resource)];
        var subject = $"{id} to {FlowLogDestination.Of(resource)}";
        if (!found.TryGetValue(id, out var flowLog))
            return [Deployed.Gone(CheckKind.FlowLog, resource, subject, "the flow log was deleted")];
        return [SettingsOf(resource, flowLog, subject), DeliveryOf(resource, flowLog, subject)];
    }

    static Check SettingsOf(TemplateResource resource, FlowLog flowLog, string subject)
    {
        if (flowLog.FlowLogStatus != "ACTIVE")
            return new Check(CheckKind.FlowLog, subject, CheckOutcome.Failed, $"its status is {flowLog.FlowLogStatus ?? "unknown"}",
                "Check the flow log in the VPC console") { LogicalId = resource.LogicalId };
        var differences = new Differences(CheckKind.FlowLog, subject, resource);
        differences.Text("ResourceId", flowLog.ResourceId);
        var isTransit = resource.TextOf("ResourceType")?.StartsWith("TransitGateway", StringComparison.Ordinal) == true;
        // Transit gateways have a default log format of their own, and no traffic type, for which EC2 may return ALL.
        if (!isTransit || resource.Properties.ContainsKey("LogFormat"))
            differences.Text("LogFormat", flowLog.LogFormat, FlowLogFormat.Default.ToString());
        if (!isTransit)
            differences.Text("TrafficType", flowLog.TrafficType?.Value);
        differences.Number("MaxAggregationInterval", flowLog.MaxAggregationInterval, DefaultInterval);
        differences.Text("DeliverLogsPermissionArn", flowLog.DeliverLogsPermissionArn);
        var destination = FlowLogDestination.Of(flowLog.LogDestinationType?.Value, flowLog.LogGroupName, flowLog.LogDestination);
        var expected = FlowLogDestination.Of(resource);
        differences.Text("LogDestinationType", destination.Type, FlowLogDestination.Logs);
        differences.Derived(resource.Unknown.ContainsKey("LogGroupName") ? "LogGroupName" : "LogDestination", "its destination", destination.Name,
            expected.Name);
        if (expected.Type == FlowLogDestination.Bucket)
            CompareLayout(resource, flowLog, differences);
        var check = differences.ToCheck("active, and matches the template");
        return expected.Type == FlowLogDestination.Bucket && expected == destination && IsReformatted(resource, flowLog)
            ? check with { Cure = "Set archive.generation to the next number, and add the previous format to archive.earlier. Otherwise the table reads "
            + "earlier objects in the new format" }
            : check;
    }

    // The log format has changed, but the destination is the same.
    static bool IsReformatted(TemplateResource resource, FlowLog flowLog) =>
        (resource.TextOf("LogFormat") is { } format && format != (flowLog.LogFormat ?? format))
        || ArchiveLayout.Of(resource).FileFormat is FileFormat.Parquet != (flowLog.DestinationOptions?.FileFormat?.Value == ArchiveLayout.Parquet);

    static void CompareLayout(TemplateResource resource, FlowLog flowLog, Differences differences)
    {
        var expected = ArchiveLayout.Of(resource);
        var options = flowLog.DestinationOptions;
        const string Property = "DestinationOptions";
        differences.Derived(Property, "the file format", options?.FileFormat?.Value ?? ArchiveLayout.PlainText, expected.FileFormat is FileFormat.Parquet
            ? ArchiveLayout.Parquet : ArchiveLayout.PlainText);
        differences.Derived(Property, "HiveCompatiblePartitions", Word(options?.HiveCompatiblePartitions), Word(expected.HiveCompatiblePartitions));
        differences.Derived(Property, "PerHourPartition", Word(options?.PerHourPartition), Word(expected.PerHourPartition));
    }

    static Check DeliveryOf(TemplateResource resource, FlowLog flowLog, string subject)
    {
        var check = new Check(CheckKind.Delivery, subject, CheckOutcome.Passed, "the last delivery succeeded") { LogicalId = resource.LogicalId };
        return flowLog.DeliverLogsStatus switch
        {
            "SUCCESS" => check,
            "FAILED" => check with { Outcome = CheckOutcome.Failed, Detail = $"deliveries fail: {flowLog.DeliverLogsErrorMessage ?? "EC2 returned no reason"}",
                Cure = CureOf(flowLog) },
            _ => check with { Outcome = CheckOutcome.Warning, Detail = "EC2 has not reported a delivery yet",
                Cure = "Run the check again in 15 minutes, and check that the network has traffic" },
        };
    }

    static string CureOf(FlowLog flowLog) => flowLog.DeliverLogsErrorMessage switch
    {
        "Rate limited" => "Request a higher quota of PutLogEvents, or deliver to S3",
        _ when flowLog.LogGroupName is not null =>
            "Check that the log group exists, and that the delivery role may write to it and trusts vpc-flow-logs.amazonaws.com",
        _ => "Check that the destination exists, and that its policy and its key allow delivery.logs.amazonaws.com",
    };

    static string Word(bool? flag) => flag == true ? "true" : "false";
}

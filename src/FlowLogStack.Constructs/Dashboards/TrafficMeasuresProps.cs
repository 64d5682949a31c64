using Amazon.CDK.AWS.Logs;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace FlowLogStack.Dashboards;

/// <summary>Properties for <see cref="TrafficMeasures"/>.</summary>
public sealed record TrafficMeasuresProps
{
    /// <summary>Log group that receives the records, of class STANDARD. Required.</summary>
    public required ILogGroup LogGroup { get; init; }

    /// <summary>Log format of its records. Default: AWS's default format.</summary>
    public FlowLogFormat Format { get; init; } = FlowLogFormat.Default;

    /// <summary>Namespace of the metrics. Default: <c>vpcflowlogs</c>.</summary>
    public string MetricNamespace { get; init; } = DetectionAlarm.DefaultMetricNamespace;

    /// <summary>Prefix of the names of metrics and metric filters; empty for no prefix. Default: null (the stack's name and the construct's path).</summary>
    public string? MetricNamePrefix { get; init; }

    /// <summary>Internal address ranges of the monitored network. Default: the private ranges.</summary>
    public MonitoredNetwork Network { get; init; } = MonitoredNetwork.Default;
}

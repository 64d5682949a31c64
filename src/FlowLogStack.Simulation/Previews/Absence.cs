namespace FlowLogStack.Simulation;

/// <summary>The reasons why flow logs don't contain a metric, as text.</summary>
static class Absence
{
    internal static string Of(MetricIdentity metric, string reason) => metric.Namespace switch
    {
        "AWS/Lambda" => $"{metric.Name} comes from AWS Lambda, about invocations that a preview does not make",
        "AWS/Events" => $"{metric.Name} comes from EventBridge, about changes that flow logs do not record",
        "AWS/Logs" when metric.Name is not ("IncomingBytes" or "IncomingLogEvents") => $"{metric.Name} comes from CloudWatch Logs, about deliveries that a "
            + $"preview does not make",
        _ when metric.Namespace.StartsWith("AWS/", StringComparison.Ordinal)
            && metric.Namespace != "AWS/Logs" => $"{metric.Namespace} / {metric.Name} comes from the service itself, and flow logs do not record it",
        _ => reason,
    };
}

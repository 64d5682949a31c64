namespace FlowLogStack.Records;

/// <summary>The detections that come with the toolkit.</summary>
public static class Detections
{
    /// <summary>Connections to TCP port 22 that a security group or network ACL turned away.</summary>
    public static Detection SshRejects { get; } = new()
    {
        Id = "SshRejects",
        Title = "SSH rejects",
        FilterName = "dest-port-22-rejects",
        MetricName = "SSH Rejects",
        Meaning = "Connections to SSH (TCP port 22) were rejected by a security group or network ACL.",
        Response = "Look up the sources in the saved query 'Top 20 source addresses with the most rejected requests'. From the internet it is a scan and the rule works; from inside, a rule is missing or a host is compromised.",
        Conditions = [FlowField.DstPort.Is(22), FlowField.Protocol.Is(6), FlowField.Action.Is("REJECT")],
    };

    /// <summary>All of them, in the order people meet them.</summary>
    public static IReadOnlyList<Detection> All { get; } = [SshRejects];
}

namespace FlowLogStack.Simulation;

/// <summary>A change of the network, from an event of CloudTrail.</summary>
sealed record NetworkChange
{
    /// <summary>Time of the call.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The caller: a user, or a session with its role.</summary>
    public required string Actor { get; init; }

    /// <summary>Name of the call, such as <c>RevokeSecurityGroupIngress</c>.</summary>
    public required string Call { get; init; }

    /// <summary>The change in words: <c>revoked ingress tcp/443 from 0.0.0.0/0 of sg-1</c>.</summary>
    public required string Text { get; init; }

    /// <summary>Ids of security groups, network ACLs, interfaces, instances and subnets that it names.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Protocols and ports that it names; empty for all traffic.</summary>
    internal IReadOnlyList<ChangedPorts> Ports { get; init; } = [];
}

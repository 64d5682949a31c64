using System.Net;

namespace FlowLogStack.Verification;

/// <summary>Options of a rehearsal.</summary>
public sealed record RehearsalOptions
{
    /// <summary>Address of the target, as this machine reaches it.</summary>
    public required IPAddress Target { get; init; }

    /// <summary>TCP port of the target, 1 to 65535. Default: 22.</summary>
    public int Port { get; init; } = 22;

    /// <summary>Whether connections to the target are permitted. Default: false; <see cref="Rehearsal.RunAsync"/> fails.</summary>
    public bool HasConsent { get; init; }

    /// <summary>Number of connections, 1 to 20. Default: 1.</summary>
    public int Knocks { get; init; } = 1;

    /// <summary>Addresses of this machine in the target's records, if a NAT device changes source ports. Default: none; source ports identify the records.</summary>
    public IReadOnlyList<IPAddress> Sources { get; init; } = [];

    /// <summary>Name of the stack. Default: null, the name of the template's file.</summary>
    public string? Stack { get; init; }

    /// <summary>Values of the template's parameters. Default: the values of the stack, then the template's defaults.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Maximum time from the first connection to the message. Default: 30 minutes, twice the delivery time that AWS documents.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Time between two reads of a service. Default: 15 seconds.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Maximum time of one connection attempt. Default: 3 seconds.</summary>
    public TimeSpan KnockTimeout { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Receives a message when a step begins. Default: ignores them.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

namespace FlowLogStack.Verification;

/// <summary>How a deployment is looked at.</summary>
public sealed record VerificationOptions
{
    /// <summary>The stack. Default: the one that the template's file is named after.</summary>
    public string? Stack { get; init; }

    /// <summary>Values for the template's parameters. Default: those of the stack, then the template's defaults.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Records must have arrived this recently. Default: 30 minutes, twice what AWS names for deliveries.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether one alarm of each topic is made to notify it, and is set back. Default: no, for people would be told.</summary>
    public bool Notifies { get; init; }

    /// <summary>Is told what is about to be done to alarms, and what could not be undone. Default: nobody is.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>From when on metrics are compared. Default: from the first record.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Until when metrics are compared, exclusively. Default: until the last record.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>How long after a record's end CloudWatch Logs has it; later minutes are not compared. Default: 5 minutes.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The share by which a datapoint may differ from the backtest's, as in 0.01. Default: 0, not at all.</summary>
    public double Tolerance { get; init; }

    /// <summary>What time it is. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

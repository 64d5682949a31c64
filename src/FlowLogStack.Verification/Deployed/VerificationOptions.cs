namespace FlowLogStack.Verification;

/// <summary>Options of a verification.</summary>
public sealed record VerificationOptions
{
    /// <summary>Name of the stack. Default: null, the name of the template's file.</summary>
    public string? Stack { get; init; }

    /// <summary>Values of the template's parameters. Default: the values of the stack, then the template's defaults.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new Dictionary<string, string>();

    /// <summary>Maximum age of the last records. Default: 30 minutes, twice the delivery time that AWS documents.</summary>
    public TimeSpan Within { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>Whether one alarm of each topic is set to <c>ALARM</c> and back, which notifies the subscribers. Default: false.</summary>
    public bool Notifies { get; init; }

    /// <summary>Receives messages about changes to alarms, and about changes that could not be undone. Default: ignores them.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Start of the comparison of metrics, inclusive. Default: null, the first record.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>End of the comparison of metrics, exclusive. Default: null, the last record.</summary>
    public DateTimeOffset? To { get; init; }

    /// <summary>Maximum delay between a record's end and its arrival in CloudWatch Logs; later minutes are not compared. Default: 5 minutes.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Maximum relative difference between a datapoint and the backtest's, such as 0.01 for 1 %. Default: 0.</summary>
    public double Tolerance { get; init; }

    /// <summary>Clock. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}

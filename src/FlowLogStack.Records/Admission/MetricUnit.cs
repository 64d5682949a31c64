namespace FlowLogStack.Records;

/// <summary>The units of CloudWatch metrics.</summary>
static class MetricUnit
{
    /// <summary>All units, by CloudWatch's names.</summary>
    internal static IReadOnlyCollection<string> All { get; } =
    [
        "Seconds", "Microseconds", "Milliseconds", "Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes", "Bits", "Kilobits", "Megabits",
            "Gigabits", "Terabits",
        "Percent", "Count", "Bytes/Second", "Kilobytes/Second", "Megabytes/Second", "Gigabytes/Second", "Terabytes/Second",
        "Bits/Second", "Kilobits/Second", "Megabits/Second", "Gigabits/Second", "Terabits/Second", "Count/Second", "None",
    ];
}

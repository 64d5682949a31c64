using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The order of datapoints.</summary>
public class ScanBy : ConstantClass
{
    /// <summary>Oldest datapoint first.</summary>
    public static readonly ScanBy TimestampAscending = new("TimestampAscending");

    /// <summary>Newest datapoint first.</summary>
    public static readonly ScanBy TimestampDescending = new("TimestampDescending");

    /// <summary>Creates the value of a name.</summary>
    public ScanBy(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static ScanBy FindValue(string value) => FindValue<ScanBy>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator ScanBy?(string? value) => value is null ? null : FindValue(value);
}

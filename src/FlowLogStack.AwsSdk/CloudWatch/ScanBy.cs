using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The order of datapoints.</summary>
public class ScanBy : ConstantClass
{
    /// <summary>The oldest first.</summary>
    public static readonly ScanBy TimestampAscending = new("TimestampAscending");

    /// <summary>The newest first.</summary>
    public static readonly ScanBy TimestampDescending = new("TimestampDescending");

    /// <summary>The value of that name.</summary>
    public ScanBy(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static ScanBy FindValue(string value) => FindValue<ScanBy>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator ScanBy?(string? value) => value is null ? null : FindValue(value);
}

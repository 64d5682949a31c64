using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>The formats of objects that flow logs deliver to S3; EC2 may add others.</summary>
public class DestinationFileFormat : ConstantClass
{
    /// <summary>Apache Parquet.</summary>
    public static readonly DestinationFileFormat Parquet = new("parquet");

    /// <summary>Gzipped text.</summary>
    public static readonly DestinationFileFormat PlainText = new("plain-text");

    /// <summary>The value of that name.</summary>
    public DestinationFileFormat(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static DestinationFileFormat FindValue(string value) => FindValue<DestinationFileFormat>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator DestinationFileFormat?(string? value) => value is null ? null : FindValue(value);
}

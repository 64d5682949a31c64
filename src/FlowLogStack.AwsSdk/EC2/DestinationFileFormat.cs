using Amazon.Runtime;

namespace Amazon.EC2;

/// <summary>A format of the objects that flow logs deliver to S3; EC2 may add others.</summary>
public class DestinationFileFormat : ConstantClass
{
    /// <summary>Apache Parquet.</summary>
    public static readonly DestinationFileFormat Parquet = new("parquet");

    /// <summary>Text, compressed with gzip.</summary>
    public static readonly DestinationFileFormat PlainText = new("plain-text");

    /// <summary>Creates the value of a name.</summary>
    public DestinationFileFormat(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static DestinationFileFormat FindValue(string value) => FindValue<DestinationFileFormat>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator DestinationFileFormat?(string? value) => value is null ? null : FindValue(value);
}

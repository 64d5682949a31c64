using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>Whether all datapoints of a query are there; CloudWatch may add others.</summary>
public class StatusCode : ConstantClass
{
    /// <summary>All are.</summary>
    public static readonly StatusCode Complete = new("Complete");

    /// <summary>The caller may not read them.</summary>
    public static readonly StatusCode Forbidden = new("Forbidden");

    /// <summary>CloudWatch failed.</summary>
    public static readonly StatusCode InternalError = new("InternalError");

    /// <summary>More are to come: read the next page.</summary>
    public static readonly StatusCode PartialData = new("PartialData");

    /// <summary>The value of that name.</summary>
    public StatusCode(string value)
        : base(value)
    {
    }

    /// <summary>The value of that name, one of those above if it is one of them.</summary>
    public static StatusCode FindValue(string value) => FindValue<StatusCode>(value);

    /// <summary>The value of that name; null for null.</summary>
    public static implicit operator StatusCode?(string? value) => value is null ? null : FindValue(value);
}

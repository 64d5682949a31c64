using Amazon.Runtime;

namespace Amazon.CloudWatch;

/// <summary>The completeness of a query's datapoints; CloudWatch may add others.</summary>
public class StatusCode : ConstantClass
{
    /// <summary>All datapoints are returned.</summary>
    public static readonly StatusCode Complete = new("Complete");

    /// <summary>The caller is not allowed to read the datapoints.</summary>
    public static readonly StatusCode Forbidden = new("Forbidden");

    /// <summary>CloudWatch failed to read the datapoints.</summary>
    public static readonly StatusCode InternalError = new("InternalError");

    /// <summary>The next page contains more datapoints.</summary>
    public static readonly StatusCode PartialData = new("PartialData");

    /// <summary>Creates the value of a name.</summary>
    public StatusCode(string value)
        : base(value)
    {
    }

    /// <summary>Returns the value of a name: the instance above if there is one, otherwise a new one.</summary>
    public static StatusCode FindValue(string value) => FindValue<StatusCode>(value);

    /// <summary>Returns the value of a name; null for null.</summary>
    public static implicit operator StatusCode?(string? value) => value is null ? null : FindValue(value);
}

namespace FlowLogStack.Records;

/// <summary>The status of a record, which states whether it describes traffic: the value of <c>log-status</c>.</summary>
public enum LogStatus
{
    /// <summary><c>-</c>; AWS does not document records without a status.</summary>
    Absent,

    /// <summary><c>OK</c>: the record describes traffic.</summary>
    Ok,

    /// <summary><c>NODATA</c>: the interval had no traffic.</summary>
    NoData,

    /// <summary><c>SKIPDATA</c>: records of the interval were skipped.</summary>
    SkipData,
}

namespace FlowLogStack.Processing;

/// <summary>How a record is written for a destination.</summary>
enum RecordEncoding
{
    /// <summary>The line in an object after its event's time: Sumo Logic's <c>Others</c>.</summary>
    Others,

    /// <summary>The line as it came: Sumo Logic's <c>VPC-RAW</c>.</summary>
    VpcRaw,

    /// <summary>The line in an object, with what is known of its interface: Sumo Logic's <c>VPC-JSON</c>.</summary>
    VpcJson,

    /// <summary>Every field under AWS's name, numbers as JSON numbers and <c>-</c> as null.</summary>
    Fields,
}

namespace FlowLogStack.Records;

/// <summary>The output format of a record that a processor forwards.</summary>
public enum RecordEncoding
{
    /// <summary>One JSON object for each record, with AWS's field names as keys and numbers as numbers.</summary>
    Fields,

    /// <summary>The Sumo Logic forwarder's <c>VPC-JSON</c>: the line, with its origin, as JSON.</summary>
    VpcJson,

    /// <summary>The Sumo Logic forwarder's <c>VPC-RAW</c>: the line as it is. Not JSON, so not for destination buckets.</summary>
    VpcRaw,

    /// <summary>The Sumo Logic forwarder's <c>Others</c>: the line as JSON, after the time of its event. It is never enriched.</summary>
    Others,

    /// <summary>
    /// Coralogix's <c>/logs/v1/singles</c>: a JSON array of at most 2 MB whose elements have an application name, a subsystem name, the time and the JSON
    /// object of the fields as the text. For HTTPS endpoints only.
    /// </summary>
    Coralogix,
}

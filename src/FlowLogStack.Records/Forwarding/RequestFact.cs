namespace FlowLogStack.Records;

/// <summary>A value that a header of a request can carry.</summary>
enum RequestFact
{
    /// <summary>The log stream or the object key. Override: <c>SOURCE_NAME_OVERRIDE</c>.</summary>
    Name,

    /// <summary>The log group or the bucket. Override: <c>SOURCE_HOST_OVERRIDE</c>.</summary>
    Host,

    /// <summary>The source category, empty unless <c>SOURCE_CATEGORY_OVERRIDE</c> sets it.</summary>
    Category,

    /// <summary>Custom fields, empty unless <c>SOURCE_FIELDS_OVERRIDE</c> sets them.</summary>
    Fields,

    /// <summary>The client's name, from <c>SUMO_CLIENT_HEADER</c>.</summary>
    Client,
}

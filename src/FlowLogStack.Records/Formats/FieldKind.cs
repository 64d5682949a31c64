namespace FlowLogStack.Records;

/// <summary>The meaning of a field's value, from which the types of all generated artifacts follow.</summary>
public enum FieldKind
{
    /// <summary>An opaque string, such as an id, a name or one of a set of words (<c>ACCEPT</c>).</summary>
    Text,

    /// <summary>A string with any UTF-8 text, percent-encoded (RFC 3986) so that it contains no spaces: the values of tags.</summary>
    EncodedText,

    /// <summary>An IPv4 or IPv6 address in its text form.</summary>
    Address,

    /// <summary>A small whole number or code; <c>INT_32</c> in Parquet objects.</summary>
    Number,

    /// <summary>A whole number that only ever grows within a record, such as bytes; <c>INT_64</c> in Parquet objects.</summary>
    Counter,

    /// <summary>A moment in whole seconds since 1970-01-01T00:00:00Z; <c>INT_64</c> in Parquet objects.</summary>
    Instant,
}

namespace FlowLogStack.Records;

/// <summary>Why a line is not a record.</summary>
public enum RejectionReason
{
    /// <summary>The line is a record.</summary>
    None,

    /// <summary>The line has no bytes.</summary>
    EmptyLine,

    /// <summary>Fewer fields than the format names.</summary>
    TooFewFields,

    /// <summary>More fields than the format names.</summary>
    TooManyFields,

    /// <summary>Two spaces in a row, or a space at either end: a field without text, where AWS writes <c>-</c>.</summary>
    EmptyField,

    /// <summary>A number, counter or instant that is not plain decimal digits within its range.</summary>
    BadNumber,

    /// <summary>An address that is neither IPv4 nor IPv6.</summary>
    BadAddress,

    /// <summary>Bytes that are not UTF-8.</summary>
    BadUtf8,

    /// <summary>A tab, a NUL or another control character, which no record holds.</summary>
    ControlCharacter,

    /// <summary>The line is longer than the reader's limit.</summary>
    LineTooLong,

    /// <summary>A JSON line without a <c>message</c> string.</summary>
    BadEnvelope,

    /// <summary>A header line that no format can have, or a line that follows one.</summary>
    BadHeader,
}

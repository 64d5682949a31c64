namespace FlowLogStack.Records;

/// <summary>The reasons why a line is malformed.</summary>
public enum RejectionReason
{
    /// <summary>The line is a record.</summary>
    None,

    /// <summary>The line has no bytes.</summary>
    EmptyLine,

    /// <summary>The line has fewer fields than the log format.</summary>
    TooFewFields,

    /// <summary>The line has more fields than the log format.</summary>
    TooManyFields,

    /// <summary>A field is empty, because of two spaces in a row or a space at either end; AWS writes <c>-</c> for absent values.</summary>
    EmptyField,

    /// <summary>A number, counter or instant is not decimal digits within its range.</summary>
    BadNumber,

    /// <summary>An address is neither IPv4 nor IPv6.</summary>
    BadAddress,

    /// <summary>The line is not valid UTF-8.</summary>
    BadUtf8,

    /// <summary>The line has a tab, a NUL or another control character, which records never contain.</summary>
    ControlCharacter,

    /// <summary>The line exceeds the reader's maximum length.</summary>
    LineTooLong,

    /// <summary>A JSON line has no <c>message</c> string.</summary>
    BadEnvelope,

    /// <summary>A header line has fields that no log format can have, or the line follows such a header.</summary>
    BadHeader,
}

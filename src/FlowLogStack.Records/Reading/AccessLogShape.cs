namespace FlowLogStack.Records;

/// <summary>The written form of a value in an S3 server access log, which determines where it ends in its line.</summary>
public enum AccessLogShape
{
    /// <summary>Text without a space; <c>-</c> if the value is absent.</summary>
    Word,

    /// <summary>A time in brackets, such as <c>[06/Feb/2019:00:00:38 +0000]</c>.</summary>
    Time,

    /// <summary>An HTTP status of three digits; <c>-</c> if the value is absent.</summary>
    Status,

    /// <summary>A number of digits; <c>-</c> if the value is absent.</summary>
    Number,

    /// <summary>Text in quotes, within which S3 does not escape quotes; <c>-</c> if the value is absent.</summary>
    Quoted,
}

namespace FlowLogStack.Records;

/// <summary>A text of which rows may be known.</summary>
interface IRowSource
{
    /// <summary>The rows; null if none are known. Complete when the first bytes were read.</summary>
    KnownRows? Rows { get; }
}

namespace FlowLogStack.Processing;

/// <summary>What a JSON object among lines is.</summary>
enum ItemKind
{
    /// <summary>None of the others, or not JSON.</summary>
    Other,

    /// <summary>A line in <c>{"message":"…"}</c>.</summary>
    Message,

    /// <summary>A document of CloudWatch Logs.</summary>
    Envelope,

    /// <summary>The part of it that is there leaves that open.</summary>
    Unfinished,
}

namespace FlowLogStack.Processing;

/// <summary>The kind of a JSON object among lines.</summary>
enum ItemKind
{
    /// <summary>Another object, or text that is not JSON.</summary>
    Other,

    /// <summary>A line in <c>{"message":"…"}</c>.</summary>
    Message,

    /// <summary>A document of CloudWatch Logs.</summary>
    Envelope,

    /// <summary>An object that the text cuts off before its kind is certain.</summary>
    Unfinished,
}

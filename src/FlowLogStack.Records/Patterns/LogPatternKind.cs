namespace FlowLogStack.Records;

/// <summary>The three grammars of filter patterns, which the first character distinguishes.</summary>
public enum LogPatternKind
{
    /// <summary>Words, phrases and regular expressions that an event contains or lacks: <c>ERROR -"timed out"</c>. Also the empty pattern.</summary>
    Terms,

    /// <summary>The fields of an event between spaces: <c>[ip, ..., status=4*, bytes]</c>.</summary>
    SpaceDelimited,

    /// <summary>The properties of an event that is a JSON object: <c>{ $.level = "ERROR" }</c>.</summary>
    Json,
}

namespace FlowLogStack.Records;

/// <summary>A part of a text.</summary>
/// <param name="Start">Position in the text.</param>
/// <param name="Length">Length in bytes.</param>
readonly record struct TextPart(int Start, int Length);

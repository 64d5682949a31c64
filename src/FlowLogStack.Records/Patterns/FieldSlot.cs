namespace FlowLogStack.Records;

/// <summary>A place of a space-delimited pattern: a field's name and a test of its value, both optional.</summary>
readonly record struct FieldSlot(string? Name, ValueTest? Test, bool IsEllipsis = false)
{
    internal static FieldSlot Ellipsis => new(null, null, IsEllipsis: true);
}

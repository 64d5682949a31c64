namespace FlowLogStack.Records;

/// <summary>One place of a space-delimited pattern: a field's name and what its value must fulfil, both optional.</summary>
readonly record struct FieldSlot(string? Name, ValueTest? Test, bool IsEllipsis = false)
{
    internal static FieldSlot Ellipsis => new(null, null, IsEllipsis: true);
}

namespace FlowLogStack.Records;

/// <summary>A value that a pattern extracts from an event.</summary>
public readonly ref struct ExtractedValue
{
    internal ExtractedValue(string name, ReadOnlySpan<byte> text)
    {
        Name = name;
        Text = text;
    }

    /// <summary>Name of the field in the pattern with <c>$</c>, such as <c>$bytes</c>; for an unnamed field its place from 1, such as <c>$3</c>.</summary>
    public string Name { get; }

    /// <summary>Value in UTF-8, without its quotes or brackets.</summary>
    public ReadOnlySpan<byte> Text { get; }
}

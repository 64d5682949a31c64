namespace FlowLogStack.Records;

/// <summary>A value that a pattern takes from an event.</summary>
public readonly ref struct ExtractedValue
{
    internal ExtractedValue(string name, ReadOnlySpan<byte> text)
    {
        Name = name;
        Text = text;
    }

    /// <summary>The field's name in the pattern with <c>$</c>, or for a field without one its place from 1: <c>$bytes</c>, <c>$3</c>.</summary>
    public string Name { get; }

    /// <summary>The value in UTF-8, without quotes or brackets around it.</summary>
    public ReadOnlySpan<byte> Text { get; }
}

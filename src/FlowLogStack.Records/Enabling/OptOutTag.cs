namespace FlowLogStack.Records;

/// <summary>A tag that excludes a resource from flow logs: the enabler creates none for it, and `coverage` expects none.</summary>
/// <param name="Key">Key of the tag.</param>
/// <param name="Value">Value of the tag.</param>
public sealed record OptOutTag(string Key, string Value)
{
    const int LongestKey = 128;
    const int LongestValue = 256;

    /// <summary>The tag <c>FlowLogs=off</c>.</summary>
    public static OptOutTag Default { get; } = new("FlowLogs", "off");

    /// <summary>Reads a tag, such as <c>FlowLogs=off</c>.</summary>
    /// <param name="text">Key, equals sign and value.</param>
    /// <exception cref="FormatException">The text is not the tag of an AWS resource.</exception>
    public static OptOutTag Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals is > 0 and <= LongestKey && text.Length - equals - 1 <= LongestValue && !text.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)
            ? new OptOutTag(text[..equals], text[(equals + 1)..])
            : throw new FormatException($"'{text}' is not a tag. Use a key of 1 to {LongestKey} characters without the prefix aws:, an equals sign and a value "
                + $"of up to {LongestValue} characters, as in {Default}.");
    }

    /// <summary>Returns whether tags contain the tag. Keys and values are case-sensitive, as in AWS.</summary>
    /// <param name="tags">Keys and values.</param>
    public bool IsIn(IEnumerable<KeyValuePair<string, string>> tags)
    {
        ArgumentNullException.ThrowIfNull(tags);
        return tags.Any(tag => tag.Key == Key && tag.Value == Value);
    }

    /// <summary>Returns the tag as <see cref="Parse"/> reads it.</summary>
    public override string ToString() => $"{Key}={Value}";
}

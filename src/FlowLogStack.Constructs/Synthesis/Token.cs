using System.Collections.Concurrent;

namespace FlowLogStack;

/// <summary>CDK's <c>Token.IsUnresolved</c>, which is called only for values that can contain a token.</summary>
/// <remarks>Each call to CDK is a message to another process and an answer. A stack with all detections and dashboards had a thousand of these calls.</remarks>
static class Token
{
    // Every token in a text is encoded as ${Token[…]}.
    const string Marker = "${";
    const int LongestName = 512;

    // Names are compared and displayed many times. Whether a text has a token never changes.
    static readonly ConcurrentDictionary<string, bool> Names = new(StringComparer.Ordinal);

    /// <summary>Returns whether a text is or contains a token.</summary>
    /// <param name="text">The text, such as the name of a log group.</param>
    public static bool IsUnresolved(string? text)
    {
        if (text is null || !text.Contains(Marker, StringComparison.Ordinal))
            return false;
        return text.Length <= LongestName ? Names.GetOrAdd(text, Amazon.CDK.Token.IsUnresolved) : Amazon.CDK.Token.IsUnresolved(text);
    }
}

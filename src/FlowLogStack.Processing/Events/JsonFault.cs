using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlowLogStack.Processing;

/// <summary>The reason why a text is not valid JSON, in words for a reader of messages.</summary>
static partial class JsonFault
{
    /// <summary>Returns the line and column, both counted from 1, and the reason.</summary>
    /// <param name="fault">The error of the parser, which counts from 0.</param>
    internal static string Of(JsonException fault) => fault.LineNumber is { } line
        ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {fault.BytePositionInLine + 1}: {ReasonOf(fault)}") : ReasonOf(fault);

    /// <summary>Returns the reason alone, with a period at its end.</summary>
    /// <param name="fault">The error of the parser.</param>
    internal static string ReasonOf(JsonException fault) =>
        fault.Message.Contains("open JSON object or array", StringComparison.Ordinal) ? "an object or a list is not closed."
        : Place().Split(fault.Message, 2)[0].TrimEnd('.') + ".";

    [GeneratedRegex(@" (?=Path: |LineNumber: )")]
    private static partial Regex Place();
}

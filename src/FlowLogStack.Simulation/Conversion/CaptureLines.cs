using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>The lines of one connection log, read one by one.</summary>
abstract class CaptureLines
{
    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its ending, not empty.</param>
    /// <param name="connection">The connection, where there is one.</param>
    /// <param name="problem">What is wrong with a malformed line, and the fix.</param>
    /// <exception cref="FormatException">No line of this log can be read; the message has the reason and the fix.</exception>
    internal abstract CaptureLine Read(string line, out CapturedConnection connection, out string problem);

    internal static CaptureLines Of(CaptureKind kind) => kind switch
    {
        CaptureKind.Zeek => new ZeekLines(),
        CaptureKind.Suricata => new SuricataLines(),
        CaptureKind.NetFlow => new NetFlowLines(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Not a kind of connection log."),
    };

    /// <summary>States what is wrong with a line.</summary>
    protected static CaptureLine Malformed(string what, out string problem)
    {
        problem = what;
        return CaptureLine.Malformed;
    }

    /// <summary>Parses a line as JSON; null for other text.</summary>
    protected static JsonDocument? ParseJson(string line, out string problem)
    {
        try
        {
            problem = "";
            return JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            problem = $"it is not valid JSON ({e.Message.Split('.')[0]}). Use one object a line.";
            return null;
        }
    }

    /// <summary>Returns the first label that is not a placeholder; null if there isn't one or it names ordinary traffic.</summary>
    internal static string? Labelled(params ReadOnlySpan<string?> labels)
    {
        foreach (var text in labels)
        {
            var label = text?.Trim() ?? "";
            if (label.Length > 0 && label is not ("-" or "0" or "false" or "F" or "(empty)" or "unknown"))
            {
                return label.StartsWith("benign", StringComparison.OrdinalIgnoreCase) || label.StartsWith("normal", StringComparison.OrdinalIgnoreCase) || label.StartsWith("background", StringComparison.OrdinalIgnoreCase)
                    ? null
                    : label;
            }
        }

        return null;
    }
}

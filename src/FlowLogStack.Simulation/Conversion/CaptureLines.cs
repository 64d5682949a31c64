using System.Globalization;
using System.Text.Json;
using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The lines of one connection log, read one by one.</summary>
abstract class CaptureLines
{
    const long LongestConnection = 31L * 24 * 60 * 60 * 1000;

    /// <summary>Reads a log, gzip or not.</summary>
    /// <param name="kind">Kind of the log.</param>
    /// <param name="input">The log; not disposed.</param>
    /// <param name="name">Name of the log in messages.</param>
    /// <param name="take">Receives each connection.</param>
    /// <param name="malformed">Receives the number of each malformed line and what is wrong with it; null for nothing.</param>
    /// <exception cref="UnreadableObjectException">The log is damaged or of another kind.</exception>
    internal static void ReadAll(CaptureKind kind, Stream input, string name, Action<CapturedConnection> take, Action<long, string>? malformed)
    {
        using var bytes = new ObjectBytes(input, name);
        var reader = new CaptureLineReader(bytes);
        var lines = Of(kind);
        while (reader.Read() is { } line)
        {
            var problem = "it is longer than 1 MiB. Write one connection a line.";
            var connection = default(CapturedConnection);
            var read = reader.IsTooLong ? CaptureLine.Malformed : lines.Parse(line, name, reader.Number, out connection, out problem);
            if (read is CaptureLine.Connection && (connection.End - connection.Start > LongestConnection || connection.End / 1000 > FlowRecord.LastSecond))
                (read, problem) = (CaptureLine.Malformed, "its connection lasts longer than 31 days. Correct its times.");
            if (read is CaptureLine.Malformed)
                malformed?.Invoke(reader.Number, problem);
            else if (read is CaptureLine.Connection)
                take(connection);
        }
    }

    CaptureLine Parse(string line, string name, long number, out CapturedConnection connection, out string problem)
    {
        (connection, problem) = (default, "");
        if (string.IsNullOrWhiteSpace(line))
            return CaptureLine.Other;
        try
        {
            return Read(line, out connection, out problem);
        }
        catch (FormatException e)
        {
            throw new UnreadableObjectException(name, string.Create(CultureInfo.InvariantCulture, $"{name}:{number}: {e.Message}"), e);
        }
    }

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
            problem = $"it is not valid JSON ({JsonFault.ReasonOf(e).TrimEnd('.')}). Use one object a line.";
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
                return label.StartsWith("benign", StringComparison.OrdinalIgnoreCase) || label.StartsWith("normal", StringComparison.OrdinalIgnoreCase)
                    || label.StartsWith("background", StringComparison.OrdinalIgnoreCase)
                    ? null
                    : label;
            }
        }

        return null;
    }
}

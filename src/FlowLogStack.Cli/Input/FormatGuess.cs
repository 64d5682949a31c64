using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>Proposes a log format for lines that don't match the one in use.</summary>
sealed class FormatGuess
{
    const int LinesTried = 20;

    readonly Dictionary<string, int> fits = [];
    int? fields;
    bool isMixed;
    long tried;
    long records;

    /// <summary>Counts a record that was read.</summary>
    internal void TakeRecord() => records++;

    /// <summary>Evaluates the reader's current line, which is malformed.</summary>
    internal void TakeRejected(FlowLogObjectReader reader)
    {
        if (tried >= LinesTried
            || reader.Rejection.Reason is not (RejectionReason.TooFewFields or RejectionReason.TooManyFields or RejectionReason.BadNumber
                or RejectionReason.BadAddress))
            return;
        tried++;
        var count = reader.Line.Count((byte)' ') + 1;
        isMixed |= fields is { } before && before != count;
        fields = count;
        foreach (var (name, format) in FlowLogFormat.Presets)
        {
            // Several presets have the same number of fields. Values that are valid for only one field decide.
            if (format.Fields.Length == count && new FlowLogReader(format).TryRead(reader.Line, out var record, out _) && Fits(record))
                fits[name] = fits.GetValueOrDefault(name) + 1;
        }
    }

    /// <summary>Returns a message that proposes a log format if no line could be read; otherwise null.</summary>
    /// <param name="isGiven">Whether <c>--format</c> is on the command line.</param>
    internal string? Hint(bool isGiven)
    {
        if (records > 0 || tried == 0)
            return null;
        if (fits.Where(fit => fit.Value == tried).Select(fit => fit.Key).FirstOrDefault() is { } preset)
            return $"flowlogs: the lines have the fields of the preset '{preset}'. Use --format {preset}.";
        return isMixed || isGiven ? null
            : string.Create(CultureInfo.InvariantCulture, $"flowlogs: every line has {fields} {(fields == 1 ? "field" : "fields")}, and none has a header "
            + $"line above it. If they are flow logs, use --format with the names of their fields in order.");
    }

    static bool Fits(FlowRecord record) =>
        IsAmong(record, FlowField.Action, "ACCEPT", "REJECT") && IsAmong(record, FlowField.LogStatus, "OK", "NODATA", "SKIPDATA");

    static bool IsAmong(FlowRecord record, FlowField field, params string[] words)
    {
        var text = System.Text.Encoding.UTF8.GetString(record[field]);
        return text is "" or "-" || words.Contains(text);
    }
}

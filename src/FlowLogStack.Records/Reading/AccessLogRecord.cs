using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>A record of an S3 server access log.</summary>
public sealed class AccessLogRecord
{
    /// <summary>Format of a record's time, in .NET's notation.</summary>
    public const string TimeFormat = "dd/MMM/yyyy:HH:mm:ss zzz";

    static readonly Lazy<Regex> Line = new(() => new Regex(AccessLogFormat.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant));

    static readonly int TimeIndex = IndexOf("requestdatetime");

    readonly string?[] values;

    AccessLogRecord(string?[] values, DateTimeOffset time)
    {
        this.values = values;
        Time = time;
    }

    /// <summary>Time at which S3 received the request.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>Returns the value of a column as its table contains it: <c>-</c> for an absent one, and null for a field that the line does not have.</summary>
    /// <param name="column">Name of the column.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public string? this[string column] => values[IndexOf(column)];

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line, without its ending.</param>
    /// <param name="record">The record; null if the line is not one.</param>
    /// <returns>Whether the line is a record.</returns>
    public static bool TryParse(string line, out AccessLogRecord? record)
    {
        ArgumentNullException.ThrowIfNull(line);
        record = null;
        // The expression is costly, and most other text does not have the bracket.
        if (!line.Contains('[', StringComparison.Ordinal) || Line.Value.Match(line) is not { Success: true } match)
            return false;
        var values = new string?[AccessLogFormat.Fields.Length];
        for (var i = 0; i < values.Length; i++)
            values[i] = match.Groups[i + 1] is { Success: true } group ? group.Value : null;
        if (!DateTimeOffset.TryParseExact(WithColon(values[TimeIndex]!), TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            return false;
        record = new AccessLogRecord(values, time);
        return true;
    }

    /// <summary>Returns the record as a JSON object of its columns: numbers as numbers, text without its quotes, and null for absent values.</summary>
    public string ToJson()
    {
        var output = new ArrayBufferWriter<byte>();
        WriteJson(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    internal void WriteJson(IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] is not { } value)
                continue;
            var field = AccessLogFormat.Fields[i];
            if (value is "-" or "\"-\"")
                writer.WriteNull(field.Column);
            else if (field.Shape is AccessLogShape.Status or AccessLogShape.Number
                && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                writer.WriteNumber(field.Column, number);
            else
                writer.WriteString(field.Column, field.Shape is AccessLogShape.Quoted ? value[1..^1] : value);
        }

        writer.WriteEndObject();
    }

    /// <summary>Writes the record as the row that a table contains, with <c>-</c> for absent text.</summary>
    internal void WriteRow(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        for (var i = 0; i < values.Length; i++)
        {
            var field = AccessLogFormat.Fields[i];
            if (values[i] is { } value && field.Type == "string")
                writer.WriteString(field.Column, value);
            else if (long.TryParse(values[i], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                writer.WriteNumber(field.Column, number);
        }

        writer.WriteEndObject();
    }

    static int IndexOf(string column)
    {
        for (var i = 0; i < AccessLogFormat.Fields.Length; i++)
        {
            if (AccessLogFormat.Fields[i].Column == column)
                return i;
        }

        throw new ArgumentException($"'{column}' is not a column of S3 server access logs. Use one "
            + $"of {string.Join(", ", AccessLogFormat.Fields.Select(field => field.Column))}.", nameof(column));
    }

    // S3 writes +0000.
    static string WithColon(string time) => time.Length > 2 ? time[..^2] + ":" + time[^2..] : time;
}

using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The text that CloudWatch Logs and Firehose put around a line.</summary>
static class MessageEnvelope
{
    static ReadOnlySpan<byte> Opening => "{\"message\":\""u8;

    internal static bool IsEnvelope(ReadOnlySpan<byte> line) => !line.IsEmpty && line[0] == '{';

    /// <summary>Finds the line inside <c>{"message":"…"}</c>.</summary>
    /// <param name="json">One JSON object.</param>
    /// <param name="unescaped">Buffer for a line with escapes; replaced if it is too small.</param>
    /// <param name="line">The line, within <paramref name="json"/> or <paramref name="unescaped"/>.</param>
    internal static bool TryOpen(ReadOnlySpan<byte> json, ref byte[]? unescaped, out ReadOnlySpan<byte> line)
    {
        if (json.StartsWith(Opening) && json.EndsWith("\"}"u8) && json.Length >= Opening.Length + 2)
        {
            line = json[Opening.Length..^2];
            if (line.IndexOfAny((byte)'"', (byte)'\\') < 0)
                return true;
        }

        line = default;
        try
        {
            var reader = new Utf8JsonReader(json);
            var messages = 0;
            reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isMessage = reader.ValueTextEquals("message"u8);
                messages += isMessage ? 1 : 0;
                reader.Read();
                if (isMessage && reader.TokenType is JsonTokenType.String)
                {
                    if (unescaped is null || unescaped.Length < reader.ValueSpan.Length)
                        unescaped = new byte[Math.Max(1024, reader.ValueSpan.Length)];
                    line = unescaped.AsSpan(0, reader.CopyString(unescaped));
                    isMessage = false;
                }

                reader.Skip();
            }

            // Reading to the end ensures that the whole line is JSON. Of two messages, one would be lost.
            if (messages == 1 && reader.CurrentDepth == 0 && !reader.Read() && line.Length > 0)
                return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The caller reports it like any other malformed line.
        }

        line = default;
        return false;
    }

    /// <summary>Returns the length of the JSON object at the beginning of the bytes; -1 if it does not end within them.</summary>
    internal static int LengthOf(ReadOnlySpan<byte> bytes)
    {
        var (depth, at) = (0, 0);
        while (bytes[at..].IndexOfAny((byte)'{', (byte)'}', (byte)'"') is >= 0 and var skipped)
        {
            at += skipped;
            switch (bytes[at++])
            {
                case (byte)'{':
                    depth++;
                    break;
                case (byte)'}':
                    if (--depth == 0)
                        return at;
                    break;
                default:
                    at = AfterString(bytes, at);
                    if (at < 0)
                        return -1;
                    break;
            }
        }

        return -1;
    }

    static int AfterString(ReadOnlySpan<byte> bytes, int at)
    {
        while (at < bytes.Length && bytes[at..].IndexOfAny((byte)'"', (byte)'\\') is >= 0 and var skipped)
        {
            at += skipped + 1;
            if (bytes[at - 1] == '"')
                return at;
            at++;
        }

        return -1;
    }

    /// <summary>Returns the line after a leading ISO 8601 time, such as <c>2026-11-20T21:00:00.000Z</c>; the same line without a leading time.</summary>
    internal static ReadOnlySpan<byte> WithoutTime(ReadOnlySpan<byte> line)
    {
        var end = line.IndexOf((byte)' ');
        if (end is < 19 or > 35 || line[4] != '-' || line[7] != '-' || line[10] != 'T' || line[13] != ':' || line[16] != ':')
            return line;
        foreach (var c in line[..end])
        {
            if (!char.IsAsciiDigit((char)c) && c is not ((byte)'-' or (byte)':' or (byte)'.' or (byte)'T' or (byte)'Z' or (byte)'+'))
                return line;
        }

        return line[(end + 1)..];
    }
}

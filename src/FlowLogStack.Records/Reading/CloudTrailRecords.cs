using System.Buffers;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The records of files that CloudTrail delivers (<c>{"Records":[…]}</c>) as JSON events: the time of the call, then its record.</summary>
/// <remarks>Reads one file or several that follow each other. Each record is on one line, its text unchanged.</remarks>
sealed class CloudTrailRecords(byte[] head, Stream rest) : LineSource(head, rest)
{
    const int LongestSample = 200;

    static readonly string[] Marks = ["eventID", "eventType", "eventCategory", "recipientAccountId"];

    bool isInRecords;

    /// <summary>Returns whether a text begins with a file of CloudTrail; null if the text is too short to determine it.</summary>
    /// <remarks>Notifications of S3 and events of other sources for a function also have a list of this name, but not these values.</remarks>
    internal static bool? Begins(ReadOnlySpan<byte> text)
    {
        try
        {
            var reader = new Utf8JsonReader(text, isFinalBlock: false, default);
            if (ReadHeader(ref reader) is not true and var header)
                return header;
            if (!reader.Read())
                return null;
            if (reader.TokenType is not JsonTokenType.StartObject)
                return reader.TokenType is JsonTokenType.EndArray;
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject)
                    return false;
                if (Marks.Contains(reader.GetString()))
                    return true;
                var isSource = reader.ValueTextEquals("eventSource"u8);
                if (!reader.Read())
                    return null;
                if (isSource && reader.TokenType is JsonTokenType.String && reader.GetString()!.Contains(".amazonaws.com", StringComparison.Ordinal))
                    return true;
                if (!reader.TrySkip())
                    return null;
            }

            return null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    protected override bool Advance()
    {
        while (!IsFull)
        {
            var text = Unread.TrimStart(isInRecords ? " \t\r\n,"u8 : " \t\r\n"u8);
            Use(Unread.Length - text.Length);
            if (text.IsEmpty)
            {
                if (Fetch() && (!HasEnded || !Unread.IsEmpty))
                    return true;
                if (isInRecords)
                    Reject("the file ends within its records"u8);
                isInRecords = false;
                return HasOutput;
            }

            if (!(isInRecords ? TakeRecord(text) : TakeHeader(text)))
                return true;
        }

        return true;
    }

    // Null if the text ends within the header.
    static bool? ReadHeader(ref Utf8JsonReader reader)
    {
        if (!reader.Read())
            return null;
        if (reader.TokenType is not JsonTokenType.StartObject)
            return false;
        if (!reader.Read())
            return null;
        if (reader.TokenType is not JsonTokenType.PropertyName || !reader.ValueTextEquals("Records"u8))
            return false;
        return reader.Read() ? reader.TokenType is JsonTokenType.StartArray : null;
    }

    // False if more input was fetched first.
    bool TakeHeader(ReadOnlySpan<byte> text)
    {
        // The end of the file before.
        if (text[0] == '}')
        {
            Use(1);
            return true;
        }

        try
        {
            var reader = new Utf8JsonReader(text, HasEnded, default);
            var header = ReadHeader(ref reader);
            if (header is true)
            {
                Use((int)reader.BytesConsumed);
                isInRecords = true;
                return true;
            }

            if (header is null && Fetch())
                return false;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // It is reported below.
        }

        RejectLine(text);
        return true;
    }

    bool TakeRecord(ReadOnlySpan<byte> text)
    {
        if (text[0] == ']')
        {
            Use(1);
            isInRecords = false;
            return true;
        }

        var length = text[0] == '{' ? MessageEnvelope.LengthOf(text) : -1;
        if (length < 0 && text[0] == '{' && Fetch())
            return false;
        if (length < 0)
        {
            isInRecords = false;
            RejectLine(text);
            return true;
        }

        var record = text[..length];
        WriteTime(record);
        WriteLine(record);
        Use(length);
        return true;
    }

    void WriteTime(ReadOnlySpan<byte> record)
    {
        try
        {
            var reader = new Utf8JsonReader(record);
            reader.Read();
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isTime = reader.ValueTextEquals("eventTime"u8);
                reader.Read();
                if (isTime && reader.TokenType is JsonTokenType.String && reader.TryGetDateTimeOffset(out _))
                {
                    Output.Write(reader.ValueSpan);
                    Output.Write(" "u8);
                    return;
                }

                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The reader of events reports the record.
        }
    }

    void RejectLine(ReadOnlySpan<byte> text)
    {
        Reject(text);
        var ending = Unread.IndexOf((byte)'\n');
        Use(ending < 0 ? Unread.Length : ending + 1);
        while (ending < 0 && Fetch())
        {
            ending = Unread.IndexOf((byte)'\n');
            Use(ending < 0 ? Unread.Length : ending + 1);
        }
    }

    void Reject(ReadOnlySpan<byte> text)
    {
        Output.Write([JsonEvents.Fault]);
        WriteLine(text[..Math.Min(text.Length, LongestSample)]);
    }
}

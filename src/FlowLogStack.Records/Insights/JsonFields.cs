using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The fields that Logs Insights discovers in an event of JSON: values named by the way to them.</summary>
/// <remarks>Looked for when the first of them is asked for, all those of the query at once, and once for each event.</remarks>
sealed class JsonFields
{
    /// <summary>The fields that Logs Insights takes of one event at most; which ones AWS does not say, so that the first ones are.</summary>
    internal const int Most = 200;

    readonly List<byte[]> names = [];
    InsightsValue[] values = [];
    byte[] path = new byte[256];
    long version = -1;
    int found;

    /// <summary>Looks for a field from now on.</summary>
    /// <returns>Its index.</returns>
    internal int Add(string name)
    {
        names.Add(Encoding.UTF8.GetBytes(name));
        values = new InsightsValue[names.Count];
        return names.Count - 1;
    }

    /// <summary>The value of a field; none for what is no JSON object, has no such field, or has null there.</summary>
    internal InsightsValue Of(InsightsEvent from, int index)
    {
        if (version != from.Version)
            Find(from);
        return values[index];
    }

    void Find(InsightsEvent from)
    {
        version = from.Version;
        found = 0;
        Array.Clear(values);
        // An exception for every line of a log that is no JSON would take longer than all else.
        if (from.Message.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
            return;
        try
        {
            var reader = new Utf8JsonReader(from.Message, JsonPattern.Options);
            reader.Read();
            TakeMembers(from, ref reader, 0);
            // What follows the object must be nothing, or the whole is no JSON.
            reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A string with half a surrogate pair is well-formed JSON, but no text.
            Array.Clear(values);
        }
    }

    void TakeMembers(InsightsEvent from, ref Utf8JsonReader reader, int length)
    {
        while (reader.Read() && reader.TokenType is not JsonTokenType.EndObject)
        {
            Reserve(length + reader.ValueSpan.Length + 1);
            var next = length + reader.CopyString(path.AsSpan(length));
            reader.Read();
            Take(from, ref reader, next);
        }
    }

    void TakeElements(InsightsEvent from, ref Utf8JsonReader reader, int length)
    {
        for (var index = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; index++)
        {
            Reserve(length + 11);
            index.TryFormat(path.AsSpan(length), out var written);
            Take(from, ref reader, length + written);
        }
    }

    void Take(InsightsEvent from, ref Utf8JsonReader reader, int length)
    {
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Reserve(length + 1);
            path[length] = (byte)'.';
            if (reader.TokenType is JsonTokenType.StartObject)
                TakeMembers(from, ref reader, length + 1);
            else
                TakeElements(from, ref reader, length + 1);
            return;
        }

        if (++found > Most)
            return;
        for (var i = 0; i < names.Count; i++)
        {
            // Of two values with the same name the first one stays.
            if (values[i].IsNone && path.AsSpan(0, length).SequenceEqual(names[i]))
                values[i] = Value(from, ref reader);
        }
    }

    static InsightsValue Value(InsightsEvent from, ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String when reader.ValueIsEscaped => InsightsValue.Of(reader.GetString()!),
        JsonTokenType.String => InsightsValue.Of(from.Buffer, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length),
        JsonTokenType.Number => InsightsValue.Of(from.Buffer, (int)reader.TokenStartIndex, reader.ValueSpan.Length).AsNumber(),
        JsonTokenType.True or JsonTokenType.False => InsightsValue.Of(reader.TokenType is JsonTokenType.True),
        _ => default,
    };

    void Reserve(int length)
    {
        if (length > path.Length)
            Array.Resize(ref path, Math.Max(length, path.Length * 2));
    }
}

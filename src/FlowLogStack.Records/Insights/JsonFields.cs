using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>The fields that Logs Insights discovers in a JSON event: values named by their paths.</summary>
/// <remarks>On first use, all fields of the query are read together, once for each event.</remarks>
sealed class JsonFields
{
    /// <summary>Maximum number of fields that Logs Insights discovers in an event. AWS does not document which; here they are the first.</summary>
    internal const int Most = 200;

    readonly List<byte[]> names = [];
    InsightsValue[] values = [];
    byte[] path = new byte[256];
    long version = -1;
    int found;

    /// <summary>Adds a field to read.</summary>
    /// <returns>Index of the field.</returns>
    internal int Add(string name)
    {
        names.Add(Encoding.UTF8.GetBytes(name));
        values = new InsightsValue[names.Count];
        return names.Count - 1;
    }

    /// <summary>Returns the value of a field; no value if the event is not a JSON object, lacks the field, or has null there.</summary>
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
        // An exception for every line that is not JSON would take longer than all other work.
        if (from.Message.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..])
            return;
        try
        {
            var reader = new Utf8JsonReader(from.Message, JsonPattern.Options);
            reader.Read();
            TakeMembers(from, ref reader, 0);
            // Text after the object would mean that the whole is not JSON.
            reader.Read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // A string with half of a surrogate pair is well-formed JSON, but not valid text.
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

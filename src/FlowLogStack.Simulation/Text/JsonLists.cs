using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>The writing of lists as JSON.</summary>
static class JsonLists
{
    /// <summary>Writes a list as a member.</summary>
    internal static void WriteAll<T>(Utf8JsonWriter json, string name, IReadOnlyList<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
            write(json, item);
        json.WriteEndArray();
    }

    /// <summary>Writes a list of texts as a member.</summary>
    internal static void WriteTexts(Utf8JsonWriter json, string name, IReadOnlyList<string> texts) =>
        WriteAll(json, name, texts, (writer, text) => writer.WriteStringValue(text));
}

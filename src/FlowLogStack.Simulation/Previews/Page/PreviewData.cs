using System.Text;
using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>The numbers behind the graphs of a page, as JSON for its script.</summary>
/// <remarks>Characters that could end a script element or start a tag are escaped in the JSON.</remarks>
sealed class PreviewData(TimeAxis time)
{
    const int SecondsPerMinute = 60;

    readonly List<(string Id, WidgetContent.Graph Graph)> graphs = [];

    internal void Add(string id, WidgetContent.Graph graph) => graphs.Add((id, graph));

    internal string ToJson()
    {
        using var memory = new MemoryStream();
        using (var json = new Utf8JsonWriter(memory))
        {
            json.WriteStartObject();
            json.WriteNumber("from", time.From.ToUnixTimeSeconds());
            json.WriteNumber("to", time.To.ToUnixTimeSeconds());
            json.WriteStartObject("graphs");
            foreach (var (id, graph) in graphs)
            {
                json.WriteStartArray(id);
                foreach (var line in graph.Lines)
                    Write(json, line);
                json.WriteEndArray();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(memory.GetBuffer(), 0, (int)memory.Length);
    }

    static void Write(Utf8JsonWriter json, GraphLine line)
    {
        json.WriteStartObject();
        json.WriteString("label", line.Label);
        json.WriteString("color", line.Color);
        json.WriteNumber("start", line.Start * SecondsPerMinute);
        json.WriteNumber("step", line.Step * SecondsPerMinute);
        json.WriteStartArray("values");
        foreach (var value in line.Values)
        {
            if (value is { } number && double.IsFinite(number))
                json.WriteNumberValue(number);
            else
                json.WriteNullValue();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

using System.Text;
using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>Reads changes of the network from events of CloudTrail.</summary>
/// <remarks>
/// Forms: files that CloudTrail delivers (<c>Records</c>), answers of <c>aws cloudtrail lookup-events</c> and <c>aws logs filter-log-events</c>,
/// events of EventBridge, and lines of JSON with or without a time before the object. Calls that read or failed are left out.
/// </remarks>
static class ChangeLogReader
{
    const int MostNested = 4;

    /// <summary>Reads changes, in the order of their times.</summary>
    /// <param name="text">The text.</param>
    /// <param name="malformed">Receives the number of each line that isn't JSON, and the reason. Default: none does.</param>
    public static IReadOnlyList<NetworkChange> Read(string text, Action<long, string>? malformed = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        var changes = new List<NetworkChange>();
        if (!TryReadWhole(text, changes))
        {
            changes.Clear();
            ReadLines(text, changes, malformed);
        }

        return [.. changes.OrderBy(change => change.At)];
    }

    static bool TryReadWhole(string text, List<NetworkChange> changes)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF')), new JsonReaderOptions { AllowMultipleValues = true });
            while (reader.Read())
            {
                using var value = JsonDocument.ParseValue(ref reader);
                Add(value.RootElement, changes, 0);
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    static void ReadLines(string text, List<NetworkChange> changes, Action<long, string>? malformed)
    {
        var number = 0L;
        foreach (var line in text.Split('\n'))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
                continue;
            try
            {
                // Exports of CloudWatch Logs have a time before the event.
                var start = line.IndexOf('{', StringComparison.Ordinal);
                using var value = JsonDocument.Parse(start < 0 ? line : line[start..]);
                Add(value.RootElement, changes, 0);
            }
            catch (JsonException)
            {
                malformed?.Invoke(number, "it is not an event of CloudTrail, because it has no JSON object. Use one event a line, or a file of CloudTrail.");
            }
        }
    }

    static void Add(JsonElement value, List<NetworkChange> changes, int depth)
    {
        if (depth > MostNested)
            return;
        if (value.ValueKind is JsonValueKind.Array)
        {
            foreach (var item in value.EnumerateArray())
                Add(item, changes, depth + 1);
            return;
        }

        if (value.ValueKind is not JsonValueKind.Object)
            return;
        if (value.TryGetProperty("eventName", out _))
        {
            if (ChangeEvent.Read(value) is { } change)
                changes.Add(change);
            return;
        }

        foreach (var name in new[] { "Records", "events", "Events", "logEvents", "detail" })
        {
            if (value.TryGetProperty(name, out var items) && items.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
                Add(items, changes, depth + 1);
        }

        foreach (var name in new[] { "message", "CloudTrailEvent" })
        {
            if (value.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String)
                AddText(text.GetString()!, changes, depth + 1);
        }
    }

    static void AddText(string text, List<NetworkChange> changes, int depth)
    {
        try
        {
            using var value = JsonDocument.Parse(text);
            Add(value.RootElement, changes, depth);
        }
        catch (JsonException)
        {
            // A log group may have other messages beside the events.
        }
    }
}

using System.Text;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A log event with located fields, for Contributor Insights rules.</summary>
readonly ref struct InsightEvent
{
    readonly ReadOnlySpan<byte> message;
    readonly ReadOnlySpan<int> starts;
    readonly int fields;
    readonly JsonElement json;

    /// <summary>Creates an event with fields between spaces.</summary>
    /// <param name="message">The event.</param>
    /// <param name="starts">Start positions of its fields, from <see cref="EventBounds"/>.</param>
    /// <param name="fields">Number of fields, or -1 if they must be located again.</param>
    internal InsightEvent(ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields)
    {
        this.message = message;
        this.starts = starts;
        this.fields = fields;
    }

    /// <summary>Creates a JSON event.</summary>
    internal InsightEvent(JsonElement json) => this.json = json;

    internal bool TryGet(InsightField field, out ReadOnlySpan<byte> value)
    {
        if (field.Position < 0)
            return TryGetJson(field, out value);
        value = default;
        if (fields >= 0)
        {
            if (field.Position >= fields)
                return false;
            value = message[starts[field.Position]..(starts[field.Position + 1] - 1)];
            return true;
        }

        var walk = new EventFields(message);
        for (var skipped = 0; walk.MoveNext(); skipped++)
        {
            if (skipped != field.Position)
                continue;
            value = walk.Current;
            return true;
        }

        return false;
    }

    bool TryGetJson(InsightField field, out ReadOnlySpan<byte> value)
    {
        value = default;
        var at = json;
        foreach (var name in field.Path)
        {
            if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(name, out at))
                return false;
        }

        if (at.ValueKind is not (JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
            return false;
        value = Encoding.UTF8.GetBytes(at.ToString());
        return true;
    }
}

using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>A record of CloudTrail as the row that a table contains: JSON with the names, the structure and the types of the columns.</summary>
static class CloudTrailRow
{
    static readonly (string Name, HiveType Type)[] Columns = [.. CloudTrailFormat.Columns.Select(column => (column.Name, HiveType.Parse(column.Type)))];

    /// <summary>Writes a row.</summary>
    /// <param name="record">The record.</param>
    /// <param name="writer">Receives the JSON.</param>
    internal static void Write(JsonElement record, Utf8JsonWriter writer) => WriteMembers(record, Columns, writer);

    // Hive compares names without case. Of two values with the same name, the first one stays.
    static void WriteMembers(JsonElement value, IEnumerable<(string Name, HiveType Type)> members, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        foreach (var (name, type) in members)
        {
            foreach (var property in value.EnumerateObject())
            {
                if (!property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || property.Value.ValueKind is JsonValueKind.Null)
                    continue;
                writer.WritePropertyName(name);
                WriteValue(property.Value, type, writer);
                break;
            }
        }

        writer.WriteEndObject();
    }

    static void WriteValue(JsonElement value, HiveType type, Utf8JsonWriter writer)
    {
        switch (type)
        {
            case HiveType.Struct structure when value.ValueKind is JsonValueKind.Object:
                WriteMembers(value, structure.Members, writer);
                break;
            case HiveType.List list when value.ValueKind is JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                    WriteValue(item, list.Item, writer);
                writer.WriteEndArray();
                break;
            case HiveType.Map map when value.ValueKind is JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(property.Name);
                    WriteValue(property.Value, map.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case HiveType.Text:
                writer.WriteStringValue(value.ValueKind is JsonValueKind.String ? value.GetString() : value.GetRawText());
                break;
            case HiveType.BigInt when value.ValueKind is JsonValueKind.Number:
                value.WriteTo(writer);
                break;
            default:
                writer.WriteNullValue();
                break;
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLogStack.Packing;

/// <summary>The types of a jsii package, as JSON.</summary>
static class TypeDescription
{
    // jsii reads names, kinds and types of members. These are for its compilers and for documentation.
    static readonly string[] Documentation = ["docs", "readme", "locationInModule"];

    /// <summary>Writes a description without documentation.</summary>
    /// <param name="json">The description, in UTF-8.</param>
    /// <param name="target">Stream to write to; it stays open.</param>
    public static void WriteWithoutDocumentation(ReadOnlySpan<byte> json, Stream target)
    {
        using var writer = new Utf8JsonWriter(target, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.PropertyName && Array.IndexOf(Documentation, reader.GetString()) >= 0)
                reader.Skip();
            else
                Copy(reader, writer);
        }
    }

    static void Copy(in Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                writer.WritePropertyName(reader.GetString()!);
                break;
            case JsonTokenType.String:
                writer.WriteStringValue(reader.GetString());
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan);
                break;
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>A JSON converter of header styles. A header style is its name in JSON.</summary>
sealed class HeaderStyleConverter : JsonConverter<HeaderStyle>
{
    /// <inheritdoc/>
    public override HeaderStyle Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        HeaderStyle.Find(reader.GetString() ?? "")
            ?? throw new JsonException($"'{reader.GetString()}' is not a header style. Use {string.Join(" or ", HeaderStyle.All)}.");

    /// <inheritdoc/>
    public override void Write(Utf8JsonWriter writer, HeaderStyle value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name);
}

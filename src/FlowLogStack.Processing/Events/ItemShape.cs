using System.Text.Json;

namespace FlowLogStack.Processing;

/// <summary>Determines the kind of a JSON object among lines by its members.</summary>
static class ItemShape
{
    /// <summary>Returns the kind of the object at the beginning of a text.</summary>
    /// <param name="text">The text, which begins with a brace.</param>
    /// <param name="isFinal">Whether the text is the last.</param>
    /// <param name="length">Length of the object if it ends in the text; otherwise 0.</param>
    public static ItemKind Of(ReadOnlySpan<byte> text, bool isFinal, out int length)
    {
        length = 0;
        try
        {
            var reader = new Utf8JsonReader(text, isFinal, default);
            var hasMessage = false;
            reader.Read();
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.EndObject)
                {
                    length = (int)reader.BytesConsumed;
                    return hasMessage ? ItemKind.Message : ItemKind.Other;
                }

                var (isType, isEvents) = (reader.ValueTextEquals("messageType"u8), reader.ValueTextEquals("logEvents"u8));
                var isMessage = reader.ValueTextEquals("message"u8);
                if (!reader.Read())
                    return ItemKind.Unfinished;
                if ((isType && IsType(ref reader)) || (isEvents && reader.TokenType is JsonTokenType.StartArray))
                    return hasMessage ? ItemKind.Other : ItemKind.Envelope;
                hasMessage |= isMessage && reader.TokenType is JsonTokenType.String;
                if (!reader.TrySkip())
                    return ItemKind.Unfinished;
            }

            return ItemKind.Unfinished;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return ItemKind.Other;
        }
    }

    static bool IsType(ref Utf8JsonReader reader) =>
        reader.TokenType is JsonTokenType.String && (reader.ValueTextEquals("DATA_MESSAGE"u8) || reader.ValueTextEquals("CONTROL_MESSAGE"u8));
}

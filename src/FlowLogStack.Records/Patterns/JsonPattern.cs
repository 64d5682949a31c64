using System.Text.Json;
using System.Text.Unicode;

namespace FlowLogStack.Records;

/// <summary>A pattern of conditions on the properties of a JSON event.</summary>
sealed class JsonPattern(JsonCondition condition) : PatternBody
{
    internal static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Disallow, MaxDepth = 256 };

    internal override LogPatternKind Kind => LogPatternKind.Json;

    internal override bool IsMatch(ReadOnlySpan<byte> message)
    {
        try
        {
            return IsObject(message) && condition.Holds(message);
        }
        catch (InvalidOperationException)
        {
            // A string with half of a surrogate pair is well-formed JSON, but not text that can be compared.
            return false;
        }
    }

    internal override ValueSource? FindSource(string name, out string whyNot)
    {
        try
        {
            var cursor = new PatternCursor(name);
            var selector = new JsonPatternParser(cursor).TakeSelector();
            whyNot = cursor.IsAtEnd ? selector.HasWildcard ? "a wildcard may select several values; select one" : ""
                : $"{cursor.Describe()} is not valid in a selector";
            return whyNot.Length == 0 ? new PropertySource(selector) : null;
        }
        catch (LogPatternException e)
        {
            whyNot = e.Message;
            return null;
        }
    }

    internal override string ToSql(EventColumns columns) =>
        throw new FormatException("it is a JSON pattern, but a table of records has no JSON");

    static bool IsObject(ReadOnlySpan<byte> message)
    {
        // An exception for every line that is not JSON would take longer than all other work.
        if (message.TrimStart(" \t\r\n"u8) is not [(byte)'{', ..] || !Utf8.IsValid(message))
            return false;
        try
        {
            var reader = new Utf8JsonReader(message, Options);
            while (reader.Read())
            {
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    sealed class PropertySource(JsonSelector selector) : ValueSource
    {
        internal override bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value)
        {
            var found = new Taken();
            try
            {
                selector.Any(message, found);
            }
            catch (InvalidOperationException)
            {
                // As in a comparison, half of a surrogate pair is not a value.
            }

            value = found.Value;
            return found.Value is not null;
        }

        sealed class Taken : JsonVisitor
        {
            internal byte[]? Value { get; private set; }

            internal override bool Visit(ref Utf8JsonReader reader)
            {
                if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
                    return false;
                var text = new byte[reader.ValueSpan.Length];
                Value = reader.TokenType is JsonTokenType.Number ? reader.ValueSpan.ToArray() : text[..reader.CopyString(text)];
                return true;
            }
        }
    }
}

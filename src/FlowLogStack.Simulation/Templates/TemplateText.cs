using System.Text.Json;
using FlowLogStack.Processing;

namespace FlowLogStack.Simulation;

/// <summary>The text of a template: JSON, YAML, or the output of <c>aws cloudformation get-template</c>.</summary>
static class TemplateText
{
    /// <summary>Maximum nesting depth of lists and objects.</summary>
    internal const int MostNested = 100;

    // CloudFormation's limit is 1,000,000 bytes, which escapes and indentation make longer.
    const int MostLength = 8_000_000;
    const string Body = "TemplateBody";

    /// <summary>Parses a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">Name of the template in messages.</param>
    /// <exception cref="TemplateException">The text is neither JSON nor YAML, or larger than a template can be. The message contains the line.</exception>
    internal static JsonDocument Read(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(name);
        var document = ReadAny(text, name);
        if (BodyOf(document.RootElement) is not { } body)
            return document;
        using (document)
            return ReadAny(body.ValueKind is JsonValueKind.String ? body.GetString()! : body.GetRawText(), name);
    }

    static JsonElement? BodyOf(JsonElement root) =>
        root.ValueKind is JsonValueKind.Object && !root.TryGetProperty("Resources", out _) && root.TryGetProperty(Body, out var body)
            && body.ValueKind is JsonValueKind.String or JsonValueKind.Object
            ? body
            : null;

    static JsonDocument ReadAny(string text, string name)
    {
        if (text.Length > MostLength)
            throw new TemplateException($"{name} has {text.Length} characters, and CloudFormation allows 1,000,000 bytes. Use the template itself.");
        // A byte order mark isn't part of the text.
        text = text.TrimStart('\uFEFF');
        return text.AsSpan().TrimStart() is ['{' or '[', ..] ? ReadJson(text, name) : YamlTemplate.Read(text, name);
    }

    static JsonDocument ReadJson(string json, string name)
    {
        try
        {
            var document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip,
                MaxDepth = MostNested });
            EnsureCharacters(json);
            return document;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new TemplateException($"{name}: the template has half of a surrogate pair, which is not a character: {e.Message}", e);
        }
        catch (JsonException e)
        {
            throw e.Message.Contains("maximum configured depth", StringComparison.Ordinal)
                ? TooDeep(name, (e.LineNumber ?? 0) + 1)
                : new TemplateException($"{name}: line {e.LineNumber + 1}: the template is not well-formed JSON: {JsonFault.ReasonOf(e)}", e);
        }
    }

    /// <summary>Reads all texts of a JSON document once, because text with an unpaired surrogate can't be read later.</summary>
    /// <exception cref="InvalidOperationException">A text isn't valid.</exception>
    internal static void EnsureCharacters(string json)
    {
        if (!json.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            return;
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(json),
            new JsonReaderOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = MostNested });
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName)
                reader.GetString();
        }
    }

    internal static TemplateException TooDeep(string name, long line) =>
        new($"{name}: line {line}: lists and objects are nested deeper than {MostNested} levels. Nest them less deep.");
}

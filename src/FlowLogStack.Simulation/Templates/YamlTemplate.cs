using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace FlowLogStack.Simulation;

/// <summary>Converts a template in YAML, including the short forms of intrinsic functions, to JSON.</summary>
/// <remarks>
/// Follows CloudFormation: YAML 1.1 without aliases and merges. Numbers keep their text; plain <c>yes</c>, <c>no</c>, <c>on</c> and
/// <c>off</c> are booleans.
/// </remarks>
sealed class YamlTemplate : IDisposable
{
    readonly string name;
    readonly Parser parser;
    readonly Utf8JsonWriter json;
    int depth;

    YamlTemplate(string text, string name, IBufferWriter<byte> output)
    {
        this.name = name;
        parser = new Parser(new StringReader(text));
        json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 });
    }

    /// <summary>Parses a text.</summary>
    /// <exception cref="TemplateException">
    /// The text isn't valid YAML, or uses features that CloudFormation doesn't support. The message contains the line.
    /// </exception>
    internal static JsonDocument Read(string text, string name)
    {
        var output = new ArrayBufferWriter<byte>();
        try
        {
            using var template = new YamlTemplate(text, name, output);
            template.ReadStream();
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            throw new TemplateException($"{name}: the template is neither JSON nor well-formed YAML: {e.Message}", e);
        }
        catch (YamlException e)
        {
            throw new TemplateException($"{name}: line {e.Start.Line}, column {e.Start.Column}: the template is neither JSON nor well-formed "
                + $"YAML: {e.InnerException?.Message ?? e.Message}", e);
        }

        return JsonDocument.Parse(output.WrittenMemory, new JsonDocumentOptions { MaxDepth = 1000 });
    }

    public void Dispose() => json.Dispose();

    void ReadStream()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _))
            throw new TemplateException($"{name} is empty. Use a CloudFormation template in JSON or YAML.");
        parser.Consume<DocumentStart>();
        ReadNode();
        parser.Consume<DocumentEnd>();
        if (parser.Accept<DocumentStart>(out var second))
            throw Error(second, "a second document begins: a template is one document");
    }

    // Where the service reads a name, such as that of a condition, text like 'On' is the name and not a boolean.
    void ReadNode(bool isName = false)
    {
        switch (parser.Consume<ParsingEvent>())
        {
            case AnchorAlias alias:
                throw Error(alias, $"the alias *{alias.Value} is not supported by CloudFormation; use the value instead");
            case Scalar scalar:
                InFunction(scalar, () => WriteScalar(scalar, isName));
                break;
            case SequenceStart sequence:
                InFunction(sequence, () => ReadList(beginsWithName: isName || sequence.Tag is { IsEmpty: false, Value: "!If" }));
                break;
            case MappingStart mapping:
                InFunction(mapping, ReadObject);
                break;
            case var other:
                throw Error(other, $"{other.GetType().Name} is not expected here");
        }
    }

    // !Ref and !Condition are functions of the same name; all others have the prefix Fn::.
    void InFunction(NodeEvent node, Action write)
    {
        var tag = node.Tag is { IsEmpty: false, IsNonSpecific: false } given && given.Value is ['!', _, ..] local ? local[1..] : null;
        depth++;
        if (tag is not null)
        {
            json.WriteStartObject();
            json.WritePropertyName(tag is "Ref" or "Condition" || tag.StartsWith("Fn::", StringComparison.Ordinal) ? tag : "Fn::" + tag);
        }

        if (tag == "GetAtt" && node is Scalar { Value: var path })
            WriteAttribute(path);
        else
            write();
        if (tag is not null)
            json.WriteEndObject();
        depth--;
    }

    // The logical id ends at the first dot; an attribute can contain more dots.
    void WriteAttribute(string path)
    {
        var dot = path.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0)
        {
            json.WriteStringValue(path);
            return;
        }

        json.WriteStartArray();
        json.WriteStringValue(path[..dot]);
        json.WriteStringValue(path[(dot + 1)..]);
        json.WriteEndArray();
    }

    void EnsureNotTooDeep()
    {
        if (depth > TemplateText.MostNested)
            throw TemplateText.TooDeep(name, parser.Current?.Start.Line ?? 0);
    }

    void ReadList(bool beginsWithName)
    {
        EnsureNotTooDeep();
        json.WriteStartArray();
        for (var isName = beginsWithName; !parser.TryConsume<SequenceEnd>(out _); isName = false)
            ReadNode(isName);
        json.WriteEndArray();
    }

    void ReadObject()
    {
        EnsureNotTooDeep();
        json.WriteStartObject();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (parser.Consume<ParsingEvent>() is not Scalar key)
                throw Error(parser.Current!, "a key is not text; use text as a key");
            if (key is { Value: "<<", IsKey: true, Style: ScalarStyle.Plain })
                throw Error(key, "the merge << is not supported by CloudFormation; use the values instead");
            if (!keys.Add(key.Value))
                throw Error(key, $"the key '{key.Value}' occurs twice in one object; remove one of them");
            json.WritePropertyName(key.Value);
            ReadNode(isName: key.Value is "Ref" or "Condition" or "Fn::If");
        }

        json.WriteEndObject();
    }

    void WriteScalar(Scalar scalar, bool isName)
    {
        var isPlain = !isName
            && scalar.Style is ScalarStyle.Plain
            && (scalar.Tag.IsEmpty
                || scalar.Tag.Value is "tag:yaml.org,2002:int" or "tag:yaml.org,2002:float" or "tag:yaml.org,2002:bool" or "tag:yaml.org,2002:null");
        if (!isPlain)
        {
            json.WriteStringValue(scalar.Value);
            return;
        }

        switch (scalar.Value)
        {
            case "" or "~" or "null" or "Null" or "NULL":
                json.WriteNullValue();
                break;
            case "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON":
                json.WriteBooleanValue(true);
                break;
            case "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF":
                json.WriteBooleanValue(false);
                break;
            case var number when IsNumber(number):
                json.WriteRawValue(number);
                break;
            case var text:
                json.WriteStringValue(text);
                break;
        }
    }

    // Numbers that JSON can represent; others, such as 012 and 2010-09-09, stay text.
    static bool IsNumber(string text)
    {
        if (text.Length > 64 || text[0] is not ('-' or (>= '0' and <= '9')))
            return false;
        try
        {
            var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(text));
            return reader.Read() && reader.TokenType is JsonTokenType.Number && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    TemplateException Error(ParsingEvent at, string message) => new($"{name}: line {at.Start.Line}, column {at.Start.Column}: {message}.");
}

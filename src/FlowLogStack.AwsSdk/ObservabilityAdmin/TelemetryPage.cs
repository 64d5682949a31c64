using System.Text.Json;
using Amazon.ObservabilityAdmin.Model;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.ObservabilityAdmin;

/// <summary>Common members of the requests and pages of lists of resources.</summary>
static class TelemetryPage
{
    internal static void Write(Utf8JsonWriter writer, List<string>? accounts, List<string>? types, int? most, string? token)
    {
        WriteList(writer, "AccountIdentifiers", accounts);
        WriteList(writer, "ResourceTypes", types);
        if (most is { } number)
            writer.WriteNumber("MaxResults", number);
        if (token is not null)
            writer.WriteString("NextToken", token);
    }

    internal static List<TelemetryConfiguration>? Read(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader) =>
        new JsonListUnmarshaller<TelemetryConfiguration, ResourceUnmarshaller>(new ResourceUnmarshaller()).Unmarshall(context, ref reader);

    static void WriteList(Utf8JsonWriter writer, string name, List<string>? texts)
    {
        if (texts is null)
            return;
        writer.WriteStartArray(name);
        foreach (var text in texts)
            writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    sealed class ResourceUnmarshaller : ObjectUnmarshaller<TelemetryConfiguration>
    {
        protected override void Read(TelemetryConfiguration resource, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
        {
            if (context.TestExpression("AccountIdentifier", depth, ref reader))
                resource.AccountIdentifier = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("ResourceIdentifier", depth, ref reader))
                resource.ResourceIdentifier = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("ResourceType", depth, ref reader))
                resource.ResourceType = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            else if (context.TestExpression("ResourceTags", depth, ref reader))
                resource.ResourceTags = Map(context, ref reader);
            else if (context.TestExpression("TelemetryConfigurationState", depth, ref reader))
                resource.TelemetryConfigurationState = Map(context, ref reader);
        }

        static Dictionary<string, string>? Map(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader) =>
            new JsonDictionaryUnmarshaller<string, string, StringUnmarshaller, StringUnmarshaller>(StringUnmarshaller.Instance,
                StringUnmarshaller.Instance).Unmarshall(context, ref reader);
    }
}

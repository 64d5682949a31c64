using System.Text.Json;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon;

/// <summary>An unmarshaller of one JSON object; it ignores unknown members.</summary>
abstract class ObjectUnmarshaller<T> : IJsonUnmarshaller<T, JsonUnmarshallerContext>
    where T : new()
{
    public T Unmarshall(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader)
    {
        var value = new T();
        context.Read(ref reader);
        if (context.CurrentTokenType is JsonTokenType.Null)
            return value;
        var depth = context.CurrentDepth;
        while (context.ReadAtDepth(depth, ref reader))
            Read(value, context, ref reader, depth);
        return value;
    }

    protected abstract void Read(T value, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth);
}

using System.Text.Json;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.SQS.Model;

namespace Amazon.SQS;

sealed class SendMessageOperation() : QueueOperation<SendMessageRequest, SendMessageResponse>("SendMessage")
{
    public static SendMessageOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, SendMessageRequest request)
    {
        if (request.QueueUrl is { } queue)
            writer.WriteString("QueueUrl", queue);
        if (request.MessageBody is { } body)
            writer.WriteString("MessageBody", body);
        if (request.DelaySeconds is { } delay)
            writer.WriteNumber("DelaySeconds", delay);
    }

    protected override void Read(SendMessageResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("MessageId", depth, ref reader))
            response.MessageId = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
        else if (context.TestExpression("MD5OfMessageBody", depth, ref reader))
            response.MD5OfMessageBody = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
    }
}

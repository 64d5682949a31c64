using System.Text.Json;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.SQS.Model;

namespace Amazon.SQS;

sealed class ReceiveMessageOperation() : QueueOperation<ReceiveMessageRequest, ReceiveMessageResponse>("ReceiveMessage")
{
    public static ReceiveMessageOperation Instance { get; } = new();

    protected override void Write(Utf8JsonWriter writer, ReceiveMessageRequest request)
    {
        if (request.QueueUrl is { } queue)
            writer.WriteString("QueueUrl", queue);
        if (request.MaxNumberOfMessages is { } most)
            writer.WriteNumber("MaxNumberOfMessages", most);
        if (request.VisibilityTimeout is { } hidden)
            writer.WriteNumber("VisibilityTimeout", hidden);
        if (request.WaitTimeSeconds is { } wait)
            writer.WriteNumber("WaitTimeSeconds", wait);
    }

    protected override void Read(ReceiveMessageResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
        if (context.TestExpression("Messages", depth, ref reader))
            response.Messages = new JsonListUnmarshaller<Message, MessageUnmarshaller>(new MessageUnmarshaller()).Unmarshall(context, ref reader);
    }

    sealed class MessageUnmarshaller : IJsonUnmarshaller<Message, JsonUnmarshallerContext>
    {
        public Message Unmarshall(JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader)
        {
            var message = new Message();
            context.Read(ref reader);
            if (context.CurrentTokenType is JsonTokenType.Null)
                return message;
            var depth = context.CurrentDepth;
            while (context.ReadAtDepth(depth, ref reader))
            {
                if (context.TestExpression("MessageId", depth, ref reader))
                    message.MessageId = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
                else if (context.TestExpression("ReceiptHandle", depth, ref reader))
                    message.ReceiptHandle = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
                else if (context.TestExpression("Body", depth, ref reader))
                    message.Body = StringUnmarshaller.Instance.Unmarshall(context, ref reader);
            }

            return message;
        }
    }
}

using System.Text.Json;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;
using Amazon.SQS.Model;

namespace Amazon.SQS;

sealed class DeleteMessageOperation() : QueueOperation<DeleteMessageRequest, DeleteMessageResponse>("DeleteMessage")
{
    public static DeleteMessageOperation Instance { get; } = new();

    // The body of the response is empty.
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext context) => new DeleteMessageResponse();

    protected override void Write(Utf8JsonWriter writer, DeleteMessageRequest request)
    {
        if (request.QueueUrl is { } queue)
            writer.WriteString("QueueUrl", queue);
        if (request.ReceiptHandle is { } receipt)
            writer.WriteString("ReceiptHandle", receipt);
    }

    protected override void Read(DeleteMessageResponse response, JsonUnmarshallerContext context, ref StreamingUtf8JsonReader reader, int depth)
    {
    }
}

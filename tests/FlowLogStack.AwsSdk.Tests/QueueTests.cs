using System.Security.Cryptography;
using System.Text;
using Amazon.SQS;
using Amazon.SQS.Model;
using FlowLogStack.Loopback;

namespace FlowLogStack.AwsSdk.Tests;

public sealed class QueueTests
{
    const string QueueUrl = "https://sqs.eu-west-1.amazonaws.com/111122223333/letters";

    [Fact]
    public async Task Sends_a_message()
    {
        const string Text = "a \"quoted\" é";
#pragma warning disable CA5351 // The protocol's choice, and no secret.
        var digest = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(Text)));
#pragma warning restore CA5351
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, $$"""{"MessageId":"m-1","MD5OfMessageBody":"{{digest}}"}"""));
        using var sqs = Clients.Sqs(server);

        var answer = await sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = QueueUrl, MessageBody = Text });

        Assert.Equal("m-1", answer.MessageId);
        Assert.Equal(digest, answer.MD5OfMessageBody);
        var request = Assert.Single(server.Requests);
        Assert.Equal("AmazonSQS.SendMessage", request.Headers["X-Amz-Target"]);
        Assert.Equal("application/x-amz-json-1.0", request.Headers["Content-Type"]);
        Assert.Equal($$"""{"QueueUrl":"{{QueueUrl}}","MessageBody":"a \u0022quoted\u0022 \u00E9"}""", request.Text);
        Assert.Contains("/eu-west-1/sqs/aws4_request", request.Headers["Authorization"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receives_messages()
    {
        using var server = new LoopbackServer(_ =>
            LoopbackReply.Of(200,
                """{"Messages":[{"MessageId":"m-1","ReceiptHandle":"r-1","MD5OfBody":"x","Attributes":{"SentTimestamp":"1"},"Body":"one"},"""
                    + """{"MessageId":"m-2","ReceiptHandle":"r-2","Body":"two"}]}"""));
        using var sqs = Clients.Sqs(server);

        var answer = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = QueueUrl, MaxNumberOfMessages = 10, VisibilityTimeout = 60,
            WaitTimeSeconds = 1 });

        Assert.Equal([("m-1", "r-1", "one"), ("m-2", "r-2", "two")],
            answer.Messages!.Select(message => (message.MessageId, message.ReceiptHandle, message.Body)));
        Assert.Equal($$"""{"QueueUrl":"{{QueueUrl}}","MaxNumberOfMessages":10,"VisibilityTimeout":60,"WaitTimeSeconds":1}""", Assert.Single(server.Requests)
            .Text);
    }

    [Fact]
    public async Task Receives_nothing_from_an_empty_queue()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(200, "{}"));
        using var sqs = Clients.Sqs(server);

        Assert.Null((await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = QueueUrl })).Messages);
    }

    [Fact]
    public async Task Deletes_a_message_and_takes_an_empty_answer()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Ok);
        using var sqs = Clients.Sqs(server);

        await sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = QueueUrl, ReceiptHandle = "r-1" });

        Assert.Equal($$"""{"QueueUrl":"{{QueueUrl}}","ReceiptHandle":"r-1"}""", Assert.Single(server.Requests).Text);
    }

    [Fact]
    public async Task Names_the_error_that_sqs_reports()
    {
        using var server = new LoopbackServer(_ => LoopbackReply.Of(400,
            """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"The specified queue does not exist."}""",
            ("Content-Type", "application/x-amz-json-1.0")));
        using var sqs = Clients.Sqs(server);

        var error = await Assert.ThrowsAsync<AmazonSQSException>(() => sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = QueueUrl, MessageBody = "a" }));

        Assert.Equal("QueueDoesNotExist", error.ErrorCode);
        Assert.Equal("The specified queue does not exist.", error.Message);
    }
}

using System.Text;
using System.Text.Json;
using Amazon.S3.Model;
using Amazon.SQS.Model;

namespace FlowLogStack.Processor;

/// <summary>Delivers dead letters again; each is deleted once it is delivered, and stays otherwise.</summary>
sealed class Replay(ProcessorSettings settings, AwsClients clients, Log log)
{
    int replayed;
    int failed;
    bool remaining;

    /// <summary>Goes through the bucket's letters, then the queue's, until none or no time is left.</summary>
    /// <param name="request"><c>{"replay":{}}</c>; <c>bucket</c>, <c>prefix</c> and <c>queueUrl</c> inside replace the settings.</param>
    /// <param name="deliver">Processes one letter.</param>
    /// <param name="run">The invocation.</param>
    /// <returns>How many letters were replayed, how many failed and stay, and whether any remain that were not tried.</returns>
    public async Task<ReadOnlyMemory<byte>> RunAsync(ReadOnlyMemory<byte> request, Func<ReadOnlyMemory<byte>, Task> deliver, Run run)
    {
        using var document = JsonDocument.Parse(request);
        var options = document.RootElement.GetProperty("replay");
        var bucket = Option(options, "bucket") ?? settings.DeadLetterBucket;
        var queue = Option(options, "queueUrl") ?? settings.DeadLetterQueueUrl;
        if (bucket is null && queue is null)
            throw new EventException("There are no dead letters to replay: set DEAD_LETTER_BUCKET or DEAD_LETTER_QUEUE_URL, or name a 'bucket' or 'queueUrl' in the replay.");
        if (bucket is not null)
            await BucketAsync(bucket, Option(options, "prefix") ?? settings.DeadLetterPrefix, deliver, run).ConfigureAwait(false);
        if (queue is not null)
            await QueueAsync(queue, deliver, run).ConfigureAwait(false);
        return Encoding.UTF8.GetBytes($$"""{"replayed":{{replayed}},"failed":{{failed}},"remaining":{{(remaining ? "true" : "false")}}}""");
    }

    static string? Option(JsonElement options, string name) =>
        options.ValueKind is JsonValueKind.Object && options.TryGetProperty(name, out var value) ? value.GetString() : null;

    async Task BucketAsync(string bucket, string prefix, Func<ReadOnlyMemory<byte>, Task> deliver, Run run)
    {
        string? next = null;
        do
        {
            var page = await clients.S3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = next }, run.Delivery).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                if (run.Delivery.IsCancellationRequested)
                {
                    remaining = true;
                    return;
                }

                using var response = await clients.S3.GetObjectAsync(bucket, item.Key, run.Delivery).ConfigureAwait(false);
                using var body = new MemoryStream();
                await response.ResponseStream.CopyToAsync(body, run.Delivery).ConfigureAwait(false);
                if (await TryAsync($"s3://{bucket}/{item.Key}", body.ToArray(), deliver).ConfigureAwait(false))
                    await clients.S3.DeleteObjectAsync(bucket, item.Key, run.Parking).ConfigureAwait(false);
            }

            next = page.IsTruncated is true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    async Task QueueAsync(string queue, Func<ReadOnlyMemory<byte>, Task> deliver, Run run)
    {
        while (!run.Delivery.IsCancellationRequested)
        {
            var page = await clients.Sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10 }, run.Delivery).ConfigureAwait(false);
            if (page.Messages is not { Count: > 0 } messages)
                return;
            foreach (var message in messages)
            {
                // What is not tried shows again when its visibility timeout ends.
                if (run.Delivery.IsCancellationRequested)
                    break;
                if (await TryAsync($"message {message.MessageId}", Encoding.UTF8.GetBytes(message.Body ?? ""), deliver).ConfigureAwait(false))
                    await clients.Sqs.DeleteMessageAsync(new DeleteMessageRequest { QueueUrl = queue, ReceiptHandle = message.ReceiptHandle }, run.Parking).ConfigureAwait(false);
            }
        }

        remaining = true;
    }

    async Task<bool> TryAsync(string place, ReadOnlyMemory<byte> letter, Func<ReadOnlyMemory<byte>, Task> deliver)
    {
        try
        {
            await deliver(letter).ConfigureAwait(false);
            replayed++;
            return true;
        }
        catch (Exception error) when (error is DeliveryException or EventException)
        {
            failed++;
            log.Error($"{place} stays a dead letter: {error.Message}");
            return false;
        }
    }
}

using System.Text;
using System.Text.Json;
using Amazon.S3.Model;
using Amazon.SQS.Model;

namespace FlowLogStack.Processor;

/// <summary>A replay of dead letters: each is deleted after its delivery, and kept otherwise.</summary>
sealed class Replay(ProcessorSettings settings, AwsClients clients, Log log)
{
    readonly List<string> unlisted = [];
    int replayed;
    int failed;
    bool remaining;

    /// <summary>Replays the dead letters of the bucket, then those of the queue, until none or no time is left.</summary>
    /// <param name="request"><c>{"replay":{}}</c>; <c>bucket</c>, <c>prefix</c> and <c>queueUrl</c> inside replace the settings.</param>
    /// <param name="deliver">Processes one dead letter.</param>
    /// <param name="run">The invocation.</param>
    /// <returns>JSON with the number of dead letters replayed, the number failed and kept, and whether untried ones remain.</returns>
    /// <exception cref="EventException">The request cannot be read, or neither it nor the settings have a bucket or queue.</exception>
    /// <exception cref="DeliveryException">A bucket or queue could not be listed; the other one is replayed first.</exception>
    public async Task<ReadOnlyMemory<byte>> RunAsync(ReadOnlyMemory<byte> request, Func<ReadOnlyMemory<byte>, Task> deliver, Run run)
    {
        using var document = EventJson.Parse(request);
        var options = document.RootElement.GetProperty("replay");
        if (options.ValueKind is not JsonValueKind.Object)
            throw new EventException("The 'replay' is not an object. Send {\"replay\":{}}.");
        if (options.EnumerateObject().Select(option => option.Name).FirstOrDefault(name => name is not ("bucket" or "prefix" or "queueUrl")) is { } unknown)
            throw new EventException($"The replay has an unknown option '{unknown}'. Use 'bucket', 'prefix' and 'queueUrl'.");
        var bucket = Option(options, "bucket") ?? settings.DeadLetterBucket;
        var queue = Option(options, "queueUrl") ?? settings.DeadLetterQueueUrl;
        if (bucket is null && queue is null)
        {
            throw new EventException(
                "The replay has neither a bucket nor a queue. Set DEAD_LETTER_BUCKET or DEAD_LETTER_QUEUE_URL, or add 'bucket' or 'queueUrl' to the replay.");
        }

        var prefix = Option(options, "prefix") ?? settings.DeadLetterPrefix;
        if (bucket is not null)
            await ListedAsync($"s3://{bucket}", () => BucketAsync(bucket, prefix, deliver, run), run).ConfigureAwait(false);
        if (queue is not null)
            await ListedAsync(queue, () => QueueAsync(queue, deliver, run), run).ConfigureAwait(false);
        return unlisted.Count == 0
            ? Encoding.UTF8.GetBytes($$"""{"replayed":{{replayed}},"failed":{{failed}},"remaining":{{(remaining ? "true" : "false")}}}""")
            : throw new DeliveryException(
                $"Dead letters could not be listed after {replayed} were replayed and {failed} failed: {string.Join("; ", unlisted)}");
    }

    static string? Option(JsonElement options, string name) =>
        !options.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null ? null
        : EventJson.TryText(options, name) ?? throw new EventException($"The replay has a '{name}' that is not text.");

    async Task ListedAsync(string place, Func<Task> list, Run run)
    {
        try
        {
            await list().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (run.Delivery.IsCancellationRequested)
        {
            remaining = true;
        }
#pragma warning disable CA1031 // One place that cannot be listed must not keep the letters of the other.
        catch (Exception error)
#pragma warning restore CA1031
        {
            unlisted.Add($"{place}: {error.Message}");
        }
    }

    async Task BucketAsync(string bucket, string prefix, Func<ReadOnlyMemory<byte>, Task> deliver, Run run)
    {
        string? next = null;
        do
        {
            var request = new ListObjectsV2Request { BucketName = bucket, Prefix = prefix, ContinuationToken = next };
            var page = await clients.S3.ListObjectsV2Async(request, run.Delivery).ConfigureAwait(false);
            foreach (var item in page.S3Objects ?? [])
            {
                // The console creates an empty object to represent a folder.
                if (item.Size == 0 && item.Key.EndsWith('/'))
                    continue;
                if (run.Delivery.IsCancellationRequested)
                {
                    remaining = true;
                    return;
                }

                await TryAsync(
                    $"s3://{bucket}/{item.Key}",
                    async () => await deliver(await ReadAsync(bucket, item.Key, run).ConfigureAwait(false)).ConfigureAwait(false),
                    () => clients.S3.DeleteObjectAsync(bucket, item.Key, run.Parking)).ConfigureAwait(false);
            }

            next = page.IsTruncated is true ? page.NextContinuationToken : null;
        }
        while (next is not null);
    }

    async Task<ReadOnlyMemory<byte>> ReadAsync(string bucket, string key, Run run)
    {
        using var response = await clients.S3.GetObjectAsync(bucket, key, run.Delivery).ConfigureAwait(false);
        var letter = new byte[Fitting(response.ContentLength)];
        var length = await response.ResponseStream.ReadAtLeastAsync(letter, letter.Length, throwOnEndOfStream: false, run.Delivery).ConfigureAwait(false);
        return length == response.ContentLength ? letter : throw new EventException($"it ends after {length} of {response.ContentLength} bytes.");
    }

    static int Fitting(long length) => length <= DeadLetter.MostBytes
        ? (int)Math.Max(length, 0)
        : throw new EventException($"it has {length} bytes, and the maximum of a dead letter is {DeadLetter.MostBytes}. Move it out of the prefix.");

    async Task QueueAsync(string queue, Func<ReadOnlyMemory<byte>, Task> deliver, Run run)
    {
        HashSet<string> tried = [];
        while (!run.Delivery.IsCancellationRequested)
        {
            var request = new ReceiveMessageRequest { QueueUrl = queue, MaxNumberOfMessages = 10 };
            var page = await clients.Sqs.ReceiveMessageAsync(request, run.Delivery).ConfigureAwait(false);

            // A message that stays is received again when its visibility timeout ends; it is not tried twice.
            var messages = (page.Messages ?? []).Where(message => tried.Add(message.MessageId ?? message.ReceiptHandle ?? "")).ToList();
            if (messages.Count == 0)
                return;
            foreach (var message in messages)
            {
                if (run.Delivery.IsCancellationRequested)
                    break;
                var delete = new DeleteMessageRequest { QueueUrl = queue, ReceiptHandle = message.ReceiptHandle };
                await TryAsync(
                    $"message {message.MessageId} of {queue}",
                    () => deliver(Encoding.UTF8.GetBytes(message.Body ?? "")),
                    () => clients.Sqs.DeleteMessageAsync(delete, run.Parking)).ConfigureAwait(false);
            }
        }

        remaining = true;
    }

    async Task TryAsync(string place, Func<Task> deliver, Func<Task> delete)
    {
        try
        {
            await deliver().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever one letter does, the others must go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failed++;
            log.Error($"{place} remains a dead letter: {(error is OutOfMemoryException ? "the function's memory is too small. Increase it." : error.Message)}");
            return;
        }

        try
        {
            await delete().ConfigureAwait(false);
            replayed++;
        }
#pragma warning disable CA1031 // As above.
        catch (Exception error)
#pragma warning restore CA1031
        {
            failed++;
            log.Error($"{place} was delivered but could not be deleted, so the next replay delivers it again: {error.Message}");
        }
    }
}

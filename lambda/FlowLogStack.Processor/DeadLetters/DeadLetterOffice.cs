using System.Globalization;
using System.Text;
using Amazon.S3.Model;
using Amazon.SQS.Model;

namespace FlowLogStack.Processor;

/// <summary>A store of dead letters: the bucket, or else the queue.</summary>
sealed class DeadLetterOffice(ProcessorSettings settings, AwsClients clients, TimeProvider time, Log log)
{
    /// <summary>Maximum size of a message in bytes: the original quota of SQS, which was only raised later.</summary>
    const int MostMessageBytes = 256 * 1024;

    /// <summary>Whether a bucket or a queue is configured.</summary>
    public bool IsOpen => settings.DeadLetterBucket is not null || settings.DeadLetterQueueUrl is not null;

    /// <summary>Saves a batch that the endpoint did not accept.</summary>
    public Task ParkBatchAsync(ReadOnlyMemory<byte> lines, int records, LineOrigin origin, string reason, Run run) =>
        ParkAsync(Letter(DeadLetterKind.Batch, reason, run, lines) with { Records = records, Name = origin.Name, Host = origin.Host }, run);

    /// <summary>Saves an object that the destination bucket did not accept.</summary>
    public Task ParkObjectAsync(string key, ReadOnlyMemory<byte> content, int records, string reason, Run run) =>
        ParkAsync(Letter(DeadLetterKind.Object, reason, run, content) with { Records = records, Key = key }, run);

    /// <summary>Saves an event that cannot be read.</summary>
    /// <param name="payload">The event.</param>
    /// <param name="reason">Reason why it cannot be read.</param>
    /// <param name="run">The invocation.</param>
    /// <param name="records">Number of records in the event. Default: 0, unknown.</param>
    public Task ParkEventAsync(ReadOnlyMemory<byte> payload, string reason, Run run, int records = 0) =>
        ParkAsync(Letter(DeadLetterKind.Event, reason, run, payload) with { Records = records }, run);

    DeadLetter Letter(DeadLetterKind kind, string reason, Run run, ReadOnlyMemory<byte> body) =>
        new() { Kind = kind, Reason = reason, RequestId = run.RequestId, At = time.GetUtcNow(), Gzip = Compression.Gzip(body.Span) };

    /// <exception cref="DeliveryException">Neither the bucket nor the queue accepted it, or neither is configured.</exception>
    async Task ParkAsync(DeadLetter letter, Run run)
    {
        if (!IsOpen)
            throw new DeliveryException($"{letter.Reason} Dead letters are not configured. Set DEAD_LETTER_BUCKET or DEAD_LETTER_QUEUE_URL.");
        List<string> refusals = [];
        if (settings.DeadLetterBucket is { } bucket && await TryAsync($"bucket {bucket}", () => PutAsync(bucket, letter, run), refusals, run)
            .ConfigureAwait(false))
        {
            run.Metrics.CountParked(letter.Records);
            return;
        }

        if (settings.DeadLetterQueueUrl is { } queue && await TryAsync($"queue {queue}", () => SendAsync(queue, letter, run), refusals, run)
            .ConfigureAwait(false))
        {
            run.Metrics.CountParked(letter.Records);
            return;
        }

        throw new DeliveryException($"{letter.Reason} The dead letter could not be saved: {string.Join("; ", refusals)}.");
    }

    async Task<bool> TryAsync(string place, Func<Task> park, List<string> refusals, Run run)
    {
        try
        {
            await park().ConfigureAwait(false);
            return true;
        }
#pragma warning disable CA1031 // After any error the other place is tried, and the event fails if both do.
        catch (Exception error)
#pragma warning restore CA1031
        {
            refusals.Add($"{place}: {(run.Parking.IsCancellationRequested ? "no time left" : error.Message)}");
            log.Error($"The dead letter could not be saved in {place}: {error.Message}");
            return false;
        }
    }

    async Task PutAsync(string bucket, DeadLetter letter, Run run)
    {
        var key = string.Create(CultureInfo.InvariantCulture, $"{settings.DeadLetterPrefix}{letter.At:yyyy/MM/dd}/{letter.RequestId}-{run.NextParked()}.json");
        using var json = new MemoryStream(letter.ToJson());
        await clients.S3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, InputStream = json, ContentType = "application/json" },
            run.Parking).ConfigureAwait(false);
        log.Warn($"Saved {letter.Records} records as dead letter s3://{bucket}/{key}: {letter.Reason}");
    }

    async Task SendAsync(string queue, DeadLetter letter, Run run)
    {
        var json = letter.ToJson();
        if (json.Length <= MostMessageBytes)
        {
            await clients.Sqs.SendMessageAsync(new SendMessageRequest { QueueUrl = queue, MessageBody = Encoding.UTF8.GetString(json) }, run.Parking)
                .ConfigureAwait(false);
            log.Warn($"Saved {letter.Records} records as a dead letter in {queue}: {letter.Reason}");
            return;
        }

        if (letter.Halve() is not var (first, second))
            throw new DeliveryException($"a dead letter of {json.Length} bytes exceeds the maximum message size of {MostMessageBytes}. Set "
                + "DEAD_LETTER_BUCKET, which has no such limit");
        await SendAsync(queue, first, run).ConfigureAwait(false);
        await SendAsync(queue, second, run).ConfigureAwait(false);
    }
}

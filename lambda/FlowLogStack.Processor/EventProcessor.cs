using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3.Model;

namespace FlowLogStack.Processor;

/// <summary>
/// Processes events of every kind the function is given. An event ends well only when everything it held is delivered
/// or parked. Serves one event at a time.
/// </summary>
sealed class EventProcessor : IDisposable
{
    static readonly byte[] Done = "{}"u8.ToArray();

    readonly ProcessorSettings settings;
    readonly AwsClients clients;
    readonly TimeProvider time;
    readonly Log log;
    readonly Pipeline pipeline;
    readonly DeadLetterOffice office;
    readonly EndpointClient? endpoint;
    readonly DestinationBucket? bucket;
    readonly IReadOnlyList<IOutput> outputs;
    readonly EmbeddedMetrics metrics;
    byte[] decoded = [];

    /// <summary>Makes a processor.</summary>
    public EventProcessor(ProcessorSettings settings, AwsClients clients, TimeProvider time, Log log)
    {
        this.settings = settings;
        this.clients = clients;
        this.time = time;
        this.log = log;
        pipeline = new Pipeline(settings, settings.Enrich ? new InterfaceDirectory(new NetworkInterfaces(clients).DescribeAsync, settings.InterfaceLifetime, time) : null);
        office = new DeadLetterOffice(settings, clients, time, log);
        metrics = new EmbeddedMetrics(settings.MetricsNamespace, settings.FunctionName, log);
        endpoint = settings.Endpoint is { } to ? new EndpointClient(to, clients, time) : null;
        bucket = settings.DestinationBucket is { } name ? new DestinationBucket(name, clients) : null;
        outputs = OutputSet.Of(settings, new Carriers(
            (body, isCompressed, origin, run) => endpoint!.PostAsync(body, isCompressed, origin, run),
            (key, content, cancellation) => bucket!.PutAsync(key, content, cancellation),
            office.ParkBatchAsync,
            office.ParkObjectAsync));
    }

    /// <summary>Processes an event and answers it.</summary>
    /// <exception cref="DeliveryException">Something the event held is neither delivered nor parked.</exception>
    /// <exception cref="EventException">The event cannot be read, and nothing keeps it.</exception>
    public async Task<ReadOnlyMemory<byte>> HandleAsync(Invocation invocation)
    {
        using var run = new Run(invocation.RequestId, invocation.Deadline, time);
        try
        {
            // Events saved to a file and sent by hand may begin with a byte order mark.
            var payload = invocation.Payload.Span.StartsWith("\uFEFF"u8) ? invocation.Payload[3..] : invocation.Payload;
            return await DispatchAsync(payload, run, isReplay: false).ConfigureAwait(false);
        }
        finally
        {
            metrics.Publish(run.Metrics, run.Now);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var output in outputs.OfType<IDisposable>())
            output.Dispose();
        endpoint?.Dispose();
    }

    async Task<ReadOnlyMemory<byte>> DispatchAsync(ReadOnlyMemory<byte> payload, Run run, bool isReplay)
    {
        try
        {
            switch (EventShape.Of(payload.Span))
            {
                case EventKind.Subscription:
                    await SubscriptionAsync(payload, run).ConfigureAwait(false);
                    return Done;
                case EventKind.Queue:
                    return await QueueAsync(payload, run).ConfigureAwait(false);
                case EventKind.Objects:
                    foreach (var item in ObjectNotification.Parse(payload))
                        await ObjectAsync(item, run).ConfigureAwait(false);
                    return Done;
                case EventKind.Test:
                    return Done;
                case EventKind.Firehose:
                    return await FirehoseAsync(FirehoseEvent.Parse(payload), run).ConfigureAwait(false);
                case EventKind.Failed:
                    using (var envelope = JsonDocument.Parse(payload))
                        return await DispatchAsync(Encoding.UTF8.GetBytes(envelope.RootElement.GetProperty("requestPayload").GetRawText()), run, isReplay).ConfigureAwait(false);
                case EventKind.Topic:
                    using (var notification = JsonDocument.Parse(payload))
                        return await DispatchAsync(Encoding.UTF8.GetBytes(notification.RootElement.GetProperty("Message").GetString() ?? ""), run, isReplay).ConfigureAwait(false);
                case EventKind.DeadLetter:
                    using (var letter = JsonDocument.Parse(payload))
                        await RedeliverAsync(DeadLetter.Parse(letter.RootElement), run).ConfigureAwait(false);
                    return Done;
                case EventKind.Replay:
                    return await new Replay(settings, clients, log).RunAsync(payload, body => DispatchAsync(body, run, isReplay: true), run).ConfigureAwait(false);
                default:
                    throw new EventException("The event is of no kind this function knows: it takes CloudWatch Logs subscriptions, S3 notifications, directly or through SQS, Firehose transformations, and {\"replay\":{}}.");
            }
        }
        catch (Exception error) when (error is EventException or JsonException or InvalidOperationException { Source: "System.Text.Json" })
        {
            // A replayed letter stays where it is; anything else would be lost unless it is kept now.
            if (isReplay || !office.IsOpen)
                throw error as EventException ?? new EventException($"The event is malformed: {error.Message}", error);
            log.Error(error.Message);
            await office.ParkEventAsync(payload, error.Message, run).ConfigureAwait(false);
            return Done;
        }
        catch (OperationCanceledException) when (run.Delivery.IsCancellationRequested)
        {
            throw new DeliveryException("The time of the invocation ran out: raise the function's timeout, or lower what one event may hold.");
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException)
        {
            throw new DeliveryException($"AWS could not be asked: {error.Message}");
        }
    }

    async Task SubscriptionAsync(ReadOnlyMemory<byte> payload, Run run)
    {
        using var data = new SubscriptionData(EventShape.SubscriptionData(payload.Span, ref decoded), settings.Format);
        if (data.MessageType is "CONTROL_MESSAGE")
            return;
        if (data.MessageType is not "DATA_MESSAGE")
            throw new EventException($"The subscription's messageType '{data.MessageType}' is neither DATA_MESSAGE nor CONTROL_MESSAGE.");
        if (settings.OwnLogGroup is { } own && own == data.LogGroup)
        {
            run.Metrics.RefusedLoops++;
            log.Error($"Refused {own}, this function's own log group: every event would make another. Delete the subscription filter on it.");
            return;
        }

        if (settings.LogStreamPrefixes.Count > 0 && !settings.LogStreamPrefixes.Any(prefix => data.LogStream!.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            return;
        await DeliverAsync(data, run).ConfigureAwait(false);
    }

    async Task ObjectAsync(ObjectNotification item, Run run)
    {
        if (IsOwn(item))
        {
            run.Metrics.RefusedLoops++;
            log.Error($"Refused s3://{item.Bucket}/{item.Key}, which this function wrote: every object would make another. Narrow the prefix of the bucket's notification.");
            return;
        }

        using var response = await GetAsync(item, run).ConfigureAwait(false);
        var origin = new LineOrigin(item.Key, item.Bucket, $"{item.Bucket}/{item.Key}/{item.VersionId}/{item.Sequencer}");
        using var lines = new ObjectLines(response.ResponseStream, origin, settings.Format);
        try
        {
            await DeliverAsync(lines, run).ConfigureAwait(false);
        }
        finally
        {
            if (lines.ContradictingHeaders > 0)
            {
                run.Metrics.FormatMismatches += lines.ContradictingHeaders;
                log.Warn($"s3://{item.Bucket}/{item.Key} was read by its header, which is not FLOW_LOG_FORMAT.");
            }
        }
    }

    async Task<GetObjectResponse> GetAsync(ObjectNotification item, Run run)
    {
        try
        {
            return await clients.S3.GetObjectAsync(new GetObjectRequest { BucketName = item.Bucket, Key = item.Key, VersionId = item.VersionId }, run.Delivery).ConfigureAwait(false);
        }
        catch (AmazonServiceException error)
        {
            throw new DeliveryException($"s3://{item.Bucket}/{item.Key} could not be read: {error.Message}");
        }
    }

    bool IsOwn(ObjectNotification item) =>
        (item.Bucket == settings.DestinationBucket && item.Key.StartsWith(settings.DestinationPrefix, StringComparison.Ordinal))
        || (item.Bucket == settings.DeadLetterBucket && item.Key.StartsWith(settings.DeadLetterPrefix, StringComparison.Ordinal));

    Task DeliverAsync(ILineSource source, Run run) =>
        outputs.Count > 0
            ? pipeline.ProcessAsync(source, outputs, run)
            : throw new DeliveryException("There is nowhere to deliver to: set SUMO_ENDPOINT, ENDPOINT_SECRET_ARN or DESTINATION_BUCKET.");

    async Task<ReadOnlyMemory<byte>> FirehoseAsync(FirehoseEvent firehose, Run run)
    {
        var origin = new LineOrigin(firehose.StreamArn[(firehose.StreamArn.LastIndexOf('/') + 1)..], firehose.StreamArn, $"{firehose.StreamArn}/{firehose.InvocationId}");
        using var lines = new FirehoseLines(firehose.Records, origin, settings.Format);
        var answer = new FirehoseAnswer(firehose.Records, lines.Problems, LineEncoder.For(settings.FirehoseEncoding, settings));
        await pipeline.ProcessAsync(lines, [answer, .. outputs], run).ConfigureAwait(false);
        var bytes = answer.Finish();
        run.Metrics.FormatMismatches += lines.ContradictingHeaders;
        if (answer.Overflowed > 0)
            log.Warn($"{answer.Overflowed} of {firehose.Records.Count} records did not fit in the answer and are failed, so Firehose keeps them: lower BufferSizeInMBs of the stream's Lambda processor.");
        foreach (var problem in lines.Problems.OfType<string>().Distinct().Take(5))
            log.Warn(problem);
        return bytes;
    }

    async Task<ReadOnlyMemory<byte>> QueueAsync(ReadOnlyMemory<byte> payload, Run run)
    {
        using var document = JsonDocument.Parse(payload);
        List<string> failures = [];
        foreach (var message in document.RootElement.GetProperty("Records").EnumerateArray())
        {
            var id = message.GetProperty("messageId").GetString() ?? "";
            try
            {
                if (run.Delivery.IsCancellationRequested)
                    throw new DeliveryException("no time was left for it.");
                await DispatchAsync(Encoding.UTF8.GetBytes(message.GetProperty("body").GetString() ?? ""), run, isReplay: false).ConfigureAwait(false);
            }
#pragma warning disable CA1031 // Whatever one message does, the others must still be told apart from it.
            catch (Exception error)
#pragma warning restore CA1031
            {
                log.Error($"Message {id} goes back to its queue: {(error is DeliveryException or EventException ? error.Message : error)}");
                failures.Add(id);
            }
        }

        var answer = new OutputBuffer(256);
        using (var writer = new Utf8JsonWriter(answer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("batchItemFailures");
            foreach (var id in failures)
            {
                writer.WriteStartObject();
                writer.WriteString("itemIdentifier", id);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return answer.Array.AsMemory(0, answer.Length);
    }

    async Task RedeliverAsync(DeadLetter letter, Run run)
    {
        var body = letter.Body();
        switch (letter.Kind)
        {
            case DeadLetterKind.Batch when endpoint is not null:
                var compresses = settings.Endpoint!.Compress;
                var origin = new LineOrigin(letter.Name, letter.Host, "");
                Expect(await endpoint.PostAsync(compresses ? letter.Gzip : body, compresses, origin, run).ConfigureAwait(false));
                break;
            case DeadLetterKind.Object when bucket is not null:
                Expect(await bucket.PutAsync(letter.Key, body, run.Delivery).ConfigureAwait(false));
                break;
            case DeadLetterKind.Event:
                await DispatchAsync(body, run, isReplay: true).ConfigureAwait(false);
                return;
            default:
                throw new DeliveryException($"A dead letter of kind {letter.Kind} has nowhere to go: set the output it was meant for again.");
        }

        run.Metrics.CountDelivery(letter.Records, body.Length);
    }

    static void Expect(string? refusal)
    {
        if (refusal is not null)
            throw new DeliveryException(refusal + ".");
    }
}

using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using Amazon.S3.Model;
using FlowLogStack.Parquet;
using FlowLogStack.Records;

namespace FlowLogStack.Processor;

/// <summary>
/// The processor of all supported events. An event succeeds only if all of its data is delivered or saved as a dead
/// letter. Serves one event at a time.
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

    /// <summary>Creates a processor.</summary>
    public EventProcessor(ProcessorSettings settings, AwsClients clients, TimeProvider time, Log log)
    {
        this.settings = settings;
        this.clients = clients;
        this.time = time;
        this.log = log;
        pipeline = new Pipeline(settings, settings.Enrich ? new InterfaceDirectory(new NetworkInterfaces(clients).DescribeAsync, settings.InterfaceLifetime,
            time) : null);
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

    /// <summary>Processes an event and returns the response.</summary>
    /// <exception cref="DeliveryException">Data of the event is neither delivered nor saved.</exception>
    /// <exception cref="EventException">The event cannot be read, and no dead letter could be saved.</exception>
    public async Task<ReadOnlyMemory<byte>> HandleAsync(Invocation invocation)
    {
        using var run = new Run(invocation.RequestId, invocation.Deadline, time);
        try
        {
            // Events saved to a file and sent by hand may begin with a byte order mark.
            var payload = invocation.Payload.Span.StartsWith("\uFEFF"u8) ? invocation.Payload[3..] : invocation.Payload;
            return await DispatchAsync(payload, new Passage(run, Depth: 0, IsReplay: false)).ConfigureAwait(false);
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

    async Task<ReadOnlyMemory<byte>> DispatchAsync(ReadOnlyMemory<byte> payload, Passage passage)
    {
        ReadOnlyMemory<byte> answer = Done;
        await GuardAsync(async () => answer = await ProcessAsync(payload, passage).ConfigureAwait(false), () => payload, passage).ConfigureAwait(false);
        return answer;
    }

    /// <summary>Reads data, and saves it as a dead letter if it cannot be read.</summary>
    /// <param name="read">Reads and delivers the data.</param>
    /// <param name="kept">Returns the data as an event that can be processed again.</param>
    /// <param name="passage">Passage of the event.</param>
    /// <exception cref="DeliveryException">A retry may deliver the data.</exception>
    /// <exception cref="EventException">The data cannot be read, and no dead letter could be saved, or it already comes from one.</exception>
    async Task GuardAsync(Func<Task> read, Func<ReadOnlyMemory<byte>> kept, Passage passage)
    {
        try
        {
            await read().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (passage.Run.Delivery.IsCancellationRequested)
        {
            throw new DeliveryException("The invocation reached its timeout. Increase the function's timeout, or reduce the size of events.");
        }
        catch (Exception error) when (error is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
            or OperationCanceledException or TimeoutException or SocketException)
        {
            throw new DeliveryException($"A call to AWS failed: {error.Message}");
        }
        catch (OutOfMemoryException)
        {
            throw new DeliveryException("The function's memory is too small for the event. Increase the memory, or reduce the size of events.");
        }
        catch (Exception error) when (error is not DeliveryException)
        {
            var problem = error as EventException ?? new EventException($"The event is malformed: {error.Message}", error);
            if (passage.IsReplay || !office.IsOpen)
                throw problem;
            log.Error(problem.Message);
            await office.ParkEventAsync(kept(), problem.Message, passage.Run).ConfigureAwait(false);
        }
    }

    async Task<ReadOnlyMemory<byte>> ProcessAsync(ReadOnlyMemory<byte> payload, Passage passage)
    {
        switch (EventShape.Of(payload.Span))
        {
            case EventKind.Subscription:
                await SubscriptionAsync(payload, passage).ConfigureAwait(false);
                return Done;
            case EventKind.Records:
                return await RecordsAsync(payload, passage).ConfigureAwait(false);
            case EventKind.Bridge:
                using (var bridge = EventJson.Parse(payload))
                    await ObjectAsync(ObjectNotification.OfBridge(bridge.RootElement), passage).ConfigureAwait(false);
                return Done;
            case EventKind.Test:
                return Done;
            case EventKind.Firehose:
                return await FirehoseAsync(payload, passage).ConfigureAwait(false);
            case EventKind.Failed:
                using (var envelope = EventJson.Parse(payload))
                {
                    var inner = envelope.RootElement.GetProperty("requestPayload");
                    if (inner.ValueKind is not JsonValueKind.Object)
                        throw new EventException("The event's 'requestPayload' is not an event.");
                    await DispatchAsync(JsonMarshal.GetRawUtf8Value(inner).ToArray(), passage.Inner()).ConfigureAwait(false);
                }

                return Done;
            case EventKind.Topic:
                using (var notification = EventJson.Parse(payload))
                {
                    var message = EventJson.Text(notification.RootElement, "Message", "The message of the topic");
                    await DispatchAsync(Encoding.UTF8.GetBytes(message), passage.Inner()).ConfigureAwait(false);
                }

                return Done;
            case EventKind.DeadLetter:
                using (var letter = EventJson.Parse(payload))
                    await RedeliverAsync(DeadLetter.Parse(letter.RootElement), passage).ConfigureAwait(false);
                return Done;
            case EventKind.Replay:
                return await ReplayAsync(payload, passage).ConfigureAwait(false);
            default:
                throw new EventException(
                    "The event is not supported. Use CloudWatch Logs subscriptions, also through Kinesis, S3 notifications, "
                    + "directly, from EventBridge or through SNS and SQS, Firehose transformations, and {\"replay\":{}}.");
        }
    }

    async Task SubscriptionAsync(ReadOnlyMemory<byte> payload, Passage passage)
    {
        var data = EventShape.SubscriptionData(payload.Span, ref decoded);
        var options = Content("The event's data", new LineOrigin("", "", IdOf(data)), passage) with { IsSubscription = true, TakesOrigin = true };
        await DeliverAsync(new ReadOnlyMemoryStream(data), options, passage).ConfigureAwait(false);
    }

    async Task StreamAsync(EventRecord record, Passage passage)
    {
        var data = record.Data();
        var stream = EventJson.TryText(record.Json, "eventSourceARN") ?? "";
        var origin = new LineOrigin(stream[(stream.LastIndexOf('/') + 1)..], stream, $"{stream}/{record.Id}/{IdOf(data)}");
        var options = Content("The record of the stream", origin, passage) with { TakesOrigin = true };
        await DeliverAsync(new ReadOnlyMemoryStream(data), options, passage).ConfigureAwait(false);
    }

    async Task ObjectAsync(ObjectNotification? item, Passage passage)
    {
        if (item is null)
            return;
        var run = passage.Run;
        if (IsOwn(item.Bucket, item.Key) || (item.OtherKey is { } other && IsOwn(item.Bucket, other)))
        {
            run.Metrics.RefusedLoops++;
            log.Error(
                $"Discarded s3://{item.Bucket}/{item.Key}, which this function wrote, because every object would create another. "
                + "Narrow the prefix of the bucket's notification.");
            return;
        }

        using var response = await GetAsync(item, run).ConfigureAwait(false);
        var origin = new LineOrigin(response.Key ?? item.Key, item.Bucket, $"{item.Bucket}/{item.Key}/{item.VersionId}/{item.Sequencer}/{response.ETag}");
        var options = Content($"s3://{item.Bucket}/{item.Key}", origin, passage) with { MostBytes = null };
        var head = new byte[ParquetMark.Length];
        var length = await response.ResponseStream.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, run.Delivery).ConfigureAwait(false);
        using var whole = new HeadedStream(head.AsMemory(0, length), new TimedStream(response.ResponseStream, run.Delivery));
        using Stream? text = ParquetMark.Is(head) ? OpenParquet(whole, options.Name) : null;
        await DeliverAsync(text ?? whole, options, passage).ConfigureAwait(false);
    }

    // A separate method, so that the assembly is loaded only if it is needed.
    [MethodImpl(MethodImplOptions.NoInlining)]
    static ParquetText OpenParquet(Stream content, string name) =>
        new(content, name, new ParquetTextOptions { SpaceFix = "Increase the function's ephemeral storage." });

    async Task<GetObjectResponse> GetAsync(ObjectNotification item, Run run)
    {
        try
        {
            return await GetAsync(item, item.Key, run).ConfigureAwait(false);
        }
        catch (AmazonServiceException error)
        {
            // Without permission to list the bucket, S3 returns Forbidden for an object that does not exist.
            if (item.OtherKey is { } other && error.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
            {
                try
                {
                    return await GetAsync(item, other, run).ConfigureAwait(false);
                }
                catch (AmazonServiceException)
                {
                    // The error names the key as it was received.
                }
            }

            throw new DeliveryException($"s3://{item.Bucket}/{item.Key} could not be read: {error.Message}");
        }
    }

    async Task<GetObjectResponse> GetAsync(ObjectNotification item, string key, Run run)
    {
        var request = new GetObjectRequest { BucketName = item.Bucket, Key = key, VersionId = item.VersionId };
        var response = await clients.S3.GetObjectAsync(request, run.Delivery).ConfigureAwait(false);
        response.Key = key;
        return response;
    }

    bool IsOwn(string itemBucket, string key) =>
        (itemBucket == settings.DestinationBucket && key.StartsWith(settings.DestinationPrefix, StringComparison.Ordinal))
        || (itemBucket == settings.DeadLetterBucket && key.StartsWith(settings.DeadLetterPrefix, StringComparison.Ordinal));

    ContentOptions Content(string name, LineOrigin origin, Passage passage) => new()
    {
        Name = name,
        Format = settings.Format,
        Origin = origin,
        MostBytes = ContentOptions.MostBytesInEvent,
        Accepts = (group, stream) => Accepts(group, stream, passage.Run) && (outputs.Count > 0 ? true : throw Nowhere()),
    };

    async Task DeliverAsync(Stream content, ContentOptions options, Passage passage)
    {
        if (outputs.Count == 0 && !options.IsSubscription)
            throw Nowhere();
        var run = passage.Run;
        EventException? refused = null;
        using var lines = new ContentLines(content, options with
        {
            Park = (payload, count, reason) =>
            {
                run.Metrics.Records += count;
                run.Metrics.RejectedLines += count;
                if (!passage.IsReplay && office.IsOpen)
                    return office.ParkEventAsync(payload, reason, run, count);
                refused ??= new EventException(reason);
                return Task.CompletedTask;
            },
        });
        try
        {
            await pipeline.ProcessAsync(lines, outputs, run).ConfigureAwait(false);
        }
        finally
        {
            if (lines.ContradictingHeaders > 0)
            {
                run.Metrics.FormatMismatches += lines.ContradictingHeaders;
                log.Warn($"{options.Name} was read by its header, which is not FLOW_LOG_FORMAT.");
            }
        }

        if (refused is not null)
            throw refused;
    }

    bool Accepts(string group, string stream, Run run)
    {
        if (settings.OwnLogGroup is { } own && own == group)
        {
            run.Metrics.RefusedLoops++;
            log.Error($"Discarded events of {own}, this function's own log group, because every event would create another. Remove its subscription filter.");
            return false;
        }

        return settings.LogStreamPrefixes.Count == 0 || settings.LogStreamPrefixes.Any(prefix => stream.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
    }

    static DeliveryException Nowhere() => new("No output is configured. Set SUMO_ENDPOINT, ENDPOINT_SECRET_ARN or DESTINATION_BUCKET.");

    // The id is only part of object keys. Ids inside the content may repeat in other content, so the content's hash identifies it.
    string IdOf(ReadOnlyMemory<byte> content) => settings.DestinationBucket is null ? "" : Convert.ToHexStringLower(SHA256.HashData(content.Span));

    async Task<ReadOnlyMemory<byte>> FirehoseAsync(ReadOnlyMemory<byte> payload, Passage passage)
    {
        var firehose = FirehoseEvent.Parse(payload);
        if (passage.Depth > 0 && outputs.Count == 0)
            throw new EventException(
                "The Firehose event is inside another event, so Firehose receives no response, and no other output is configured. "
                + "Firehose keeps its records under the stream's error prefix.");
        var run = passage.Run;
        var arn = firehose.StreamArn;
        var origin = new LineOrigin(arn[(arn.LastIndexOf('/') + 1)..], arn, $"{arn}/{firehose.InvocationId}/{IdOf(payload)}");
        using var lines = new FirehoseLines(firehose.Records, origin, settings.Format, (group, stream) => Accepts(group, stream, run));
        var answer = new FirehoseAnswer(firehose.Records, lines.Problems, LineEncoder.For(settings.FirehoseEncoding, settings));
        await pipeline.ProcessAsync(lines, [answer, .. outputs], run).ConfigureAwait(false);
        var bytes = answer.Finish();
        run.Metrics.Records += lines.MalformedEvents;
        run.Metrics.RejectedLines += lines.MalformedEvents;
        run.Metrics.FormatMismatches += lines.ContradictingHeaders;
        if (answer.Overflowed > 0)
            log.Warn(
                $"{answer.Overflowed} of {firehose.Records.Count} records did not fit in the response and failed, so Firehose keeps them. "
                + "Reduce BufferSizeInMBs of the stream's Lambda processor.");
        foreach (var problem in lines.Problems.OfType<string>().Distinct().Take(5))
            log.Warn(problem);

        // The response of an inner event is discarded, so a failed record fails the outer event.
        var failed = answer.Failed - answer.Overflowed;
        return passage.Depth == 0 || failed == 0
            ? bytes
            : throw new EventException(
                $"{failed} of {firehose.Records.Count} records of the Firehose event cannot be read: "
                + (lines.Problems.OfType<string>().FirstOrDefault() ?? "all of their lines are malformed."));
    }

    async Task<ReadOnlyMemory<byte>> RecordsAsync(ReadOnlyMemory<byte> payload, Passage passage)
    {
        using var document = EventJson.Parse(payload);
        List<string> failures = [];
        List<Exception> errors = [];
        var (isNamed, isStreamStopped) = (false, false);
        foreach (var json in document.RootElement.GetProperty("Records").EnumerateArray())
        {
            var record = EventRecord.Of(json);
            isNamed |= record.IsNamed;
            try
            {
                if (isStreamStopped && record.Kind is EventRecordKind.Stream)
                    throw new DeliveryException("a record before it in the stream failed.");
                if (passage.Run.Delivery.IsCancellationRequested)
                    throw new DeliveryException("no time was left for it.");
                await GuardAsync(() => RecordAsync(record, passage), () => record.Alone(), passage).ConfigureAwait(false);
            }
            catch (Exception error) when (error is DeliveryException or EventException)
            {
                // Lambda retries a stream from the first failed record, so later records can wait.
                isStreamStopped |= record.Kind is EventRecordKind.Stream;
                if (passage.Depth > 0 || record.Id is "")
                {
                    errors.Add(error);
                    continue;
                }

                log.Error(record.Kind is EventRecordKind.Stream
                    ? $"Record {record.Id} remains in its stream: {error.Message}"
                    : $"Message {record.Id} returns to its queue: {error.Message}");
                failures.Add(record.Id);
            }
        }

        return errors switch
        {
            [] => isNamed ? Failures(failures) : Done,
            [EventException one] => throw one,
            [var one] => throw new DeliveryException(one.Message),
            _ => throw new DeliveryException($"{errors.Count} records of the event failed. The first: {errors[0].Message}"),
        };
    }

    async Task RecordAsync(EventRecord record, Passage passage)
    {
        switch (record.Kind)
        {
            case EventRecordKind.Object:
                await ObjectAsync(ObjectNotification.OfRecord(record.Json), passage).ConfigureAwait(false);
                break;
            case EventRecordKind.Stream:
                await StreamAsync(record, passage).ConfigureAwait(false);
                break;
            case EventRecordKind.Message or EventRecordKind.Notification:
                await DispatchAsync(record.Event(), passage.Inner()).ConfigureAwait(false);
                break;
            default:
                throw new EventException(
                    "A record of the event is not supported. Use objects of S3, messages of SQS and SNS, or records of Kinesis.");
        }
    }

    static ReadOnlyMemory<byte> Failures(List<string> ids)
    {
        var answer = new OutputBuffer(256);
        using (var writer = new Utf8JsonWriter(answer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("batchItemFailures");
            foreach (var id in ids)
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

    async Task<ReadOnlyMemory<byte>> ReplayAsync(ReadOnlyMemory<byte> payload, Passage passage)
    {
        if (passage.Depth > 0 || passage.IsReplay)
            throw new EventException("The event is a replay inside another event or a dead letter, which is not supported. Invoke the function with the "
                + "replay itself.");
        try
        {
            var replay = new Replay(settings, clients, log);
            return await replay.RunAsync(payload, letter => DispatchAsync(letter, passage with { Depth = 1, IsReplay = true }), passage.Run)
                .ConfigureAwait(false);
        }
        catch (EventException error) when (office.IsOpen)
        {
            // A replay request has a command only, so there is nothing to save.
            throw new DeliveryException(error.Message);
        }
    }

    async Task RedeliverAsync(DeadLetter letter, Passage passage)
    {
        var body = letter.Body();
        var run = passage.Run;
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
                await DispatchAsync(body, passage.Inner() with { IsReplay = true }).ConfigureAwait(false);
                return;
            default:
                throw new DeliveryException($"The output of a dead letter of kind {letter.Kind} is not configured. Set it again.");
        }

        run.Metrics.CountDelivery(letter.Records, body.Length);
    }

    static void Expect(string? refusal)
    {
        if (refusal is not null)
            throw new DeliveryException(refusal + ".");
    }
}

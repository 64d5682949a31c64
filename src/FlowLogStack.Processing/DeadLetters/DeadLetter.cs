using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Data that could not be delivered, with the reason and all that a later delivery requires.</summary>
sealed record DeadLetter
{
    /// <summary>JSON member that marks a document as a dead letter; its value is the version.</summary>
    public const string Marker = "flowLogStackDeadLetter";

    /// <summary>Maximum size of a replayable dead letter and of its decompressed body: 32 MiB. The function writes none that is larger.</summary>
    public const int MostBytes = 32 * 1024 * 1024;

    /// <summary>Kind of the body.</summary>
    public required DeadLetterKind Kind { get; init; }

    /// <summary>Reason why the delivery failed.</summary>
    public required string Reason { get; init; }

    /// <summary>Request id of the invocation that saved the dead letter.</summary>
    public required string RequestId { get; init; }

    /// <summary>Time at which it was saved.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Number of records in the body; 0 if the function could not read it.</summary>
    public int Records { get; init; }

    /// <summary>Name of the origin, for the endpoint's headers.</summary>
    public string Name { get; init; } = "";

    /// <summary>Host of the origin, for the endpoint's headers.</summary>
    public string Host { get; init; } = "";

    /// <summary>Key of an object for the destination bucket.</summary>
    public string Key { get; init; } = "";

    /// <summary>Body, compressed with gzip.</summary>
    public required ReadOnlyMemory<byte> Gzip { get; init; }

    /// <summary>Returns the dead letter as JSON.</summary>
    public byte[] ToJson()
    {
        var output = new OutputBuffer((Gzip.Length * 4 / 3) + 1024);
        using (var writer = new Utf8JsonWriter(output))
        {
            writer.WriteStartObject();
            writer.WriteNumber(Marker, 1);
            writer.WriteString("kind", Kind.ToString());
            writer.WriteString("reason", Reason);
            writer.WriteString("at", At.UtcDateTime);
            writer.WriteString("requestId", RequestId);
            writer.WriteNumber("records", Records);
            writer.WriteString("name", Name);
            writer.WriteString("host", Host);
            writer.WriteString("key", Key);
            writer.WriteBase64String("gzip", Gzip.Span);
            writer.WriteEndObject();
        }

        return output.Written.ToArray();
    }

    /// <summary>Reads a dead letter from JSON.</summary>
    /// <exception cref="EventException">The document is not a dead letter.</exception>
    public static DeadLetter Parse(JsonElement json)
    {
        try
        {
            return new DeadLetter
            {
                Kind = Enum.Parse<DeadLetterKind>(json.GetProperty("kind").GetString() ?? ""),
                Reason = json.GetProperty("reason").GetString() ?? "",
                RequestId = json.GetProperty("requestId").GetString() ?? "",
                At = json.GetProperty("at").GetDateTimeOffset(),
                Records = json.GetProperty("records").GetInt32(),
                Name = json.GetProperty("name").GetString() ?? "",
                Host = json.GetProperty("host").GetString() ?? "",
                Key = json.GetProperty("key").GetString() ?? "",
                Gzip = json.GetProperty("gzip").GetBytesFromBase64(),
            };
        }
        catch (Exception error) when (error is KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw new EventException($"The dead letter is incomplete: {error.Message}", error);
        }
    }

    /// <summary>Returns the decompressed body.</summary>
    /// <exception cref="EventException">The body is empty, damaged, or larger than <see cref="MostBytes"/>.</exception>
    public byte[] Body()
    {
        if (!GzipMark.Is(Gzip.Span))
            throw new EventException("The dead letter's 'gzip' is not gzip.");
        try
        {
            // Counted first: a body that grows without end takes no memory, and a sound one takes its own size.
            var body = new byte[Length()];
            using var gzip = Decompressed();
            for (var (length, read) = (0, 1); length < body.Length && read > 0; length += read)
                read = gzip.Read(body.AsSpan(length));
            return body;
        }
        catch (UnreadableObjectException error)
        {
            throw new EventException(error.Message, error);
        }
    }

    /// <summary>Returns two dead letters with half of the lines each; null if the body has fewer than two lines.</summary>
    public (DeadLetter First, DeadLetter Second)? Halve()
    {
        if (Kind is not DeadLetterKind.Batch)
            return null;
        var body = Body();
        var middle = body.AsSpan(body.Length / 2).IndexOf((byte)'\n') is var ahead and >= 0
            ? ahead + (body.Length / 2)
            : body.AsSpan(0, body.Length / 2).LastIndexOf((byte)'\n');
        if (middle < 0)
            return null;
        // The halves of an array are arrays, which the comma before the line feed separates.
        var isArray = middle > 0 && body.AsSpan().StartsWith(CoralogixEncoder.BodyStart) && body[^1] == ']' && body[middle - 1] == ',';
        return isArray ? (Part([.. body.AsSpan(0, middle - 1), (byte)']']), Part([(byte)'[', .. body.AsSpan(middle + 1)]))
            : (Part(body.AsSpan(0, middle)), Part(body.AsSpan(middle + 1)));
    }

    ObjectBytes Decompressed() => new(new ReadOnlyMemoryStream(Gzip), "The dead letter's body");

    int Length()
    {
        using var gzip = Decompressed();
        var (piece, length) = (new byte[64 * 1024], 0);
        while (gzip.Read(piece) is > 0 and var read)
        {
            length += read;
            if (length > MostBytes)
                throw new EventException($"The dead letter's body has more than {MostBytes} bytes, which is more than this function writes.");
        }

        return length > 0 ? length : throw new EventException("The dead letter's body is empty.");
    }

    DeadLetter Part(ReadOnlySpan<byte> body) => this with { Gzip = Compression.Gzip(body), Records = body.Count((byte)'\n') + 1 };
}

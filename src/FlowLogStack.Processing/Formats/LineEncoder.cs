using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Writes lines the way a destination wants them, without what separates them.</summary>
abstract class LineEncoder
{
    /// <summary>Whether it writes what EC2 knows of an interface.</summary>
    public abstract bool UsesFacts { get; }

    /// <summary>Writes one line.</summary>
    public abstract void Write(OutputBuffer output, in ProcessedLine line, LineOrigin origin);

    /// <summary>The encoder for an encoding.</summary>
    public static LineEncoder For(RecordEncoding encoding, ProcessorSettings settings, bool enriches = true) => encoding switch
    {
        RecordEncoding.VpcRaw => new VpcRawEncoder(),
        RecordEncoding.VpcJson => new MessageEncoder(withTimestamp: false, enriches, settings.IncludeLogInfo, settings.Region),
        RecordEncoding.Others => new MessageEncoder(withTimestamp: true, enriches: false, settings.IncludeLogInfo, settings.Region),
        RecordEncoding.Fields => new FieldsEncoder(settings.IncludeLogInfo, settings.Region),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Not an encoding."),
    };

    /// <summary>The direction as Sumo Logic's forwarder names it, as a JSON string; empty when it is not known.</summary>
    protected static ReadOnlySpan<byte> NameOf(Direction direction) => direction switch
    {
        Direction.Inbound => "\"inbound\""u8,
        Direction.Outbound => "\"outbound\""u8,
        Direction.Internal => "\"internal\""u8,
        _ => default,
    };
}

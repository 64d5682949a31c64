using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>An encoder of lines in an output format, without separators.</summary>
abstract class LineEncoder
{
    /// <summary>Whether the encoder writes attributes of network interfaces from EC2.</summary>
    public abstract bool UsesFacts { get; }

    /// <summary>Beginning of a body.</summary>
    public virtual ReadOnlySpan<byte> Opening => default;

    /// <summary>Text between two lines of a body.</summary>
    public virtual ReadOnlySpan<byte> Separator => "\n"u8;

    /// <summary>End of a body.</summary>
    public virtual ReadOnlySpan<byte> Closing => default;

    /// <summary>Writes one line.</summary>
    public abstract void Write(OutputBuffer output, in ProcessedLine line, LineOrigin origin);

    /// <summary>Creates the encoder of an output format.</summary>
    public static LineEncoder For(RecordEncoding encoding, ProcessorSettings settings, bool enriches = true) => encoding switch
    {
        RecordEncoding.VpcRaw => new VpcRawEncoder(),
        RecordEncoding.VpcJson => new MessageEncoder(withTimestamp: false, enriches, settings.IncludeLogInfo, settings.Region),
        RecordEncoding.Others => new MessageEncoder(withTimestamp: true, enriches: false, settings.IncludeLogInfo, settings.Region),
        RecordEncoding.Fields => new FieldsEncoder(settings.IncludeLogInfo, settings.Region),
        RecordEncoding.Coralogix => new CoralogixEncoder(new FieldsEncoder(settings.IncludeLogInfo, settings.Region),
            settings.Endpoint?.CoralogixApplication ?? ProcessorVariables.DefaultCoralogixApplication, settings.Endpoint?.CoralogixSubsystem),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, "Not an encoding."),
    };

    /// <summary>Returns Sumo Logic's name of the direction as a JSON string; empty if the direction is unknown.</summary>
    protected static ReadOnlySpan<byte> NameOf(Direction direction) => direction switch
    {
        Direction.Inbound => "\"inbound\""u8,
        Direction.Outbound => "\"outbound\""u8,
        Direction.Internal => "\"internal\""u8,
        _ => default,
    };
}

using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The parts of the inputs that a verb uses, by which Parquet is read.</summary>
/// <param name="TakesLines">Whether each line is an event, so that lines with the names of fields are left out. Default: false.</param>
/// <param name="Fields">The fields that are used, by name. Default: all.</param>
sealed record InputUse(bool TakesLines = false, IReadOnlySet<string>? Fields = null)
{
    /// <summary>Reader of the inputs as exports of Google's VPC flow logs. Default: null, flow logs of AWS.</summary>
    internal GoogleFlowLogs? Google { get; init; }

    /// <summary>Countries, networks and services, whose fields are added to each record. Default: null, none.</summary>
    internal AddressFiles? Addresses { get; init; }

    /// <summary>Log format of text without a header line, for <see cref="Addresses"/>. Default: null, AWS's default format.</summary>
    internal FlowLogFormat? Format { get; init; }

    /// <summary>Whether an object that was found in a directory, by a pattern or in a bucket is read, by its name. Default: null, all.</summary>
    internal Func<string, bool>? IsWanted { get; init; }

    /// <summary>Whether the verb reads other text than that of the input.</summary>
    internal bool IsChanged => Google is not null || Addresses is not null;

    /// <summary>Whether the verb reads Parquet itself, so that a file is not decoded here. Default: false.</summary>
    internal bool OpensParquet { get; init; }

    /// <summary>All fields of records.</summary>
    internal static InputUse Records { get; } = new();

    /// <summary>All fields of records, of objects as they are stored.</summary>
    internal static InputUse Objects { get; } = new() { OpensParquet = true };

    /// <summary>Lines, whatever is in them.</summary>
    internal static InputUse Lines { get; } = new(TakesLines: true);

    /// <summary>Some fields of records.</summary>
    internal static InputUse Of(IEnumerable<FlowField> fields, AddressFiles? addresses) => new(Fields: fields
        .Concat(addresses is null ? [] : [FlowField.SrcAddr, FlowField.DstAddr]).Select(field => field.Name).ToHashSet());
}

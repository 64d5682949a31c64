using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowLogStack.Records;

/// <summary>A reader of lines of one log format as records, without allocations.</summary>
/// <remarks>
/// A line is either a record, of which every number, instant and address is valid, or malformed with a reason;
/// no error occurs later. One reader serves one thread at a time, and a record is valid until its reader reads
/// the next line. For whole objects, whose header determines the format, use <see cref="FlowLogObjectReader"/>.
/// </remarks>
public sealed class FlowLogReader
{
    /// <summary>Marks a position whose kind is parsed as a number only on request.</summary>
    internal const long NotANumberKind = long.MinValue;

    /// <summary>Marks a position whose value is a valid address.</summary>
    internal const long IsAnAddress = long.MinValue + 1;

    readonly int[] positions;
    readonly Step[] steps;
    byte[]? unescaped;
    RowBlock? block;
    bool isUsable;
    bool areParsed = true;
    ColumnValues?[] valid = [];

    /// <summary>Creates a reader of lines of a log format.</summary>
    public FlowLogReader(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        Format = format;
        Starts = FieldBounds.ForFields(format.Fields.Length);
        positions = [.. FlowField.Catalogue.Select(format.IndexOf)];
        Slots = [.. format.Fields.Select((field, position) => field.IsCustom ? positions.Length + position : field.Ordinal)];
        Numbers = new long[positions.Length + format.Fields.Length];
        Addresses = new FlowAddress[Numbers.Length];
        Array.Fill(Numbers, WholeNumber.Absent);
        foreach (var slot in Slots)
            Numbers[slot] = NotANumberKind;
        // A query over values of our own types is compiled in each process, because the framework's code compiled ahead of time has none of them.
        steps = new Step[format.Fields.Count(field => IsTyped(field.Kind))];
        for (int position = 0, count = 0; count < steps.Length; position++)
        {
            if (IsTyped(format.Fields[position].Kind))
                steps[count++] = new Step(position, Slots[position], format.Fields[position].Kind);
        }
    }

    /// <summary>Log format of the lines.</summary>
    public FlowLogFormat Format { get; }

    // Start of each field of the current line.
    internal int[] Starts { get; }

    // The slot of each position. The slot of a documented field is its ordinal, so that its value is found
    // without a search for its position; custom fields follow.
    internal int[] Slots { get; }

    // By slot, the values of the current line's numbers and addresses.
    internal long[] Numbers { get; }

    internal FlowAddress[] Addresses { get; }

    // The rows of which the current line is the one found last; null for another line.
    internal KnownRows? Known { get; set; }

    /// <summary>Reads one line.</summary>
    /// <param name="line">Line in UTF-8, without its ending.</param>
    /// <param name="record">View of the line; valid until this reader reads again.</param>
    /// <param name="rejection">Reason why the line is malformed.</param>
    /// <returns>Whether the line is a record.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryRead(ReadOnlySpan<byte> line, out FlowRecord record, out Rejection rejection)
    {
        var reason = FieldBounds.Find(line, Starts);
        rejection = reason is RejectionReason.None
            ? ReadValues(ref MemoryMarshal.GetReference(line), line.Length)
            : new Rejection(reason);
        var isRecord = rejection.Reason is RejectionReason.None;
        record = isRecord ? new FlowRecord(line, this) : default;
        return isRecord;
    }

    /// <summary>Reads the line at the beginning of the bytes if it has the usual form; for others call <see cref="TryRead"/>.</summary>
    /// <param name="bytes">First byte; all available bytes and <see cref="FieldBounds.BlockLength"/> more can be loaded.</param>
    /// <param name="available">Number of bytes that belong to the object.</param>
    /// <param name="length">Length of the line, without the line feed after it.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal bool TryReadUsual(ref byte bytes, int available, out int length) =>
        FieldBounds.TryFindEnd(ref bytes, available, Starts, out length)
        && ReadValues(ref bytes, length + FieldBounds.BlockLength).Reason is RejectionReason.None;

    /// <summary>Reads the line of a known row without looking at its bytes. Its numbers and addresses are parsed only on request.</summary>
    /// <param name="rows">The rows, at that of the line.</param>
    /// <returns>False if the values of the rows aren't all valid, so that the line has to be read.</returns>
    internal bool TryReadKnown(KnownRows rows)
    {
        if (!ReferenceEquals(block, rows.Block))
        {
            block = rows.Block;
            isUsable = AreValid(block.Columns);
        }

        if (!isUsable)
            return false;
        if (areParsed)
        {
            foreach (var step in steps)
                Numbers[step.Slot] = NotANumberKind;
            areParsed = false;
        }

        var count = block.Columns.Length;
        block.Fields.AsSpan(rows.Row * count, count).CopyTo(Starts);
        Starts[count] = rows.Length + 1;
        return true;
    }

    /// <summary>Reads one message in the form that CloudWatch Logs, its exports to S3 or Firehose deliver.</summary>
    /// <remarks>
    /// Accepts the envelopes of these sources: a line ending, the ISO 8601 time that CloudWatch Logs puts
    /// before each line of an export, and Firehose's <c>{"message":"…"}</c>.
    /// </remarks>
    /// <param name="message">Message in UTF-8.</param>
    /// <param name="record">View of the line within the message; valid until this reader reads again.</param>
    /// <param name="rejection">Reason why the message is malformed.</param>
    /// <returns>Whether the message is a record.</returns>
    public bool TryReadMessage(ReadOnlySpan<byte> message, out FlowRecord record, out Rejection rejection)
    {
        var line = message.TrimEnd("\r\n"u8);
        if (MessageEnvelope.IsEnvelope(line))
        {
            if (!MessageEnvelope.TryOpen(line, ref unescaped, out line))
            {
                record = default;
                rejection = new Rejection(RejectionReason.BadEnvelope);
                return false;
            }

            line = line.TrimEnd("\r\n"u8);
        }

        if (TryRead(line, out record, out rejection))
            return true;
        // The fault of the line after the time is more useful than the fault that the time is one field too many.
        var bare = MessageEnvelope.WithoutTime(line);
        return bare.Length < line.Length && TryRead(bare, out record, out rejection);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PositionOf(FlowField field) =>
        (uint)field.Ordinal < (uint)positions.Length ? positions[field.Ordinal] : Format.IndexOf(field);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    Rejection ReadValues(ref byte line, int readable)
    {
        areParsed = true;
        ref var starts = ref MemoryMarshal.GetArrayDataReference(Starts);
        ref var numbers = ref MemoryMarshal.GetArrayDataReference(Numbers);
        foreach (ref readonly var step in steps.AsSpan())
        {
            var start = Unsafe.Add(ref starts, step.Position);
            var length = Unsafe.Add(ref starts, step.Position + 1) - start - 1;
            ref var number = ref Unsafe.Add(ref numbers, step.Slot);
            if (step.IsAddress)
            {
                ref var text = ref Unsafe.Add(ref line, start);
                if (length == 1 && text == '-')
                {
                    number = WholeNumber.Absent;
                    continue;
                }

                number = IsAnAddress;
                if (start + 16 <= readable
                    ? !AddressText.TryParse(ref text, length, out Addresses[step.Slot])
                    : !AddressText.TryParse(MemoryMarshal.CreateReadOnlySpan(ref text, length), out Addresses[step.Slot]))
                    return new Rejection(RejectionReason.BadAddress, step.Position);
            }
            else
            {
                var value = WholeNumber.Parse(ref line, start, length);
                number = value;
                if (value < WholeNumber.Absent || value > step.Limit)
                    return new Rejection(RejectionReason.BadNumber, step.Position);
            }
        }

        return default;
    }

    bool AreValid(RowColumn[] columns)
    {
        if (columns.Length != Format.Fields.Length || Array.Exists(columns, column => column.Values is not { ArePrintable: true }))
            return false;
        if (valid.Length == 0)
            valid = new ColumnValues?[columns.Length];
        foreach (var step in steps)
        {
            var values = columns[step.Position].Values!;
            if (ReferenceEquals(valid[step.Position], values))
                continue;
            if (!AreValid(values, step))
                return false;
            valid[step.Position] = values;
        }

        return true;
    }

    static bool IsTyped(FieldKind kind) => kind is FieldKind.Address or FieldKind.Number or FieldKind.Counter or FieldKind.Instant;

    static bool AreValid(ColumnValues values, in Step step)
    {
        for (var i = 0; i < values.Count; i++)
        {
            var value = values[i];
            if (step.IsAddress ? value is not [(byte)'-'] && !AddressText.TryParse(value, out _)
                : WholeNumber.Parse(value) is var number && (number < WholeNumber.Absent || number > step.Limit))
                return false;
        }

        return true;
    }

    readonly record struct Step(int Position, int Slot, FieldKind Kind)
    {
        public long Limit { get; } = Rejection.Limit(Kind);

        public bool IsAddress => Kind is FieldKind.Address;
    }
}

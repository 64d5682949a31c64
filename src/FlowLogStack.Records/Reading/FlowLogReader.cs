using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace FlowLogStack.Records;

/// <summary>Reads lines of one format as records, without allocating.</summary>
/// <remarks>
/// A line is either a record, of which every number, instant and address has been read, or rejected with the reason;
/// nothing is found wrong later. One reader serves one thread at a time, and a record it made is valid until it reads
/// the next line. For whole objects, whose header decides the format, use <see cref="FlowLogObjectReader"/>.
/// </remarks>
public sealed class FlowLogReader
{
    /// <summary>Marks a position whose kind is read as a number only when somebody asks.</summary>
    internal const long NotANumberKind = long.MinValue;

    /// <summary>Marks a position whose value is an address, present and read.</summary>
    internal const long IsAnAddress = long.MinValue + 1;

    readonly int[] positions;
    readonly Step[] steps;
    byte[]? unescaped;

    /// <summary>Makes a reader of lines of this format.</summary>
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
        steps = [.. format.Fields.Select((field, position) => new Step(position, Slots[position], field.Kind)).Where(step => step.IsTyped)];
    }

    /// <summary>The fields of every line, in order.</summary>
    public FlowLogFormat Format { get; }

    // Where each field of the current line begins.
    internal int[] Starts { get; }

    // The slot of each position. A field of the catalogue has its ordinal as slot, so that a caller who names the
    // field finds its value without asking where it stands; custom fields follow.
    internal int[] Slots { get; }

    // By slot, the values of the current line's numbers and addresses.
    internal long[] Numbers { get; }

    internal FlowAddress[] Addresses { get; }

    /// <summary>Reads one line.</summary>
    /// <param name="line">The line in UTF-8, without its ending.</param>
    /// <param name="record">A view of the line; valid until this reader reads again.</param>
    /// <param name="rejection">Why the line is not a record.</param>
    /// <returns>Whether the line is a record.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TryRead(ReadOnlySpan<byte> line, out FlowRecord record, out Rejection rejection)
    {
        var reason = FieldBounds.Find(line, Starts);
        if (reason is RejectionReason.None)
        {
            ref var bytes = ref MemoryMarshal.GetReference(line);
            ref var starts = ref MemoryMarshal.GetArrayDataReference(Starts);
            foreach (var step in steps)
            {
                var start = Unsafe.Add(ref starts, step.Position);
                var length = Unsafe.Add(ref starts, step.Position + 1) - start - 1;
                if (step.IsAddress)
                {
                    var read = start + 16 <= line.Length
                        ? AddressText.TryParse(ref Unsafe.Add(ref bytes, start), length, out Addresses[step.Slot])
                        : AddressText.TryParse(line.Slice(start, length), out Addresses[step.Slot]);
                    Numbers[step.Slot] = read ? IsAnAddress : WholeNumber.Absent;
                    if (read || (length == 1 && line[start] == '-'))
                        continue;
                    reason = RejectionReason.BadAddress;
                }
                else
                {
                    var number = WholeNumber.Parse(ref bytes, start, length);
                    Numbers[step.Slot] = number;
                    if (number >= WholeNumber.Absent && number <= step.Limit)
                        continue;
                    reason = RejectionReason.BadNumber;
                }

                record = default;
                rejection = new Rejection(reason, step.Position);
                return false;
            }

            record = new FlowRecord(line, this);
            rejection = default;
            return true;
        }

        record = default;
        rejection = new Rejection(reason);
        return false;
    }

    /// <summary>Reads one message as CloudWatch Logs, its exports to S3 or Firehose deliver it.</summary>
    /// <remarks>
    /// Takes what surrounds the line in those places: a line ending, the ISO 8601 time that CloudWatch Logs puts
    /// before each line of an export, and Firehose's <c>{"message":"…"}</c>.
    /// </remarks>
    /// <param name="message">The message in UTF-8.</param>
    /// <param name="record">A view of the line within the message; valid until this reader reads again.</param>
    /// <param name="rejection">Why the message is not a record.</param>
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
        // What is wrong with the line behind the time says more than that the time is one field too many.
        var bare = MessageEnvelope.WithoutTime(line);
        return bare.Length < line.Length && TryRead(bare, out record, out rejection);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int PositionOf(FlowField field) =>
        (uint)field.Ordinal < (uint)positions.Length ? positions[field.Ordinal] : Format.IndexOf(field);

    readonly record struct Step(int Position, int Slot, FieldKind Kind)
    {
        public long Limit { get; } = Rejection.Limit(Kind);

        public bool IsAddress => Kind is FieldKind.Address;

        public bool IsTyped => Kind is FieldKind.Address or FieldKind.Number or FieldKind.Counter or FieldKind.Instant;
    }
}

using System.Buffers;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Networks;

/// <summary>Text of records with the facts about their addresses behind the other fields.</summary>
sealed class EnrichedText(AddressDatabase addresses, Stream source, string name, FlowLogFormat? format, Action<long, string>? malformed) : ForwardOnlyStream
{
    const int FullLength = 64 * 1024;
    const int MostAddresses = 100_000;

    readonly FlowLogObjectReader reader = new(source, new FlowLogObjectOptions { Name = name, Format = format, AcceptsAnyForm = true });
    readonly ArrayBufferWriter<byte> text = new(2 * FullLength);
    readonly Dictionary<UInt128, byte[][]> known = [];
    readonly byte[][] unknown = addresses.ValuesOf("-"u8);
    FlowLogFormat? current;
    int served;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (served == text.WrittenCount && !buffer.IsEmpty)
        {
            text.ResetWrittenCount();
            served = 0;
            Fill();
        }

        var count = Math.Min(buffer.Length, text.WrittenCount - served);
        text.WrittenSpan.Slice(served, count).CopyTo(buffer);
        served += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            reader.Dispose();
        base.Dispose(disposing);
    }

    void Fill()
    {
        while (text.WrittenCount < FullLength && reader.Read())
        {
            if (reader.IsRejected)
            {
                malformed?.Invoke(reader.LineNumber, reader.DescribeRejection());
                continue;
            }

            if (!ReferenceEquals(current, reader.Format))
            {
                current = reader.Format;
                Encoding.ASCII.GetBytes($"{current.ToHeaderLine()} {string.Join(' ', addresses.Fields)}\n", text);
            }

            var record = reader.Record;
            text.Write(record.Line);
            var (from, to) = (Values(record, FlowField.SrcAddr), Values(record, FlowField.DstAddr));
            for (var i = 0; i < from.Length; i++)
            {
                text.Write(" "u8);
                text.Write(from[i]);
                text.Write(" "u8);
                text.Write(to[i]);
            }

            text.Write("\n"u8);
        }
    }

    byte[][] Values(FlowRecord record, FlowField field)
    {
        if (!record.TryGetAddress(field, out var address))
            return unknown;
        var number = AddressBlocks.NumberOf(address);
        if (known.TryGetValue(number, out var values))
            return values;
        if (known.Count == MostAddresses)
            known.Clear();
        return known[number] = addresses.ValuesOf(record[field]);
    }
}

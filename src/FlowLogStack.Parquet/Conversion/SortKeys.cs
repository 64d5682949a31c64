using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>The order of records by some fields: numbers and addresses by value, text by its first 16 bytes, absent values first.</summary>
sealed class SortKeys
{
    readonly (int Position, FlowField Field)[] fields;

    internal SortKeys(FlowLogFormat format, IEnumerable<FlowField> sort) =>
        fields = [.. sort.Where(format.Contains).Select(field => (format.IndexOf(field), field))];

    /// <summary>Number of keys of a record.</summary>
    internal int Count => fields.Length;

    /// <summary>Adds the keys of a record.</summary>
    internal void Add(FlowRecord record, List<UInt128> keys)
    {
        foreach (var (position, field) in fields)
            keys.Add(record.IsAbsent(position) ? 0 : KeyOf(record, position, field) + 1);
    }

    static UInt128 KeyOf(FlowRecord record, int position, FlowField field)
    {
        if (field.Kind is FieldKind.Address && FlowAddress.TryParse(record[position], out var address))
            return new UInt128(address.High, address.Low);
        if (field.IsNumeric)
            return (UInt128)WholeNumber.Parse(record[position]);
        var text = record[position];
        Span<byte> padded = stackalloc byte[16];
        text[..Math.Min(text.Length, 15)].CopyTo(padded[1..]);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128BigEndian(padded);
    }
}

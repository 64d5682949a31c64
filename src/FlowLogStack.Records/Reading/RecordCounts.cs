using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>A counter of records by the value of one field. Memory grows with the number of distinct values, not of records.</summary>
/// <param name="field">The field.</param>
/// <param name="decodeTags">Whether tag values are decoded. Default: false, percent-encoded as in the record.</param>
public sealed class RecordCounts(FlowField field, bool decodeTags = false)
{
    readonly Dictionary<byte[], Count> counts = new(new ByText());

    /// <summary>Field whose values are counted.</summary>
    public FlowField Field { get; } = field;

    /// <summary>Counts a record; a record whose log format lacks the field counts as absent.</summary>
    public void Add(FlowRecord record)
    {
        var text = record[Field];
        if (text.IsEmpty)
            text = "-"u8;
        var decoded = decodeTags && Field.Kind is FieldKind.EncodedText && text.Contains((byte)'%') ? new byte[text.Length] : null;
        if (decoded is not null && PercentEncoding.TryDecode(text, decoded, out var written) && decoded.AsSpan(0, written) is not [(byte)'-'])
            text = decoded.AsSpan(0, written);
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!lookup.TryGetValue(text, out var count))
            lookup[text] = count = new Count();
        count.Records++;
    }

    /// <summary>Returns the values with the most records, the most frequent first; equal counts in the order of their values.</summary>
    /// <param name="limit">Maximum number of values. Default: all.</param>
    public IReadOnlyList<ValueCount> Top(int limit = int.MaxValue) =>
    [
        .. counts
            .OrderByDescending(entry => entry.Value.Records)
            .ThenBy(entry => Field.IsNumeric ? WholeNumber.Parse(entry.Key) : 0)
            .ThenBy(entry => Encoding.UTF8.GetString(entry.Key), StringComparer.Ordinal)
            .Take(limit)
            .Select(entry => new ValueCount(entry.Key is [(byte)'-'] ? null : Encoding.UTF8.GetString(entry.Key), entry.Value.Records)),
    ];

    sealed class Count
    {
        public long Records { get; set; }
    }

    sealed class ByText : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode([DisallowNull] byte[] obj) => GetHashCode(obj.AsSpan());

        // The seed differs per process, so an attacker who chooses the values cannot choose collisions.
        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = new HashCode();
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}

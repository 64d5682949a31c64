using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Records;

/// <summary>The groups of one <c>stats</c> command, in the order of their first events.</summary>
sealed class InsightsGroups(InsightsExpression[] keys, InsightsAggregate[] aggregates)
{
    const int TagLength = 5;
    const int Slack = TagLength + InsightsValue.LongestComputed;
    const int PageLength = 64 * 1024;
    const int NumberBits = 32;
    const ulong LastNumber = (1UL << NumberBits) - 1;

    readonly List<Group> groups = [];
    readonly bool[] areComputed = new bool[keys.Length];
    byte[] key = new byte[256];
    // The keys of many groups, one after another: an array for each would double the objects of small groups.
    byte[] page = [];
    int filled;
    // The upper half of a group's digest and its number from one, so that a search reads no other group.
    ulong[] buckets = new ulong[64];

    /// <summary>Adds the current event to its group.</summary>
    internal void Add(InsightsEvent from)
    {
        var group = Find(from);
        for (var i = 0; i < aggregates.Length; i++)
            group.Statistics[i].Add(aggregates[i].Argument is { } argument ? argument.Of(from) : InsightsValue.Of(1L), from);
    }

    /// <summary>Returns the rows: the values of each group's keys, then its statistics.</summary>
    internal IEnumerable<InsightsValue[]> Rows()
    {
        foreach (var group in groups)
            yield return [.. ReadKey(group), .. group.Statistics.Select(statistic => statistic.Result)];
    }

    Group Find(InsightsEvent from)
    {
        // The key's array may grow while it is written.
        var length = WriteKey(from);
        var text = key.AsSpan(0, length);
        var digest = Digest.Of(text);
        for (var at = Bucket(digest, buckets.Length); buckets[at] is not 0 and var bucket; at = (at + 1) & (buckets.Length - 1))
        {
            if ((bucket ^ digest) >> NumberBits != 0)
                continue;
            var known = groups[(int)(bucket & LastNumber) - 1];
            if (known.Digest == digest && text.SequenceEqual(known.Key))
                return known;
        }

        return Start(text, digest);
    }

    Group Start(ReadOnlySpan<byte> text, ulong digest)
    {
        if (page.Length - filled < text.Length)
            (page, filled) = (new byte[Math.Max(PageLength, text.Length)], 0);
        text.CopyTo(page.AsSpan(filled));
        var statistics = new InsightsStatistic[aggregates.Length];
        for (var i = 0; i < statistics.Length; i++)
            statistics[i] = aggregates[i].Start();
        var group = new Group(page, filled, text.Length, digest, areComputed.AsSpan().Contains(true) ? [.. areComputed] : null, statistics);
        filled += text.Length;
        groups.Add(group);
        if (groups.Count > buckets.Length / 2)
        {
            buckets = new ulong[buckets.Length * 4];
            for (var i = 0; i < groups.Count; i++)
                Insert(groups[i].Digest, i + 1);
        }
        else
        {
            Insert(digest, groups.Count);
        }

        return group;
    }

    void Insert(ulong digest, int number)
    {
        var at = Bucket(digest, buckets.Length);
        while (buckets[at] != 0)
            at = (at + 1) & (buckets.Length - 1);
        buckets[at] = (digest & ~LastNumber) | (uint)number;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static int Bucket(ulong digest, int length) => (int)(digest & (ulong)(length - 1));

    // Each value is written with its kind and length, so that different values never make the same key. A
    // computed number is written as its text, because it equals a field with that text.
    int WriteKey(InsightsEvent from)
    {
        var length = 0;
        for (var i = 0; i < keys.Length; i++)
        {
            var value = keys[i].Of(from);
            var text = value.Utf8;
            if (key.Length < length + text.Length + Slack)
                Array.Resize(ref key, (length + text.Length + Slack) * 2);
            areComputed[i] = value.Kind is InsightsValueKind.Number;
            text.CopyTo(key.AsSpan(length + TagLength));
            var written = value.IsText ? text.Length : value.WriteTo(key.AsSpan(length + TagLength));
            key[length] = (byte)(value.IsNone ? Tag.None : value.IsTimestamp ? Tag.Timestamp : Tag.Text);
            BinaryPrimitives.WriteInt32LittleEndian(key.AsSpan(length + 1), written);
            length += TagLength + written;
        }

        return length;
    }

    static IEnumerable<InsightsValue> ReadKey(Group group)
    {
        var (page, end) = (group.Page, group.Start + group.Length);
        for (int at = group.Start, i = 0; at < end; i++)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(page.AsSpan(at + 1));
            var text = InsightsValue.Of(page, at + TagLength, length);
            InsightsNumber.TryRead(text, out var number);
            yield return (Tag)page[at] switch
            {
                Tag.None => default,
                Tag.Timestamp => InsightsValue.At(number.Whole),
                _ => group.AreComputed is { } computed && computed[i] ? number.ToValue() : text,
            };
            at += TagLength + length;
        }
    }

    enum Tag : byte
    {
        None,
        Text,
        Timestamp,
    }

    sealed class Group(byte[] page, int start, int length, ulong digest, bool[]? areComputed, InsightsStatistic[] statistics)
    {
        internal byte[] Page => page;

        internal int Start => start;

        internal int Length => length;

        internal ReadOnlySpan<byte> Key => page.AsSpan(start, length);

        internal ulong Digest => digest;

        internal bool[]? AreComputed => areComputed;

        internal InsightsStatistic[] Statistics => statistics;
    }
}

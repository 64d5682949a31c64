namespace FlowLogStack.Records;

/// <summary>A counter of distinct texts by their hashes, which uses 8 to 16 bytes for each text of any length.</summary>
sealed class DistinctCount
{
    const int FirstLength = 16;

    ulong[] digests = new ulong[FirstLength];
    int used;
    bool hasZero;

    /// <summary>Number of distinct texts.</summary>
    internal long Count => used + (hasZero ? 1L : 0);

    internal void Add(ReadOnlySpan<byte> text)
    {
        var digest = Digest.Of(text);
        if (digest == 0)
        {
            hasZero = true;
            return;
        }

        if (!Insert(digests, digest))
            return;
        used++;
        if (used > digests.Length / 2)
            Grow();
    }

    // An element of zero is empty.
    static bool Insert(ulong[] into, ulong digest)
    {
        var mask = into.Length - 1;
        for (var at = (int)(digest & (ulong)mask); ; at = (at + 1) & mask)
        {
            if (into[at] == digest)
                return false;
            if (into[at] != 0)
                continue;
            into[at] = digest;
            return true;
        }
    }

    void Grow()
    {
        var larger = new ulong[digests.Length * 2];
        foreach (var digest in digests)
        {
            if (digest != 0)
                Insert(larger, digest);
        }

        digests = larger;
    }
}

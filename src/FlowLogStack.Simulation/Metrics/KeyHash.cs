namespace FlowLogStack.Simulation;

/// <summary>A hash of texts that is equal in every process, so results are reproducible.</summary>
struct KeyHash()
{
    const ulong Prime = 0x0000_0100_0000_01B3;

    ulong state = 0xCBF2_9CE4_8422_2325;

    internal void Add(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
            state = (state ^ value) * Prime;
        // A separator between two texts, so the same bytes split elsewhere have another hash.
        state = (state ^ 0x1FF) * Prime;
    }

    /// <summary>Returns the hash. Every bit depends on all texts.</summary>
    internal readonly ulong ToHash()
    {
        var mixed = state ^ (state >> 33);
        mixed *= 0xFF51_AFD7_ED55_8CCD;
        mixed ^= mixed >> 33;
        mixed *= 0xC4CE_B9FE_1A85_EC53;
        return mixed ^ (mixed >> 33);
    }
}

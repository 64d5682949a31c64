namespace FlowLogStack.Simulation;

/// <summary>A hash of texts that is the same in every process, so that results are.</summary>
struct KeyHash()
{
    const ulong Prime = 0x0000_0100_0000_01B3;

    ulong state = 0xCBF2_9CE4_8422_2325;

    internal void Add(ReadOnlySpan<byte> text)
    {
        foreach (var value in text)
            state = (state ^ value) * Prime;
        // What stands between two texts, so that they differ from the same bytes split elsewhere.
        state = (state ^ 0x1FF) * Prime;
    }

    /// <summary>The hash, in which every bit depends on all of the texts.</summary>
    internal readonly ulong ToHash()
    {
        var mixed = state ^ (state >> 33);
        mixed *= 0xFF51_AFD7_ED55_8CCD;
        mixed ^= mixed >> 33;
        mixed *= 0xC4CE_B9FE_1A85_EC53;
        return mixed ^ (mixed >> 33);
    }
}

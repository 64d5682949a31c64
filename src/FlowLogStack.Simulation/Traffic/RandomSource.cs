using System.Numerics;

namespace FlowLogStack.Simulation;

/// <summary>Random numbers that are equal for a seed on every machine and in every version: xoshiro256**, seeded by SplitMix64.</summary>
/// <remarks>All results are integers, because the last digits of sines and logarithms differ from machine to machine.</remarks>
sealed class RandomSource
{
    ulong a;
    ulong b;
    ulong c;
    ulong d;

    internal RandomSource(ulong seed, params ReadOnlySpan<ulong> more)
    {
        var state = seed;
        foreach (var part in more)
            state = Mix(ref state) ^ part;
        a = Mix(ref state);
        b = Mix(ref state);
        c = Mix(ref state);
        d = Mix(ref state);
    }

    internal ulong Next()
    {
        var result = BitOperations.RotateLeft(b * 5, 7) * 9;
        var t = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= t;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>Returns a number from 0 to <paramref name="limit"/>, excluding it.</summary>
    internal int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>Returns a number from <paramref name="least"/> to <paramref name="most"/>, including both.</summary>
    internal int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>Returns true with a probability in thousandths.</summary>
    internal bool Happens(int perThousand) => Below(1000) < perThousand;

    /// <summary>Returns a size of at least <paramref name="least"/>. Each doubling is half as frequent.</summary>
    internal long Size(int least, int doublings)
    {
        var bits = (uint)Next();
        var size = (long)least << Math.Min(doublings, BitOperations.TrailingZeroCount(bits | 0x8000_0000));
        return size + Below((int)Math.Min(size, int.MaxValue));
    }

    internal T Of<T>(IReadOnlyList<T> choices) => choices[Below(choices.Count)];

    internal T Of<T>(T[] choices) => choices[Below(choices.Length)];

    internal T Of<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>Returns the next of a sequence of well-distributed numbers, and updates the state.</summary>
    internal static ulong Mix(ref ulong state)
    {
        var z = state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }
}

using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Removes half of the records of interfaces that have a SKIPDATA record in the same aggregation interval.</summary>
sealed class Losses(RandomSource random)
{
    const int LostPerThousand = 500;

    readonly HashSet<int> lossy = [];

    internal void Lose(EntryBuffer buffer)
    {
        lossy.Clear();
        for (var i = 0; i < buffer.Count; i++)
        {
            if (buffer[i].Status is LogStatus.SkipData)
                lossy.Add(buffer[i].Profile);
        }

        if (lossy.Count > 0)
            buffer.Keep((ref readonly FlowEntry entry) => entry.Status is LogStatus.SkipData || !lossy.Contains(entry.Profile)
                || !random.Happens(LostPerThousand));
    }
}

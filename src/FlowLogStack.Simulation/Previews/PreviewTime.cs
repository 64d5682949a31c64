namespace FlowLogStack.Simulation;

/// <summary>The minutes that a preview shows.</summary>
/// <param name="From">The first one, since 1970.</param>
/// <param name="To">The one after the last.</param>
readonly record struct PreviewTime(long From, long To)
{
    /// <summary>The most points drawn of a line: a day of one-minute datapoints still has one for each.</summary>
    internal const int MostPoints = 1500;

    static readonly int[] Shares = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 5760, 11520, 23040];

    internal long Length => To - From;

    /// <summary>The period at which a line is drawn: its own, or a multiple when it has too many.</summary>
    internal long StepOf(long period)
    {
        foreach (var share in Shares)
        {
            if (Length / (period * share) <= MostPoints)
                return period * share;
        }

        return period * Shares[^1];
    }

    /// <summary>The first minute of the first point.</summary>
    internal long StartOf(long step) => EpochMinute.FloorDivide(From, step) * step;

    /// <summary>How many points there are.</summary>
    internal int CountOf(long step) => (int)((To - StartOf(step) + step - 1) / step);
}

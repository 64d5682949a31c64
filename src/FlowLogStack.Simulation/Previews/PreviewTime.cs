namespace FlowLogStack.Simulation;

/// <summary>The time range of a preview in minutes.</summary>
/// <param name="From">First minute, since 1970.</param>
/// <param name="To">Minute after the last one.</param>
readonly record struct PreviewTime(long From, long To)
{
    /// <summary>Maximum number of points of a line. A day of one-minute data points still has one for each.</summary>
    internal const int MostPoints = 1500;

    static readonly int[] Shares = [1, 2, 3, 5, 10, 15, 20, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 5760, 11520, 23040];

    internal long Length => To - From;

    /// <summary>Returns the period with which a line is drawn: its own, or a multiple if it has too many points.</summary>
    internal long StepOf(long period)
    {
        foreach (var share in Shares)
        {
            if (Length / (period * share) <= MostPoints)
                return period * share;
        }

        return period * Shares[^1];
    }

    /// <summary>Returns the first minute of the first point.</summary>
    internal long StartOf(long step) => EpochMinute.FloorDivide(From, step) * step;

    /// <summary>Returns the number of points.</summary>
    internal int CountOf(long step) => (int)((To - StartOf(step) + step - 1) / step);
}

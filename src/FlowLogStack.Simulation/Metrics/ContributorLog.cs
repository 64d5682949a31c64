namespace FlowLogStack.Simulation;

/// <summary>The amounts of each contributor of a Contributor Insights rule, period by period.</summary>
/// <remarks>
/// Memory is limited: exact up to <see cref="MostContributors"/> contributors. Beyond that, the smaller half is dropped, without its
/// amounts in the total.
/// </remarks>
sealed class ContributorLog(long minutes)
{
    internal const int MostContributors = 100_000;

    readonly Dictionary<ulong, Contributor> contributors = [];

    /// <summary>Length of a period in minutes.</summary>
    internal long Minutes => minutes;

    /// <summary>Whether no contributor was dropped.</summary>
    internal bool IsExact { get; private set; } = true;

    /// <summary>Adds to a known contributor. Returns false for a new one.</summary>
    internal bool TryAdd(ulong key, long minute, double value)
    {
        if (!contributors.TryGetValue(key, out var known))
            return false;
        known.Add(EpochMinute.FloorDivide(minute, minutes), value);
        return true;
    }

    /// <summary>Adds a new contributor.</summary>
    internal void Add(ulong key, string name, long minute, double value)
    {
        if (contributors.Count >= MostContributors)
            ForgetTheSmaller();
        var added = new Contributor(name);
        added.Add(EpochMinute.FloorDivide(minute, minutes), value);
        contributors.Add(key, added);
    }

    /// <summary>Returns the top contributors, largest first; equal ones by name.</summary>
    /// <param name="count">Maximum number of contributors.</param>
    /// <param name="byMaximum">Whether the ranking uses the largest single period, instead of the sum.</param>
    internal IReadOnlyList<Contributor> Top(int count, bool byMaximum) =>
        [.. contributors.Values.OrderByDescending(contributor => byMaximum ? contributor.Maximum : contributor.Sum)
            .ThenBy(contributor => contributor.Name, StringComparer.Ordinal).Take(count)];

    void ForgetTheSmaller()
    {
        IsExact = false;
        foreach (var (key, _) in contributors.OrderBy(entry => entry.Value.Sum).ThenBy(entry => entry.Key).Take(contributors.Count / 2).ToList())
            contributors.Remove(key);
    }

    /// <summary>One contributor.</summary>
    internal sealed class Contributor(string name)
    {
        readonly List<(long Period, double Value)> periods = [];

        internal string Name => name;

        internal double Sum { get; private set; }

        internal double Maximum => periods.Max(period => period.Value);

        /// <summary>Returns the amount in a period, counted in periods since 1970, or null without one.</summary>
        internal double? Of(long period)
        {
            foreach (var (at, value) in periods)
            {
                if (at == period)
                    return value;
            }

            return null;
        }

        internal void Add(long period, double value)
        {
            Sum += value;
            // Logs are nearly in order, so the period is among the last ones.
            for (var i = periods.Count - 1; i >= 0; i--)
            {
                if (periods[i].Period != period)
                    continue;
                periods[i] = (period, periods[i].Value + value);
                return;
            }

            periods.Add((period, value));
        }
    }
}

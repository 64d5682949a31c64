namespace FlowLogStack.Simulation;

/// <summary>What each contributor to a Contributor Insights rule added, period by period.</summary>
/// <remarks>
/// Memory is bounded: exact up to <see cref="MostContributors"/> contributors; beyond that the smaller half is forgotten,
/// and what they added is no part of the total any more.
/// </remarks>
sealed class ContributorLog(long minutes)
{
    internal const int MostContributors = 100_000;

    readonly Dictionary<ulong, Contributor> contributors = [];

    /// <summary>The length of a period in minutes.</summary>
    internal long Minutes => minutes;

    /// <summary>Whether no contributor was forgotten.</summary>
    internal bool IsExact { get; private set; } = true;

    /// <summary>Adds to a contributor that is known.</summary>
    internal bool TryAdd(ulong key, long minute, double value)
    {
        if (!contributors.TryGetValue(key, out var known))
            return false;
        known.Add(EpochMinute.FloorDivide(minute, minutes), value);
        return true;
    }

    /// <summary>Adds to a new contributor.</summary>
    internal void Add(ulong key, string name, long minute, double value)
    {
        if (contributors.Count >= MostContributors)
            ForgetTheSmaller();
        var added = new Contributor(name);
        added.Add(EpochMinute.FloorDivide(minute, minutes), value);
        contributors.Add(key, added);
    }

    /// <summary>The largest contributors, the largest first; of equal ones by name.</summary>
    /// <param name="count">How many at most.</param>
    /// <param name="byMaximum">Whether the largest single period decides; otherwise the sum.</param>
    internal IReadOnlyList<Contributor> Top(int count, bool byMaximum) =>
        [.. contributors.Values.OrderByDescending(contributor => byMaximum ? contributor.Maximum : contributor.Sum).ThenBy(contributor => contributor.Name, StringComparer.Ordinal).Take(count)];

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

        /// <summary>What it added in a period, counted in periods since 1970; null for nothing.</summary>
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

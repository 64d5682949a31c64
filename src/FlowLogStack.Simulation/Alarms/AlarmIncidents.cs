namespace FlowLogStack.Simulation;

/// <summary>The incidents behind the times that an alarm was in ALARM: one that flaps has several of them, and is one incident.</summary>
static class AlarmIncidents
{
    // Data of one event may leave the alarm's sight and come back for as long as this.
    static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(15);

    /// <summary>Joins times in alarm whose pause is not longer than the alarm's own windows, or a quarter of an hour.</summary>
    /// <param name="periods">The times in alarm, oldest first.</param>
    /// <param name="period">The length of a datapoint; zero for a composite alarm.</param>
    /// <param name="evaluationPeriods">The periods that are looked at.</param>
    internal static IReadOnlyList<AlarmPeriod> Of(IReadOnlyList<AlarmPeriod> periods, TimeSpan period, int evaluationPeriods)
    {
        var window = period * evaluationPeriods;
        var pause = window > ShortestPause ? window : ShortestPause;
        var incidents = new List<AlarmPeriod>();
        foreach (var next in periods)
        {
            if (incidents.Count > 0 && next.From - incidents[^1].To <= pause)
                incidents[^1] = new AlarmPeriod(incidents[^1].From, next.To, next.IsOngoing);
            else
                incidents.Add(next);
        }

        return incidents;
    }
}

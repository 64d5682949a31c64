namespace FlowLogStack.Simulation;

/// <summary>The incidents behind an alarm's periods in <c>ALARM</c>. An alarm that flaps has several periods for one incident.</summary>
static class AlarmIncidents
{
    // Data of one event can leave the alarm's evaluation range and return within this time.
    static readonly TimeSpan ShortestPause = TimeSpan.FromMinutes(15);

    /// <summary>Combines periods in <c>ALARM</c> whose distance is at most the alarm's evaluation range, or 15 minutes.</summary>
    /// <param name="periods">The periods in <c>ALARM</c>, oldest first.</param>
    /// <param name="period">Length of a data point; zero for a composite alarm.</param>
    /// <param name="evaluationPeriods">Number of evaluation periods.</param>
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

namespace FlowLogStack.Simulation;

/// <summary>An attack in labeled traffic, as ground truth for a report.</summary>
/// <param name="Name">Name of the attack, such as <c>ssh-brute-force</c>.</param>
/// <param name="Meaning">What the attack does, as a sentence; empty for none.</param>
/// <param name="From">Start.</param>
/// <param name="To">End.</param>
sealed record KnownAttack(string Name, string Meaning, DateTimeOffset From, DateTimeOffset To)
{
    // The last records of an attack arrive minutes after it.
    static readonly TimeSpan Late = TimeSpan.FromMinutes(10);

    /// <summary>Time after an attack in which alarms are still about it: records arrive minutes later, and periods of 15 minutes end even later.</summary>
    public static TimeSpan Afterwards { get; } = TimeSpan.FromMinutes(30);

    /// <summary>Returns whether an alarm's period in <c>ALARM</c> overlaps the attack or the 30 minutes after it.</summary>
    public bool Explains(AlarmPeriod period) => period.To > From && period.From < To + Afterwards;

    /// <summary>Returns the part of a period in <c>ALARM</c> outside of all attacks and the 30 minutes after each.</summary>
    /// <param name="period">The period.</param>
    /// <param name="attacks">The attacks.</param>
    /// <param name="evaluated">
    /// Time that the alarm evaluates. An alarm that entered <c>ALARM</c> because of an attack stays in it for that long. Default: zero.
    /// </param>
    public static TimeSpan TimeOutside(AlarmPeriod period, IEnumerable<KnownAttack> attacks, TimeSpan evaluated = default)
    {
        var remaining = evaluated + Late > Afterwards ? evaluated + Late : Afterwards;
        var (outside, from) = (TimeSpan.Zero, period.From);
        foreach (var attack in attacks.OrderBy(attack => attack.From))
        {
            if (attack.From > from)
                outside += (attack.From < period.To ? attack.From : period.To) - from;
            var explained = attack.To + (attack.Explains(period) ? remaining : Afterwards);
            from = explained > from ? explained : from;
            if (from >= period.To)
                return outside;
        }

        return outside + (period.To - from);
    }
}

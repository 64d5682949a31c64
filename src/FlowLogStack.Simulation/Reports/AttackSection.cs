namespace FlowLogStack.Simulation;

/// <summary>The section with the known attacks and the alarms of each.</summary>
static class AttackSection
{
    /// <summary>Writes the section, or nothing without attacks.</summary>
    public static void Write(HtmlWriter html, BacktestResult result, AttackReview review, IReadOnlyList<AlarmView> alarms)
    {
        if (!review.IsKnown)
            return;
        html.Write($"<section aria-labelledby=\"attacks\"><h2 id=\"attacks\">Attacks</h2>");
        html.Write($"<p class=\"hint\">The traffic is generated, so the attacks are known. An alarm counts for an attack during it and in "
            + $"the {TimeText.Length(KnownAttack.Afterwards)} after it.</p>");
        html.Write($"<ol class=\"attack-list\">");
        foreach (var attack in review.Attacks)
        {
            html.Write($"<li><p><strong>{attack.Name}</strong> <span class=\"hint\">");
            html.WriteTime(attack.From, TimeText.Full(attack.From));
            html.Write($" UTC, for {TimeText.Length(attack.To - attack.From)}</span></p><p class=\"hint\">{attack.Meaning}</p><p>");
            var detecting = AttackReview.Detecting(attack, result).ToList();
            if (detecting.Count == 0)
                html.Write($"<span class=\"missed\">no alarm</span>");
            foreach (var view in alarms.Where(view => detecting.Contains(view.Alarm)))
                html.Write($"{(view.Alarm == alarms.First(first => detecting.Contains(first.Alarm)).Alarm ? "" : ", ")}<a "
                    + $"href=\"#{view.Id}\">{view.Alarm.Name}</a>");
            html.Write($"</p></li>");
        }

        html.Write($"</ol></section>");
    }
}

namespace FlowLogStack.Simulation;

/// <summary>The section of a backtest report with the recommended changes.</summary>
static class NextStepSection
{
    /// <summary>Writes the section, or nothing if no alarm entered <c>ALARM</c>.</summary>
    public static void Write(HtmlWriter html, IReadOnlyList<AlarmView> alarms, AttackReview review)
    {
        var steps = NextSteps.Of(alarms.Select(view => view.Alarm), review);
        if (steps.Count == 0)
            return;
        html.Write($"<section aria-labelledby=\"next\"><h2 id=\"next\">What to do next</h2><ol class=\"steps\">");
        foreach (var step in steps.Where(step => !step.IsNone))
        {
            var id = alarms.First(view => view.Alarm == step.Alarm).Id;
            html.Write($"<li><a href=\"#{id}\">{step.Alarm.Name}</a>");
            SeverityBadge.Write(html, step.Alarm.Severity);
            html.Write($"<p>{string.Join(' ', step.Sentences)}</p>");
            if (step is { Detection: { } detection, KnownSource: { } source })
                html.Write($"<details class=\"snippet\"><summary>Settings that allow {source}</summary><pre "
                    + $"class=\"copied\"><code>{NextSteps.AllowSettings(detection, source)}</code></pre></details>");
            html.Write($"</li>");
        }

        var unchanged = steps.Where(step => step.IsNone).Select(step => step.Alarm.Name).ToList();
        if (unchanged.Count > 0)
            html.Write($"<li><strong>No change</strong> of {NumberText.Plural(unchanged.Count, "alarm")}, in ALARM because of attacks "
                + $"only: {string.Join(", ", unchanged)}.</li>");
        html.Write($"</ol>");
        if (NextSteps.Settings(steps) is { } settings)
            html.Write($"<h3 id=\"settings\">Settings with these thresholds</h3><p class=\"hint\">For the settings file of <code>flowlogs app</code>; the "
                + $"other keys stay.</p><pre class=\"copied\"><code>{settings}</code></pre>");
        html.Write($"</section>");
    }
}

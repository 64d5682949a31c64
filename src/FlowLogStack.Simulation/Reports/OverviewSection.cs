namespace FlowLogStack.Simulation;

/// <summary>The overview of all alarms of a backtest on one time axis.</summary>
static class OverviewSection
{
    public static void Write(HtmlWriter html, IReadOnlyList<AlarmView> alarms, TimeAxis axis, AttackBands attacks)
    {
        html.Write($"<div class=\"lanes\"><div class=\"lane-axis\">");
        attacks.WriteNumbers(html);
        SeriesChart.WriteTime(html, axis);
        html.Write($"</div><ol class=\"lane-list\">");
        foreach (var view in alarms)
            WriteLane(html, view);
        html.Write($"</ol><div class=\"lane-axis\">");
        SeriesChart.WriteTime(html, axis);
        html.Write($"</div></div>");
    }

    static void WriteLane(HtmlWriter html, AlarmView view)
    {
        var outcome = AlarmSentences.Outcome(view.Alarm);
        html.Write($"<li class=\"lane rank-{RankName(view.Rank)}\" data-rank=\"{RankName(view.Rank)}\" data-name=\"{view.Alarm.Name}\">");
        html.Write($"<a href=\"#{view.Id}\"><span class=\"lane-title\"><span class=\"lane-name\">{view.Alarm.Name}</span>");
        SeverityBadge.Write(html, view.Alarm.Severity);
        html.Write($"</span> <span class=\"lane-outcome\">{outcome}</span>");
        SeverityBadge.Write(html, view.Judgement);
        html.Write($"</a>");
        html.Write($"<div class=\"plot\" data-chart=\"{view.ChartId}\" data-follows=\"{view.Id}\">");
        view.Chart?.WriteSpark(html, view.ChartId);
        view.Attacks.Write(html);
        view.States.Write(html);
        html.Write($"<div class=\"hair\"></div></div></li>");
    }

    internal static string RankName(AlarmRank rank) => rank switch
    {
        AlarmRank.Fired => "fired",
        AlarmRank.NoData => "nodata",
        _ => "quiet",
    };
}

using System.Globalization;
using System.Text;
using Constructs;

namespace FlowLogStack.Dashboards;

/// <summary>Collects the rows, missing panels and cost of one dashboard, and writes them into its first panel.</summary>
sealed class DashboardDraft(Construct scope, DashboardProps props, string title, string about, TimeSpan range)
{
    const string InterfacePattern = "eNi-";
    const string VpcPattern = "vPc-";

    readonly List<IReadOnlyList<Panel>> rows = [];
    readonly List<Offer> missing = [];
    readonly List<(string Text, string Address)> links = [];

    /// <summary>Returns the name of a dashboard: the prefix and the title.</summary>
    internal static string NameOf(Construct scope, DashboardProps props, string title)
    {
        var words = string.Concat(title.Split(' ', '&').Where(word => word.Length > 0).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
        return $"{props.NamePrefix ?? DefaultPrefix(scope)}-{words}";
    }

    /// <summary>
    /// Returns the default prefix of names. It is unique to a construct, because CloudWatch replaces a dashboard by another one of the same name.
    /// </summary>
    internal static string DefaultPrefix(Construct scope) => $"{PathName.Unique(scope, '-')}-{Places.EnvironmentOf(scope).Region}";

    /// <summary>Returns log query filters that the dashboard's variables replace; none if the format has neither an interface nor a VPC field.</summary>
    internal IEnumerable<string> Narrowed(Records.InsightsQuery query)
    {
        if (props.Format.Contains(Records.FlowField.InterfaceId))
            yield return $"filter {query.Name(Records.FlowField.InterfaceId)} like /(?i){InterfacePattern}/";
        if (props.Format.Contains(Records.FlowField.VpcId))
            yield return $"filter {query.Name(Records.FlowField.VpcId)} like /(?i){VpcPattern}/";
    }

    internal void Link(string text, string address) => links.Add((text, address));

    /// <summary>Adds rows under a heading. Panels without data are left out and listed in the header; so is the heading if no panel is left.</summary>
    internal void Section(string heading, params IReadOnlyList<Offer>[] offered)
    {
        missing.AddRange(offered.SelectMany(row => row).Where(offer => offer.Panel is null));
        var drawn = offered.Select(row => row.Select(offer => offer.Panel).OfType<Panel>().ToList()).Where(row => row.Count > 0).ToList();
        if (drawn.Count == 0)
            return;
        rows.Add([new TextPanel { Markdown = $"## {heading}", Height = 1 }]);
        rows.AddRange(drawn);
    }

    internal FlowLogDashboard Build()
    {
        if (rows.Count == 0)
            throw new ArgumentException($"The dashboard '{title}' would be empty. {string.Join(". ", Absent())}.");
        var logs = rows.SelectMany(row => row).OfType<LogPanel>().ToList();
        rows.Insert(0, [Header(logs)]);
        return new FlowLogDashboard(scope, "Dashboard", new FlowLogDashboardProps
        {
            Name = NameOf(scope, props, title),
            Rows = rows,
            Variables = [.. Variables(logs)],
            Range = Durations.Minutes(range.TotalMinutes),
        });
    }

    // Panels with the same recommended action share one line.
    List<string> Absent() => [.. missing.GroupBy(offer => offer.Cure)
        .Select(cure => $"{string.Join(", ", cure.Select(offer => $"*{offer.Missing}*").Distinct())}: {cure.Key}")];

    TextPanel Header(IReadOnlyList<LogPanel> logs)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Flow logs: {title}\n{about}\n\n");
        IEnumerable<(string Text, string Address)> all = [.. links, .. props.Siblings.Where(sibling => sibling.Title != title)
            .Select(sibling => (sibling.Title, ConsoleLinks.Of(scope).Dashboard(sibling.Name)))];
        if (all.Any())
            text.Append(ConsoleLinks.Of(scope).InDashboard(string.Join(" · ", all.Select(link => $"[{link.Text}]({link.Address})")) + "\n\n"));
        text.Append(ViewCost(logs)).Append(' ').Append(MonthCost());
        var absent = Absent();
        if (absent.Count > 0)
            text.Append("\n\n**Not drawn.**\n").AppendJoin('\n', absent.Select(line => $"- {line}."));
        // Two lines of text, or the title, take one grid row.
        return new TextPanel { Markdown = text.ToString(), Height = 4 + ((absent.Count + 1) / 2) };
    }

    string ViewCost(IReadOnlyList<LogPanel> logs)
    {
        if (logs.Count == 0)
            return "**A view is free**: no panel scans logs.";
        var gigabytes = props.GigabytesPerDay * range.TotalDays;
        var costs = logs.Select(panel => (panel.Title, Dollars: gigabytes * panel.Share * props.InsightsPrice)).ToList();
        return $"**A view costs {Dollars(costs.Sum(cost => cost.Dollars))}**, and so does each refresh, if {Number(props.GigabytesPerDay)} GB of records "
            + "arrive a day: "
            + string.Join(", ", costs.Select(cost => $"*{cost.Title}* {Dollars(cost.Dollars)}"))
            + $" to scan the range of {Range()} at ${Number(props.InsightsPrice)} a GB. A longer range costs more in proportion; the other panels are free.";
    }

    string MonthCost()
    {
        var panels = rows.SelectMany(row => row).ToList();
        var metrics = panels.OfType<MetricPanel>().SelectMany(panel => panel.Series)
            .Where(series => series.Name.Count > 0 && series.Name[0] == props.Measures.MetricNamespace).Select(series => string.Join(' ', series.Name))
            .Distinct().Count();
        var rules = panels.OfType<ContributorPanel>().Select(panel => panel.RuleName).Distinct().Count();
        return $"**A month costs** $3 for the dashboard, {metrics} × $0.30 for its metrics and {rules} × $0.50 for its Contributor Insights rules, which "
            + "other dashboards share, and $0.02 for each million records that a rule matches.";
    }

    string Range() => range.TotalDays >= 1 ? $"{Number(range.TotalDays)} day{(range.TotalDays > 1 ? "s" : "")}" : $"{Number(range.TotalHours)} hours";

    static string Number(double value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    static string Dollars(double value) => value < 0.0001 ? "less than $0.0001" : "$" + value.ToString("0.00##", CultureInfo.InvariantCulture);

    static IEnumerable<FilterVariable> Variables(IReadOnlyList<LogPanel> logs)
    {
        if (logs.Any(panel => panel.Query.Contains(InterfacePattern, StringComparison.Ordinal)))
            yield return new FilterVariable("interface", "Interface, in log panels", InterfacePattern);
        if (logs.Any(panel => panel.Query.Contains(VpcPattern, StringComparison.Ordinal)))
            yield return new FilterVariable("vpc", "VPC, in log panels", VpcPattern);
    }
}

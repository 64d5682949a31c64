using System.Globalization;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Dashboards;
using FlowLogStack.Records;

namespace FlowLogStack.Organization;

/// <summary>
/// A dashboard of a central log group with a variable for the account: the metric of each detection by Region, its threshold, and the addresses behind it.
/// </summary>
/// <remarks>The variable replaces the id of one account in all panels. Each metric of an account and Region costs a custom metric.</remarks>
public sealed class AccountDashboard : Construct
{
    /// <summary>Creates the dashboard.</summary>
    /// <exception cref="ArgumentException">The list of alarms or of known accounts is empty, or a name isn't valid.</exception>
    public AccountDashboard(Construct scope, string id, AccountDashboardProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        if (props.Alarms is not { Count: > 0 })
            throw new ArgumentException($"The dashboard '{props.Name}' has no alarms by account. Add at least one to {nameof(AccountDashboardProps.Alarms)}.");
        var accounts = props.Alarms.SelectMany(alarms => alarms.Accounts).Where(LookupValue.IsKnown).Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal).ToList();
        // The variable replaces the id wherever it occurs. The stack's own account also occurs in ARNs.
        var own = Places.EnvironmentOf(this).Account;
        var selected = accounts.Find(account => account != own) ?? accounts.FirstOrDefault()
            ?? throw new ArgumentException($"The accounts of the dashboard '{props.Name}' are known only after deployment, and a variable needs their ids. "
                + "Pass them as text.");
        Dashboard = new FlowLogDashboard(this, "Dashboard", new FlowLogDashboardProps
        {
            Name = props.Name,
            Range = props.Range,
            Variables = [new FilterVariable("account", "Account", selected) { Choices = accounts }],
            Rows = [.. props.Alarms.Select(alarms => Row(alarms, selected, props.ShowsRecords))],
        });
    }

    /// <summary>CloudWatch dashboard with the account variable.</summary>
    public FlowLogDashboard Dashboard { get; }

    static IReadOnlyList<Panel> Row(AccountAlarms alarms, string account, bool showsRecords)
    {
        var graph = new MetricPanel
        {
            Title = alarms.Detection.Title,
            Period = Durations.Seconds(alarms.Detection.Period.TotalSeconds),
            Series = [.. alarms.Regions.Select(region => MetricSeries.Of(alarms.MetricRecords(account, region)) with { Label = region })],
            Thresholds = [new PanelThreshold(alarms.Detection.Threshold, string.Create(CultureInfo.InvariantCulture,
                $"Alarm at {alarms.Detection.Threshold}"))],
        };
        return showsRecords && alarms.Format.Contains(FlowField.AccountId) ? [graph, Addresses(alarms, account)] : [graph];
    }

    static LogPanel Addresses(AccountAlarms alarms, string account) => new()
    {
        Title = $"{alarms.Detection.Title}: addresses",
        LogGroupName = alarms.LogGroupName,
        Query = (alarms.Detection with { Conditions = [.. alarms.Detection.Conditions, FlowField.AccountId.Is(account)] }).ToInsightsQuery(alarms.Format),
    };
}

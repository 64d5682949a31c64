using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CDK.AWS.CloudWatch;
using Constructs;
using FlowLogStack.Access;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>A CloudWatch dashboard of typed panels in rows, checked during synthesis against CloudWatch's documented dashboard structure.</summary>
public sealed class FlowLogDashboard : Construct
{
    const int NameLength = 255;

    static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates the dashboard.</summary>
    /// <exception cref="ArgumentException">A name, row or panel isn't valid in CloudWatch. The message contains the panel's title.</exception>
    public FlowLogDashboard(Construct scope, string id, FlowLogDashboardProps props)
        : base(scope, id)
    {
        ServiceLimits.Watch(this);
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        EnsureName(props.Name);
        Panels = DashboardLayout.Place(props.Rows);
        var body = Body(props).ToJsonString(Json);
        EnsureValid(props.Name, body);
        PhysicalNames.Reserve(this, "dashboards", props.Name, $"Set another {nameof(FlowLogDashboardProps.Name)} or prefix of names for one of them.",
            NameScope.Account);
        Dashboard = new CfnDashboard(this, "Dashboard", new CfnDashboardProps { DashboardName = props.Name, DashboardBody = body });
    }

    /// <summary>The dashboard.</summary>
    public CfnDashboard Dashboard { get; }

    internal IReadOnlyList<PlacedPanel> Panels { get; }

    JsonObject Body(FlowLogDashboardProps props)
    {
        var body = new JsonObject
        {
            ["start"] = Start(props),
            // Each panel keeps its own period in every time range, so its sums stay comparable.
            ["periodOverride"] = "inherit",
        };
        if (props.Variables.Count > 0)
            body["variables"] = new JsonArray([.. props.Variables.Select(variable => variable.ToJson())]);
        body["widgets"] = new JsonArray([.. Panels.Select(Widget)]);
        return body;
    }

    JsonObject Widget(PlacedPanel placed) => new()
    {
        ["type"] = placed.Panel.Type,
        ["x"] = placed.X,
        ["y"] = placed.Y,
        ["width"] = placed.Width,
        ["height"] = placed.Height,
        ["properties"] = placed.Panel.Properties(Places.EnvironmentOf(this).Region),
    };

    static string Start(FlowLogDashboardProps props)
    {
        var range = TimeSpan.FromSeconds(props.Range.InSeconds());
        if (range < TimeSpan.FromMinutes(1) || range.Ticks % TimeSpan.TicksPerMinute != 0)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The time range of {range.TotalSeconds} s of the dashboard ")
                + $"'{props.Name}' is not a whole number of minutes. Set {nameof(FlowLogDashboardProps.Range)} to at least Duration.Minutes(1).");
        return range.Ticks % TimeSpan.TicksPerDay == 0
            ? string.Create(CultureInfo.InvariantCulture, $"-P{range.Days}D")
            : range.Ticks % TimeSpan.TicksPerHour == 0
                ? string.Create(CultureInfo.InvariantCulture, $"-PT{(long)range.TotalHours}H")
                : string.Create(CultureInfo.InvariantCulture, $"-PT{(long)range.TotalMinutes}M");
    }

    static void EnsureName(string name)
    {
        if (!LookupValue.IsKnown(name))
            return;
        if (name.Length is 0 or > NameLength || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            throw new ArgumentException($"'{name}' cannot name a dashboard. Use 1 to {NameLength} letters, digits, hyphens and underscores.");
    }

    void EnsureValid(string name, string body)
    {
        var problems = DashboardBody.Check(DeployedText.Of(this, body));
        if (problems.Count > 0)
            throw new ArgumentException($"CloudWatch does not accept the dashboard '{DeployedText.Of(this, name)}':\n{string.Join('\n', problems)}");
    }
}

using System.Text.Json.Nodes;
using Amazon.CloudWatch;
using Amazon.CloudWatch.Model;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Checks that alarms match the template, notify its topics, and have data.</summary>
sealed class AlarmChecks(Deployed deployed)
{
    const string NameProperty = "AlarmName";
    const string MetricType = "AWS::CloudWatch::Alarm";
    const string ArnMark = ":alarm:";
    const string CompositeType = "AWS::CloudWatch::CompositeAlarm";

    /// <summary>Alarms found, by name; null before <see cref="RunAsync"/> or if they could not be read.</summary>
    internal IReadOnlyDictionary<string, LiveAlarm>? Found { get; private set; }

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        var resources = deployed.OfType(MetricType, CompositeType);
        var names = resources.Select(NameOf).OfType<string>().ToList();
        try
        {
            Found = await LiveAlarm.OfAsync(deployed.Services.CloudWatch, names, cancellation).ConfigureAwait(false);
        }
        catch (ServiceCallException e)
        {
            return [e.ToCheck(CheckKind.Alarm, Counted.Of(resources.Count, "alarm"))];
        }

        return [.. resources.SelectMany(resource => ChecksOf(resource, Found))];
    }

    string? NameOf(TemplateResource resource) => deployed.NameOf(resource, NameProperty);

    IEnumerable<Check> ChecksOf(TemplateResource resource, IReadOnlyDictionary<string, LiveAlarm> found)
    {
        if (NameOf(resource) is not { } name)
            return [Deployed.NotMade(CheckKind.Alarm, resource)];
        if (!found.TryGetValue(name, out var alarm))
            return [Deployed.Gone(CheckKind.Alarm, resource, name, "the alarm does not exist")];
        return [SettingsOf(resource, alarm), ActionsOf(resource, alarm, found.Values), StateOf(resource, alarm)];
    }

    static Check SettingsOf(TemplateResource resource, LiveAlarm alarm)
    {
        var differences = new Differences(CheckKind.Alarm, alarm.Name, resource);
        if (alarm.Composite is { } composite)
        {
            differences.Text("AlarmRule", composite.AlarmRule);
            differences.Derived("ActionsSuppressor", "ActionsSuppressor", AlarmNameOf(composite.ActionsSuppressor),
                AlarmNameOf(resource.TextOf("ActionsSuppressor")));
        }
        else
        {
            Compare(resource, alarm.Metric!, differences);
        }

        return differences.ToCheck("matches the template");
    }

    static void Compare(TemplateResource resource, MetricAlarm alarm, Differences differences)
    {
        differences.Text("Namespace", alarm.Namespace);
        differences.Text("MetricName", alarm.MetricName);
        differences.Derived("Dimensions", "Dimensions", AlarmMetric.DimensionsOf(alarm.Dimensions),
            AlarmMetric.DimensionsOf(resource.Properties["Dimensions"]));
        differences.Text("Statistic", alarm.Statistic?.Value);
        differences.Text("ExtendedStatistic", alarm.ExtendedStatistic);
        differences.Text("Unit", alarm.Unit?.Value);
        // An alarm on expressions has them in its metrics, and one with a band has no threshold, whatever CloudWatch returns.
        if (resource.Properties.ContainsKey("Period"))
            differences.Number("Period", alarm.Period);
        if (!resource.Properties.ContainsKey("ThresholdMetricId"))
            differences.Number("Threshold", alarm.Threshold);
        differences.Number("EvaluationPeriods", alarm.EvaluationPeriods);
        differences.Number("DatapointsToAlarm", alarm.DatapointsToAlarm, ResourceValues.Number(resource.Properties["EvaluationPeriods"]));
        differences.Text("ThresholdMetricId", alarm.ThresholdMetricId);
        differences.Text("ComparisonOperator", alarm.ComparisonOperator?.Value);
        differences.Text("TreatMissingData", alarm.TreatMissingData, "missing");
        differences.Text("EvaluateLowSampleCountPercentile", alarm.EvaluateLowSampleCountPercentile, "evaluate");
        CompareMetrics(resource, alarm, differences);
    }

    static void CompareMetrics(TemplateResource resource, MetricAlarm alarm, Differences differences)
    {
        const string Property = "Metrics";
        var live = (alarm.Metrics ?? []).Select(AlarmMetric.Of).DistinctBy(metric => metric.Id).ToDictionary(metric => metric.Id, metric => metric.Settings);
        var expected = (resource.Properties[Property] as JsonArray ?? []).Select(AlarmMetric.Of).DistinctBy(metric => metric.Id)
            .ToDictionary(metric => metric.Id, metric => metric.Settings);
        foreach (var id in expected.Keys.Union(live.Keys))
        {
            if (!live.TryGetValue(id, out var settings) || !expected.TryGetValue(id, out var wanted))
            {
                differences.Derived(Property, $"{Property}[{id}]", TitleOf(live.GetValueOrDefault(id)), TitleOf(expected.GetValueOrDefault(id)));
                continue;
            }

            // An expression may inherit its period from the metrics that it reads.
            foreach (var name in wanted.Keys.Union(settings.Keys).Where(name => name != "Period" || wanted.ContainsKey(name)))
                differences.Derived(Property, $"{Property}[{id}].{name}", settings.GetValueOrDefault(name), wanted.GetValueOrDefault(name));
        }
    }

    static string? TitleOf(IReadOnlyDictionary<string, string>? settings) =>
        settings?.GetValueOrDefault("Expression") ?? settings?.GetValueOrDefault("MetricName");

    // A suppressor may be a name or an ARN.
    static string? AlarmNameOf(string? alarm) =>
        alarm is not null && alarm.IndexOf(ArnMark, StringComparison.Ordinal) is >= 0 and var mark ? alarm[(mark + ArnMark.Length)..] : alarm;

    static Check ActionsOf(TemplateResource resource, LiveAlarm alarm, IEnumerable<LiveAlarm> all)
    {
        var differences = new Differences(CheckKind.AlarmActions, alarm.Name, resource);
        differences.Flag("ActionsEnabled", alarm.ActionsEnabled, true);
        differences.Texts("AlarmActions", alarm.AlarmActions);
        differences.Texts("OKActions", alarm.OkActions);
        differences.Texts("InsufficientDataActions", alarm.InsufficientDataActions);
        if (!alarm.ActionsEnabled)
            return Doubted(differences.ToCheck("disabled, which matches the template"), "Enable the alarm's actions in the template");
        if (alarm.AlarmActions.Count > 0)
            return differences.ToCheck($"{Counted.Of(alarm.AlarmActions.Count, "action")}, which matches the template");
        if (all.FirstOrDefault(other => other.Watches(alarm.Name)) is { } composite)
            return differences.ToCheck($"none of its own, which matches the template; the composite alarm '{composite.Name}' includes it");
        return Doubted(differences.ToCheck("it has no action, which matches the template"), "Add an action, or a composite alarm that has one");
    }

    /// <summary>Returns a warning for a setting that matches the template but is probably unintended.</summary>
    static Check Doubted(Check check, string cure) => check.Outcome is CheckOutcome.Passed ? check with { Outcome = CheckOutcome.Warning, Cure = cure } : check;

    Check StateOf(TemplateResource resource, LiveAlarm alarm)
    {
        var check = new Check(CheckKind.AlarmState, alarm.Name, CheckOutcome.Passed, alarm.State?.Value
            ?? "its state is unknown") { LogicalId = resource.LogicalId };
        var since = alarm.Since is { } at ? $" since {BacktestJson.TextOf(at)}" : "";
        if (alarm.State == StateValue.ALARM)
            return check with { Outcome = CheckOutcome.Warning, Detail = $"in ALARM{since}: {alarm.Reason?.TrimEnd('.') ?? "CloudWatch returned no reason"}",
                Cure = "Investigate the alarm" };
        if (alarm.State != StateValue.INSUFFICIENT_DATA)
            return check;
        var patience = deployed.Options.Within + TimeSpan.FromSeconds((alarm.Metric?.Period ?? 0) * (double)(alarm.Metric?.EvaluationPeriods ?? 0));
        return alarm.Since is { } began && began > deployed.Now - patience
            ? check with { Detail = $"INSUFFICIENT_DATA{since}, like every new alarm" }
            : check with { Outcome = CheckOutcome.Warning, Detail = $"INSUFFICIENT_DATA{since}: its metric has no data",
                Cure = "Check that its metric has datapoints, and that its treatment of missing data is as intended" };
    }
}

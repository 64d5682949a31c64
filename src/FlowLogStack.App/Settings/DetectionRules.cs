using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Validation of detections: fields, addresses and numbers that AWS services don't accept, and subscribers that no alarm would notify.</summary>
static class DetectionRules
{
    const int MostExpressions = 5;

    internal static IEnumerable<SettingsProblem> Judge(FlowLogSettings settings, FlowLogFormat format)
    {
        var network = settings.Network.ToNetwork();
        Detection[] watched = settings.Logs.Enabled ? [.. settings.Alarms.Watched(format, network)] : [];
        return
        [
            .. settings.Logs.Enabled ? Network(settings.Network, watched, format) : [],
            .. settings.Logs.Enabled ? Subscribers(settings, watched, format) : [],
            .. watched.SelectMany(Numbers),
        ];
    }

    static SettingsProblem[] Network(NetworkSettings network, Detection[] watched, FlowLogFormat format)
    {
        // A network that a pattern can't express is one problem, not one for each detection that uses it.
        SettingsProblem[] blocks = watched.Any(detection => detection.Id != Detections.SshRejects.Id)
            ? [.. Blocks("internalRanges", network.InternalRanges, Outside), .. Blocks("privateSubnets", network.PrivateSubnets, Inside),
                .. Blocks("approvedResolvers", network.ApprovedResolvers, Outside),
                .. network.Known.Lists.SelectMany(list => Blocks("known." + list.Key, list.Blocks, Outside))]
            : [];
        return blocks.Length > 0 ? blocks : Rendered(watched, format);
    }

    static IEnumerable<SettingsProblem> Blocks(string key, IReadOnlyList<string> blocks, Func<string, FieldCondition> condition) =>
        blocks.SelectMany((block, at) => SettingsRules.Attempt($"network.{key}[{at}]", () => FlowLogFormat.Default.ToFilterPattern(condition(block))));

    static FieldCondition Outside(string block) => FlowField.DstAddr.IsOutside([block]);

    static FieldCondition Inside(string block) => FlowField.DstAddr.IsInside([block]);

    static SettingsProblem[] Rendered(Detection[] watched, FlowLogFormat format)
    {
        SettingsProblem[] unsayable = [.. watched.SelectMany(detection =>
            SettingsRules.Attempt($"alarms.detections.{detection.Id}", () => Render(detection, format)))];
        if (unsayable.Length > 0)
            return unsayable;
        var expressions = watched.Where(detection => detection.Measure.Kind is MeasureKind.Flows or MeasureKind.Sum)
            .SelectMany(detection => detection.ToFilterPatterns(format).Where(FilterPattern.HasExpression).Select(_ => detection.Id)).ToList();
        return expressions.Count <= MostExpressions
            ? []
            : [new("alarms.detections", $"{expressions.Count} filters would have regular expressions, those of {string.Join(", ", expressions)}, and "
            + $"CloudWatch Logs allows a log group {MostExpressions}. Disable one, allow fewer addresses and ports, or use a log format with fewer fields.")];
    }

    static void Render(Detection detection, FlowLogFormat format)
    {
        if (detection.Measure.NeedsRule)
            detection.ToInsightRule(format, "a log group");
        else if (detection.Measure.Kind is MeasureKind.Arrivals)
            detection.Selection(format);
        else
            detection.ToFilterPatterns(format);
    }

    static IEnumerable<SettingsProblem> Subscribers(FlowLogSettings settings, Detection[] watched, FlowLogFormat format)
    {
        var alarms = settings.Alarms;
        Severity[] notified = [.. watched.Select(detection => detection.SeverityIn(format)), .. alarms.WatchedChanges.Select(change => change.Severity),
            .. settings.Archive.Enabled && settings.Athena.DailyQueries ? [Severity.Low] : Array.Empty<Severity>()];
        if (notified.Length == 0 && !settings.Forward.IsOn && alarms.Notify.Count > 0)
            yield return new("alarms.notify", $"\"{alarms.Notify[0]}\" would never be notified, because no detection is enabled for this log format. Remove "
                + "it, or use a log format with the fields of a detection.");
        foreach (var (severity, notify) in alarms.Severities.Own)
        {
            var key = severity.ToString().ToLowerInvariant();
            if (!notified.Contains(severity))
                yield return new($"alarms.severities.{key}", $"\"{notify[0]}\" would never be notified, because no enabled detection has this severity. "
                    + $"Remove it, or set the severity of a detection to \"{key}\".");
        }
    }

    static IEnumerable<SettingsProblem> Numbers(Detection detection)
    {
        var longest = TimeSpan.FromDays(detection.Period < TimeSpan.FromHours(1) ? 1 : 7);
        if (detection.DatapointsToAlarm > detection.EvaluationPeriods)
            yield return new($"alarms.detections.{detection.Id}", $"{detection.DatapointsToAlarm} of {detection.EvaluationPeriods} periods cannot breach. Set "
                + "'datapointsToAlarm' to at most 'evaluationPeriods'.");
        if (detection.Period * detection.EvaluationPeriods > longest)
            yield return new($"alarms.detections.{detection.Id}.evaluationPeriods", $"{detection.EvaluationPeriods} periods "
                + $"of {detection.Period.TotalMinutes} minutes are more than the {longest.TotalDays} day(s) that CloudWatch allows for such "
                + "periods. Use fewer.");
    }

    /// <summary>Returns a problem for an enabled detection that requires network settings which aren't set.</summary>
    internal static IEnumerable<SettingsProblem> Untold(FlowLogSettings settings)
    {
        if (settings.Network.PrivateSubnets.Count == 0 && settings.Alarms.Detections.TryGetValue("PrivateSubnetReached", out var change) && change.Enabled)
            yield return new("alarms.detections.PrivateSubnetReached",
                "the private subnets are not set. Add their CIDR blocks to 'network.privateSubnets', or remove the detection.");
    }
}

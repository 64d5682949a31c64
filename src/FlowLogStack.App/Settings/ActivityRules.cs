using System.Text.Json.Nodes;

namespace FlowLogStack.App;

/// <summary>Validation of activity logs: settings without effect, and parts that need others.</summary>
static class ActivityRules
{
    static readonly string[] OfNewTrail = ["dataEventBuckets", "excludeManagementEventSources"];
    static readonly string[] OfExistingTrail = ["logGroup", "trailBucket"];
    static readonly string[] OfTrailFiles = ["trailPrefix", "organization"];
    static readonly string[] OfAccessLogs = ["accessLogPrefixes", "loggedBuckets"];
    static readonly string[] OfTables = ["accounts", "regions"];

    internal static IEnumerable<SettingsProblem> Judge(FlowLogSettings settings, JsonObject written)
    {
        var activity = settings.Activity;
        List<string> keys = [.. SettingsRules.KeysOf(written, "activity")];
        SettingsProblem Idle(string key, string reason, string fix) => new($"activity.{key}", $"this has no effect, because {reason}. Remove it, or {fix}.");

        if (activity.NewTrail)
        {
            foreach (var key in keys.Where(OfExistingTrail.Contains))
                yield return new($"activity.{key}", "this is of an existing trail, and 'activity.newTrail' creates another, which costs a second copy of its "
                    + "events. Remove one of them.");
        }

        foreach (var key in keys.Where(key => OfNewTrail.Contains(key) && !activity.NewTrail))
            yield return Idle(key, "the stack creates no trail", "set 'activity.newTrail' to true");
        foreach (var key in keys.Where(key => OfTrailFiles.Contains(key) && activity is { NewTrail: false, TrailBucket: null }))
            yield return Idle(key, "there is no trail with files", "set 'activity.trailBucket' or 'activity.newTrail'");
        foreach (var key in keys.Where(key => OfAccessLogs.Contains(key) && activity.AccessLogBucket is null))
            yield return Idle(key, "'activity.accessLogBucket' is not set", "set it");
        foreach (var key in keys.Where(key => OfTables.Contains(key) && !activity.HasTable))
            yield return Idle(key, "there is no table", "set 'activity.trailBucket', 'activity.newTrail' or 'activity.accessLogBucket'");
        if (activity is { AccessLogBucket: not null, LoggedBuckets.Count: 0 })
            yield return new("activity.loggedBuckets", "the table of access logs has a partition for each bucket, and none is listed. List the buckets whose "
                + "requests are logged.");
        if (!activity.HasCalls && activity.Detections)
            yield return new("activity.detections", "true needs the log group of a trail. Set 'activity.logGroup', or 'activity.newTrail' to true.");
        if (!activity.Detections && activity.BenchmarkText)
            yield return Idle("benchmarkText", "no detection of calls is enabled", "set 'activity.detections' to true");
        if (activity.Detections && activity.HasCalls && settings is { Logs.Enabled: false, Alarms.Changes: false })
            yield return new("activity.detections", "its alarms notify the topic of the stack, which has none without a log group. Set 'logs.enabled' or "
                + "'alarms.changes' to true.");
        if (activity.HasTable && !settings.Archive.Enabled)
            yield return new(activity.TrailBucket is not null ? "activity.trailBucket" : activity.AccessLogBucket is not null ? "activity.accessLogBucket"
                : "activity.newTrail", "its table is in the database and workgroup of the archive, and 'archive.enabled' is false. Set it to true, or use "
                + "'activity.logGroup' alone.");
        if (settings is { Logs.Enabled: true } && (settings.Logs.ExistingLogGroup ?? settings.Logs.Name) is { } records)
        {
            foreach (var (key, _) in new[] { ("logGroup", activity.LogGroup), ("accessLogGroup", activity.AccessLogGroup) }.Where(log => log.Item2 == records))
                yield return new($"activity.{key}", $"\"{records}\" is the log group of the flow logs, whose records aren't calls or requests. Use the log "
                    + "group of the activity log.");
        }

        if (activity.LogGroup is { } calls && calls == activity.AccessLogGroup)
            yield return new("activity.accessLogGroup", $"\"{calls}\" is the log group of the trail in 'activity.logGroup' as well. Use the log group of the "
                + "access logs.");
        if (keys.Contains("queries") && !activity.IsOn)
            yield return Idle("queries", "no activity log is set", "set one, such as 'activity.logGroup'");
    }
}

using FlowLogStack.Records;

namespace FlowLogStack.App;

/// <summary>Validation of the daily queries: a topic for their findings, and the fields that they read.</summary>
static class DailyQueryRules
{
    internal static IEnumerable<SettingsProblem> Judge(FlowLogSettings settings, FlowLogFormat format)
    {
        const string Path = "athena.dailyQueries";
        if (!settings.Athena.DailyQueries || !settings.Archive.Enabled)
            yield break;
        if (!settings.Logs.Enabled && !settings.Alarms.Changes)
            yield return new(Path, "no topic receives the findings, because topics belong to alarms and changes. Set 'logs.enabled' or "
                + "'alarms.changes' to true.");
        if (ScheduledAthenaQuery.Daily.All(query => !query.Query.Fields.All(format.Contains)))
        {
            var missing = ScheduledAthenaQuery.Daily[0].Query.Fields.Where(field => !format.Contains(field)).Select(field => $"'{field.Name}'");
            yield return new(Path, $"the log format lacks fields that the queries require, such as {string.Join(", ", missing)}. Add them to 'format', "
                + "or remove this setting.");
        }
    }
}

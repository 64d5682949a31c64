using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using static FlowLogStack.Simulation.JsonLists;

namespace FlowLogStack.Simulation;

/// <summary>A backtest as JSON.</summary>
/// <remarks>
/// One object with <c>records</c>, <c>rejectedLines</c>, and <c>alarms</c> with <c>logicalId</c>, <c>alarm</c>, <c>metric</c>,
/// <c>timesInAlarm</c>, <c>transitions</c>, <c>datapoints</c> and more. Times are in UTC, such as <c>2026-01-01T00:05:00Z</c>. States and settings
/// have AWS's names.
/// </remarks>
static class BacktestJson
{
    const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    /// <summary>Writes a backtest.</summary>
    /// <param name="result">The backtest.</param>
    /// <param name="comparison">Comparison with another backtest; null for none.</param>
    /// <param name="output">Receives UTF-8 with a final line feed.</param>
    public static void Write(BacktestResult result, BacktestComparison? comparison, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(output);
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("template", result.Template);
            json.WriteNumber("records", result.Records);
            json.WriteNumber("rejectedLines", result.RejectedLines);
            WriteTime(json, "from", result.From);
            WriteTime(json, "to", result.To);
            json.WriteNumber("timesInAlarm", result.TimesInAlarm);
            json.WriteNumber("incidents", result.Incidents);
            WriteAll(json, "alarms", result.Alarms, WriteAlarm);
            WriteAll(json, "notSimulated", result.NotSimulated, WriteUnsimulated);
            if (result.Accounts is { } accounts)
                WriteAll(json, "accounts", accounts, WriteAccount);
            WriteTraffic(json, result.Traffic);
            WriteTexts(json, "refusals", result.Refusals);
            WriteTexts(json, "notes", result.Notes);
            if (comparison is not null)
                WriteComparison(json, comparison);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    /// <summary>Returns AWS's name of a state.</summary>
    public static string NameOf(AlarmState state) => state switch
    {
        AlarmState.Alarm => "ALARM",
        AlarmState.Ok => "OK",
        _ => "INSUFFICIENT_DATA",
    };

    /// <summary>Returns AWS's name of a treatment of missing data.</summary>
    public static string NameOf(MissingDataTreatment treatment) => MissingDataName.Of(treatment);

    /// <summary>Returns a time in UTC, such as <c>2026-01-01T00:05:00Z</c>.</summary>
    public static string TextOf(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, System.Globalization.CultureInfo.InvariantCulture);

    static void WriteAlarm(Utf8JsonWriter json, AlarmOutcome alarm)
    {
        json.WriteStartObject();
        json.WriteString("logicalId", alarm.LogicalId);
        json.WriteString("alarm", alarm.Name);
        json.WriteString("metric", alarm.Metric);
        json.WriteNumber("timesInAlarm", alarm.TimesInAlarm);
        json.WriteNumber("incidents", alarm.Incidents);
        WriteAll(json, "transitions", alarm.Transitions.Select((transition, place) =>
            (transition.At, transition.State, Reason: alarm.Reasons.ElementAtOrDefault(place))).ToList(), (writer, transition) =>
        {
            writer.WriteStartObject();
            WriteTime(writer, "at", transition.At);
            writer.WriteString("state", NameOf(transition.State));
            if (transition.Reason is { } reason)
                writer.WriteString("reason", reason);
            writer.WriteEndObject();
        });
        WriteAll(json, "datapoints", alarm.Datapoints, (writer, point) =>
        {
            writer.WriteStartObject();
            WriteTime(writer, "at", point.At);
            writer.WriteNumber("value", point.Value);
            writer.WriteEndObject();
        });
        json.WriteString("description", alarm.Description);
        json.WriteString("severity", alarm.Severity is { } severity ? AlarmSeverity.NameOf(severity) : null);
        json.WriteString("kind", alarm.Kind switch { AlarmKind.Threshold => "threshold", AlarmKind.Anomaly => "anomaly", _ => "composite" });
        if (alarm.Kind is not AlarmKind.Composite)
            WriteSettings(json, alarm);
        WriteAll(json, "periodsInAlarm", alarm.PeriodsInAlarm, WritePeriod);
        WriteAll(json, "incidentPeriods", alarm.IncidentPeriods, WritePeriod);
        json.WriteNumber("secondsInAlarm", (long)alarm.TimeInAlarm.TotalSeconds);
        WriteTime(json, "firstAlarm", alarm.FirstAlarm);
        WriteNumber(json, "peak", alarm.Peak);
        WriteNumber(json, "suggestedThreshold", alarm.SuggestedThreshold);
        json.WriteStartObject("topTalkers");
        json.WriteBoolean("exact", alarm.Talkers.IsExact);
        json.WriteString("rankedBy", alarm.Talkers.Measure switch { TalkerMeasure.Value => "value", TalkerMeasure.Contributors => "contributors",
            _ => "records" });
        WriteAll(json, "sources", alarm.Talkers.Sources, WriteTalker);
        WriteAll(json, "destinations", alarm.Talkers.Destinations, WriteTalker);
        WriteAll(json, "services", alarm.Talkers.Services, WriteTalker);
        json.WriteEndObject();
        WriteTexts(json, "sampleRecords", alarm.SampleRecords);
        WriteTexts(json, "notes", alarm.Notes);
        json.WriteEndObject();
    }

    static void WriteSettings(Utf8JsonWriter json, AlarmOutcome alarm)
    {
        WriteTexts(json, "filterPatterns", alarm.Patterns);
        json.WriteString("statistic", alarm.Statistic);
        json.WriteNumber("periodSeconds", (long)alarm.Period.TotalSeconds);
        json.WriteString("comparisonOperator", alarm.Comparison?.ToString());
        WriteNumber(json, "threshold", alarm.Threshold);
        json.WriteNumber("evaluationPeriods", alarm.EvaluationPeriods);
        json.WriteNumber("datapointsToAlarm", alarm.DatapointsToAlarm);
        json.WriteString("treatMissingData", alarm.MissingData is { } treatment ? NameOf(treatment) : null);
        if (alarm.Kind is not AlarmKind.Anomaly)
            return;
        WriteAll(json, "band", alarm.Band, (writer, point) =>
        {
            writer.WriteStartObject();
            WriteTime(writer, "at", point.At);
            writer.WriteNumber("lower", point.Lower);
            writer.WriteNumber("upper", point.Upper);
            writer.WriteEndObject();
        });
    }

    static void WriteAccount(Utf8JsonWriter json, AccountOutcome account)
    {
        json.WriteStartObject();
        json.WriteString("account", account.Account);
        json.WriteNumber("records", account.Records);
        json.WriteNumber("timesInAlarm", account.TimesInAlarm);
        json.WriteNumber("incidents", account.Incidents);
        WriteAll(json, "alarms", account.Alarms, (writer, alarm) =>
        {
            writer.WriteStartObject();
            writer.WriteString("logicalId", alarm.LogicalId);
            writer.WriteString("alarm", alarm.Name);
            writer.WriteNumber("timesInAlarm", alarm.TimesInAlarm);
            writer.WriteNumber("incidents", alarm.Incidents);
            writer.WriteNumber("secondsInAlarm", (long)alarm.TimeInAlarm.TotalSeconds);
            WriteTime(writer, "firstAlarm", alarm.FirstAlarm);
            WriteNumber(writer, "peak", alarm.Peak);
            writer.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void WriteUnsimulated(Utf8JsonWriter json, UnsimulatedAlarm alarm)
    {
        json.WriteStartObject();
        json.WriteString("logicalId", alarm.LogicalId);
        json.WriteString("alarm", alarm.Name);
        json.WriteString("reason", alarm.Reason);
        json.WriteEndObject();
    }

    static void WriteTraffic(Utf8JsonWriter json, TrafficSeries traffic)
    {
        json.WriteStartObject("traffic");
        json.WriteNumber("bucketSeconds", (long)traffic.BucketLength.TotalSeconds);
        WriteAll(json, "buckets", traffic.Buckets, (writer, bucket) =>
        {
            writer.WriteStartObject();
            WriteTime(writer, "at", bucket.At);
            writer.WriteNumber("accepted", bucket.Accepted);
            writer.WriteNumber("rejected", bucket.Rejected);
            writer.WriteNumber("other", bucket.Other);
            writer.WriteNumber("ingressBytes", bucket.IngressBytes);
            writer.WriteNumber("egressBytes", bucket.EgressBytes);
            writer.WriteNumber("undirectedBytes", bucket.UndirectedBytes);
            writer.WriteEndObject();
        });
        json.WriteEndObject();
    }

    static void WriteComparison(Utf8JsonWriter json, BacktestComparison comparison)
    {
        json.WriteStartObject("comparison");
        json.WriteString("before", comparison.Before);
        WriteTotals(json, "totalsBefore", comparison.TotalsBefore);
        WriteTotals(json, "totalsAfter", comparison.TotalsAfter);
        WriteAll(json, "addedAlarms", comparison.AddedAlarms, WriteReference);
        WriteAll(json, "removedAlarms", comparison.RemovedAlarms, WriteReference);
        WriteAll(json, "changedAlarms", comparison.ChangedAlarms, (writer, change) =>
        {
            writer.WriteStartObject();
            WriteNames(writer, change.Alarm);
            WriteAll(writer, "settings", change.Settings, (settings, setting) =>
            {
                settings.WriteStartObject();
                settings.WriteString("setting", setting.Setting);
                settings.WriteString("before", setting.Before);
                settings.WriteString("after", setting.After);
                settings.WriteEndObject();
            });
            writer.WriteEndObject();
        });
        WriteAll(json, "addedEpisodes", comparison.AddedEpisodes, WriteEpisode);
        WriteAll(json, "silencedEpisodes", comparison.SilencedEpisodes, WriteEpisode);
        json.WriteEndObject();
    }

    static void WriteTotals(Utf8JsonWriter json, string name, BacktestTotals totals)
    {
        json.WriteStartObject(name);
        json.WriteNumber("alarms", totals.Alarms);
        json.WriteNumber("alarmsInAlarm", totals.AlarmsInAlarm);
        json.WriteNumber("incidents", totals.Incidents);
        json.WriteNumber("timesInAlarm", totals.TimesInAlarm);
        json.WriteNumber("secondsInAlarm", (long)totals.TimeInAlarm.TotalSeconds);
        json.WriteEndObject();
    }

    static void WriteReference(Utf8JsonWriter json, AlarmReference alarm)
    {
        json.WriteStartObject();
        WriteNames(json, alarm);
        json.WriteEndObject();
    }

    static void WriteNames(Utf8JsonWriter json, AlarmReference alarm)
    {
        json.WriteString("logicalId", alarm.LogicalId);
        json.WriteString("alarm", alarm.Name);
    }

    static void WriteEpisode(Utf8JsonWriter json, AlarmEpisode episode)
    {
        json.WriteStartObject();
        WriteNames(json, episode.Alarm);
        WritePeriodTimes(json, episode.Period);
        json.WriteEndObject();
    }

    static void WritePeriod(Utf8JsonWriter json, AlarmPeriod period)
    {
        json.WriteStartObject();
        WritePeriodTimes(json, period);
        json.WriteEndObject();
    }

    static void WritePeriodTimes(Utf8JsonWriter json, AlarmPeriod period)
    {
        WriteTime(json, "from", period.From);
        WriteTime(json, "to", period.To);
        json.WriteBoolean("ongoing", period.IsOngoing);
    }

    static void WriteTalker(Utf8JsonWriter json, Talker talker)
    {
        json.WriteStartObject();
        json.WriteString("value", talker.Value);
        json.WriteNumber("records", talker.Records);
        if (talker.Amount is { } amount)
            json.WriteNumber("amount", amount);
        if (talker.Note is { } note)
            json.WriteString("note", note);
        json.WriteEndObject();
    }

    static void WriteTime(Utf8JsonWriter json, string name, DateTimeOffset? time) => json.WriteString(name, time is { } at ? TextOf(at) : null);

    static void WriteNumber(Utf8JsonWriter json, string name, double? number)
    {
        if (number is { } value)
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}

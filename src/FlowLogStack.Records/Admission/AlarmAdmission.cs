using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>Validation of metric alarms by the recorded and documented rules of <c>PutMetricAlarm</c>, so that errors show before a deployment.</summary>
public static partial class AlarmAdmission
{
    const int NameLength = 255;
    const int DescriptionLength = 1024;
    const int MostActions = 5;
    const int MostDimensions = 30;
    const int MostMetrics = 10;
    const int MostQueries = 500;
    const int MostExpressions = 2048;
    const int MostTags = 50;
    const int SecondsPerHour = 3600;
    const int SecondsPerDay = 24 * SecondsPerHour;
    const int DaysOfLongPeriods = 7;

    static readonly string[] OfOneMetric = ["MetricName", "Namespace", "Dimensions", "Period", "Statistic", "ExtendedStatistic", "Unit"];
    static readonly string[] RequiredWithMetricName = ["Namespace", "Period"];
    static readonly string[] Statistics = ["SampleCount", "Average", "Sum", "Minimum", "Maximum"];
    static readonly string[] Thresholds = ["GreaterThanOrEqualToThreshold", "GreaterThanThreshold", "LessThanThreshold", "LessThanOrEqualToThreshold"];
    static readonly string[] Bands = ["LessThanLowerOrGreaterThanUpperThreshold", "LessThanLowerThreshold", "GreaterThanUpperThreshold"];

    /// <summary>Returns the problems that the service would report for a metric alarm, one clause each; empty for a valid alarm.</summary>
    /// <param name="properties">
    /// Properties of <c>AWS::CloudWatch::Alarm</c>. Objects in the place of text, such as <c>Ref</c>, are unknown and accepted.
    /// </param>
    public static IReadOnlyList<string> Check(JsonObject properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        var problems = new List<string>();
        var alarm = new AdmissionProperties(properties, problems);
        // An alarm on a query of its own language has other properties.
        if (alarm.Has("EvaluationCriteria"))
            return problems;
        CheckTexts(alarm);
        foreach (var actions in new[] { "AlarmActions", "OKActions", "InsufficientDataActions" })
            CheckActions(alarm, actions);
        CheckTags(alarm);
        if (alarm.Has("Metrics"))
            CheckMetrics(alarm);
        else
            CheckMetric(alarm);
        CheckThreshold(alarm);
        CheckPeriods(alarm);
        return problems;
    }

    /// <summary>Returns whether a text is a statistic that the service accepts: <c>Sum</c>, <c>p99.9</c>, <c>TM(10%:90%)</c>.</summary>
    public static bool IsStatistic(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Statistics.Contains(text) || IsExtended(text);
    }

    static bool IsExtended(string text)
    {
        if (text == "IQM" || Range().IsMatch(text))
            return true;
        var match = Percentile().Match(text);
        return match.Success && double.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) <= 100;
    }

    static void CheckTexts(AdmissionProperties alarm)
    {
        if (alarm.Text("AlarmName") is { Length: 0 or > NameLength } name)
            alarm.Refuse($"AlarmName has {name.Length} characters, but 1 to {NameLength} are allowed");
        if (alarm.Text("AlarmDescription") is { Length: > DescriptionLength } description)
            alarm.Refuse($"AlarmDescription has {description.Length} characters, but at most {DescriptionLength} are allowed");
        alarm.BeOneOf("TreatMissingData", "breaching", "notBreaching", "ignore", "missing");
        alarm.BeOneOf("EvaluateLowSampleCountPercentile", "evaluate", "ignore");
    }

    static void CheckActions(AdmissionProperties alarm, string name)
    {
        var actions = alarm.Texts(name);
        if (actions.Count > MostActions)
            alarm.Refuse($"{name} has {actions.Count} actions, but at most {MostActions} are allowed");
        foreach (var action in actions.OfType<string>().Where(action => !action.StartsWith("arn:", StringComparison.Ordinal) || action.Split(':').Length < 6))
            alarm.Refuse($"{name} has '{action}', which is not an ARN");
    }

    static void CheckTags(AdmissionProperties alarm)
    {
        var tags = alarm.List("Tags");
        if (tags.Count > MostTags)
            alarm.Refuse($"it has {tags.Count} tags, but at most {MostTags} are allowed");
        foreach (var key in tags.Select(tag => tag.Text("Key")).OfType<string>().Where(key => key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase)))
            alarm.Refuse($"it has a tag with the key '{key}', but keys that begin with aws: are reserved");
    }

    static void CheckMetric(AdmissionProperties alarm)
    {
        if (!alarm.Has("MetricName"))
        {
            alarm.Refuse("it has neither a MetricName nor Metrics");
            return;
        }

        foreach (var name in RequiredWithMetricName.Where(name => !alarm.Has(name)))
            alarm.Refuse($"it has a MetricName but lacks {name}");
        if (alarm.Has("Statistic") && alarm.Has("ExtendedStatistic"))
            alarm.Refuse("it has a Statistic and an ExtendedStatistic, which exclude each other. Remove one of them");
        if (!alarm.Has("Statistic") && !alarm.Has("ExtendedStatistic"))
            alarm.Refuse("it has neither a Statistic nor an ExtendedStatistic");
        alarm.BeOneOf("Statistic", Statistics);
        if (alarm.Text("ExtendedStatistic") is { } extended && !IsExtended(extended))
            alarm.Refuse($"ExtendedStatistic is '{extended}', which is not a percentile from p0 to p100 or a trimmed statistic");
        CheckMetricIn(alarm);
    }

    static void CheckMetricIn(AdmissionProperties metric)
    {
        if (metric.List("Dimensions").Count is > MostDimensions and var count)
            metric.Refuse($"it has {count} dimensions, but at most {MostDimensions} are allowed");
        metric.BeOneOf("Unit", MetricUnit.All);
    }

    static void CheckMetrics(AdmissionProperties alarm)
    {
        foreach (var name in OfOneMetric.Where(name => name == "Dimensions" ? alarm.HasItems(name) : alarm.Has(name)))
            alarm.Refuse($"it has Metrics and {name}, which exclude each other. Remove one of them");
        var queries = alarm.List("Metrics");
        if (queries.Count(query => query.Has("MetricStat")) is > MostMetrics and var metrics)
            alarm.Refuse($"its Metrics have {metrics} metrics, but at most {MostMetrics} are allowed");
        if (queries.Count > MostQueries)
            alarm.Refuse($"its Metrics have {queries.Count} entries, but at most {MostQueries} are allowed");
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var query in queries)
        {
            CheckQuery(query);
            if (query.Text("Id") is { } id && !ids.Add(id))
                query.Refuse($"two of its metrics have the id '{id}'");
        }

        var band = alarm.Text("ThresholdMetricId");
        if (band is not null && queries.All(query => query.Text("Id") != band))
            alarm.Refuse($"ThresholdMetricId is '{band}', but none of its metrics has that id");
        if (queries.Any(query => query.Has("ReturnData") && query.Flag("ReturnData") is null))
            return;
        var returned = queries.Count(query => query.Flag("ReturnData") is not false && (query.Text("Id") is not { } id || id != band));
        if (queries.Count > 0 && returned != 1)
            alarm.Refuse($"exactly one of its metrics must return data, but {returned} do");
        else if (queries.Count > 0 && ids.Count == queries.Count)
            CheckMath(alarm, queries, band);
    }

    // An expression that is not known may be a valid one.
    static void CheckMath(AdmissionProperties alarm, IReadOnlyList<AdmissionProperties> queries, string? band)
    {
        var watched = queries.First(query => query.Flag("ReturnData") is not false && query.Text("Id") != band);
        try
        {
            MetricMath.Of([.. queries.Select(query => KeyValuePair.Create(query.Text("Id")!, query.Has("MetricStat") ? null : query.Text("Expression")))],
                watched.Text("Id")!);
        }
        catch (MetricExpressionException e) when (e.IsRefused)
        {
            alarm.Refuse(e.Message);
        }
        catch (MetricExpressionException)
        {
            // What is only not simulated is accepted by the service.
        }
    }

    static void CheckQuery(AdmissionProperties query)
    {
        if (!query.Has("Id"))
            query.Refuse("one of its metrics lacks an Id");
        else if (query.Text("Id") is { } id && !Id().IsMatch(id))
            query.Refuse($"one of its metrics has the Id '{id}', which is not valid. Use a lowercase letter, then letters, digits and _");
        if (query.Has("MetricStat") == query.Has("Expression"))
            query.Refuse(query.Has("Expression") ? "one of its metrics has a MetricStat and an Expression, which exclude each other"
                : "one of its metrics has neither a MetricStat nor an Expression");
        if (query.Text("Expression") is { Length: 0 or > MostExpressions } expression)
            query.Refuse($"an expression has {expression.Length} characters, but 1 to {MostExpressions} are allowed");
        if (query.Nested("MetricStat") is not { } stat)
            return;
        if (stat.Text("Stat") is { } statistic && !IsStatistic(statistic))
            query.Refuse($"Stat is '{statistic}', which is not a statistic");
        stat.BeOneOf("Unit", MetricUnit.All);
        if (stat.Nested("Metric") is { } metric)
            CheckMetricIn(metric);
    }

    static void CheckThreshold(AdmissionProperties alarm)
    {
        if (alarm.Text("ComparisonOperator") is not { } comparison)
        {
            if (!alarm.Has("ComparisonOperator"))
                alarm.Refuse("it lacks a ComparisonOperator");
            return;
        }

        var usesBand = Bands.Contains(comparison);
        if (!usesBand && !Thresholds.Contains(comparison))
            alarm.Refuse($"ComparisonOperator is '{comparison}', which is not one of {string.Join(", ", Thresholds.Concat(Bands))}");
        else if (usesBand && !alarm.Has("ThresholdMetricId"))
            alarm.Refuse($"its {comparison} requires an anomaly detection band, but it lacks a ThresholdMetricId");
        else if (!usesBand && !alarm.Has("Threshold"))
            alarm.Refuse("it lacks a Threshold");
        if (usesBand && alarm.Has("Threshold"))
            alarm.Refuse($"its {comparison} compares with an anomaly detection band, but it has a Threshold. Remove it");
    }

    static void CheckPeriods(AdmissionProperties alarm)
    {
        if (!alarm.Has("EvaluationPeriods"))
            alarm.Refuse("it lacks EvaluationPeriods");
        var periods = Whole(alarm, "EvaluationPeriods");
        var datapoints = Whole(alarm, "DatapointsToAlarm");
        if (datapoints > periods)
            alarm.Refuse($"DatapointsToAlarm is {datapoints}, which is above EvaluationPeriods, {periods}");
        var queries = alarm.List("Metrics");
        long?[] lengths =
        [
            Period(alarm), .. queries.Select(Period), .. queries.Select(query => query.Nested("MetricStat")).OfType<AdmissionProperties>().Select(Period),
        ];
        var period = lengths.Max();
        if (period is not { } seconds || periods is not { } count)
            return;
        var days = seconds < SecondsPerHour ? 1 : DaysOfLongPeriods;
        if (seconds * count > (long)days * SecondsPerDay)
            alarm.Refuse($"its {count} periods of {seconds} seconds exceed {days} day{(days > 1 ? "s" : "")} in total");
    }

    static long? Whole(AdmissionProperties alarm, string name)
    {
        if (alarm.Number(name) is not { } number)
            return null;
        if (number is >= 1 and <= int.MaxValue && double.IsInteger(number))
            return (long)number;
        alarm.Refuse($"{name} is {number.ToString(CultureInfo.InvariantCulture)}, but must be a whole number of 1 or greater");
        return null;
    }

    static long? Period(AdmissionProperties holder)
    {
        if (Whole(holder, "Period") is not { } seconds)
            return null;
        if (seconds is 10 or 20 or 30 || seconds % 60 == 0)
            return seconds;
        holder.Refuse($"Period is {seconds}, but must be 10, 20, 30 or a multiple of 60 seconds");
        return null;
    }

    [GeneratedRegex("^[a-z][a-zA-Z0-9_]{0,254}\\z")]
    private static partial Regex Id();

    [GeneratedRegex("^(p|tm|tc|ts|wm)(?<number>[0-9]{1,3}([.][0-9]{0,10})?)\\z")]
    private static partial Regex Percentile();

    [GeneratedRegex("^(TM|TC|TS|WM|PR)[(]([0-9.]+%?)?:([0-9.]+%?)?[)]\\z")]
    private static partial Regex Range();
}

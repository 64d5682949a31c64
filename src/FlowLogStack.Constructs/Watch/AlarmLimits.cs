using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>CloudWatch's limits on alarms, checked during synthesis.</summary>
static class AlarmLimits
{
    internal const int DescriptionLength = 1024;
    const int NameLength = 255;
    const int Actions = 5;

    internal static void EnsureName(string name)
    {
        if (!LookupValue.IsKnown(name))
            return;
        if (name.Length is 0 or > NameLength || !name.All(c => c is >= ' ' and <= '~'))
            throw new ArgumentException($"'{name}' cannot name an alarm that notifies a topic. Use at most {NameLength} ASCII characters, because the topic's "
                + "policy admits alarms by ARN, in which other characters are encoded.");
        if (name.Contains('"', StringComparison.Ordinal) || name.Contains('\\', StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' cannot name an alarm, because the rules of composite alarms name it in quotes. Remove quotation marks and "
                + "backslashes.");
    }

    internal static void EnsureTopics(string title, int topics)
    {
        if (topics > Actions)
            throw new ArgumentException($"The alarm '{title}' has {topics} topics, and CloudWatch allows {Actions} actions for a state. Notify fewer topics, "
                + "and let them fan out.");
    }

    internal static void EnsureMetricNamespace(string name)
    {
        if (!LookupValue.IsKnown(name))
            return;
        if (name.Length is 0 or > 256 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/' or '#')
            || name.StartsWith("AWS/", StringComparison.Ordinal))
            throw new ArgumentException($"'{name}' cannot be a metric namespace. Use 1 to 256 letters, digits and . - _ / #, and leave names that start with "
                + "'AWS/' to AWS.");
    }

    internal static void EnsureNumbers(Detection detection)
    {
        if (detection.Period < TimeSpan.FromMinutes(1) || detection.Period.TotalSeconds % 60 != 0)
            throw new ArgumentException($"The detection '{detection.Title}' counts over {detection.Period.TotalSeconds} s, but metric filters count by the "
                + "minute. Use a whole number of minutes.");
        if (detection.DatapointsToAlarm < 1 || detection.DatapointsToAlarm > detection.EvaluationPeriods)
            throw new ArgumentException($"The detection '{detection.Title}' requires {detection.DatapointsToAlarm} of {detection.EvaluationPeriods} data "
                + "points. Use at least 1 and at most the number of periods.");
        if (detection.Period * detection.EvaluationPeriods > LongestLookBack(detection.Period))
            throw new ArgumentException($"The detection '{detection.Title}' looks back {detection.Period * detection.EvaluationPeriods}, and CloudWatch "
                + $"allows {LongestLookBack(detection.Period).TotalDays} day(s) for this period. Use fewer periods, or one of an hour or more.");
        if (!double.IsFinite(detection.Threshold) || (detection.Trigger is AlarmTrigger.AboveBand && detection.Threshold <= 0))
            throw new ArgumentException($"The detection '{detection.Title}' has the threshold {detection.Threshold}. Use a finite number, and for the width "
                + "of a band one above 0.");
        if (detection is { Trigger: AlarmTrigger.AboveBand, Measure.NeedsRule: true })
            throw new ArgumentException($"The detection '{detection.Title}' uses an anomaly detection band for a measure of keys, for which CloudWatch stores "
                + "no metric. Use a threshold, or measure flows, bytes or packets.");
    }

    /// <summary>Returns CloudWatch's limit on the time range that an alarm with this period evaluates.</summary>
    internal static TimeSpan LongestLookBack(TimeSpan period) => TimeSpan.FromDays(period < TimeSpan.FromHours(1) ? 1 : 7);
}

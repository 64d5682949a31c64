using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Steps after a backtest: thresholds, allow-lists, and the settings of them.</summary>
static class NextSteps
{
    static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>
    /// Returns the steps of the alarms that entered <c>ALARM</c>, in the given order. Composite alarms have none, because they repeat others.
    /// </summary>
    public static IReadOnlyList<NextStep> Of(IEnumerable<AlarmOutcome> alarms, AttackReview review) =>
        [.. alarms.Where(alarm => alarm.TimesInAlarm > 0 && alarm.Kind is not AlarmKind.Composite).Select(alarm => Of(alarm, review))];

    /// <summary>Returns the settings with the recommended thresholds of built-in detections as JSON, or null if there aren't any.</summary>
    /// <remarks>Settings have one threshold for all alarms of a detection, so a detection is left out whose alarms have different recommendations.</remarks>
    public static string? Settings(IEnumerable<NextStep> steps)
    {
        var detections = new JsonObject();
        foreach (var alarms in steps.Where(step => step.Detection is not null).GroupBy(step => step.Detection!.Id))
        {
            if (alarms.Select(step => step.Threshold).Distinct().ToList() is [{ } threshold])
                detections[alarms.Key] = new JsonObject { ["threshold"] = threshold };
        }

        return detections.Count == 0 ? null : Wrapped(detections);
    }

    /// <summary>Returns the settings of one detection that ignore a source address, as JSON.</summary>
    public static string AllowSettings(Detection detection, string source) =>
        Wrapped(new JsonObject { [detection.Id] = new JsonObject { ["allow"] = new JsonObject { ["sources"] = new JsonArray(source) } } });

    static string Wrapped(JsonObject detections) => new JsonObject { ["alarms"] = new JsonObject { ["detections"] = detections } }.ToJsonString(Indented);

    static NextStep Of(AlarmOutcome alarm, AttackReview review)
    {
        var sentences = new List<string>();
        var detection = DetectionOf(alarm);
        var judgement = review.Of(alarm);
        if (judgement is Judgement.Expected)
            return new NextStep(alarm, detection, null, null, []);
        if (judgement is not Judgement.None)
            sentences.Add($"It was in ALARM for {TimeText.Length(review.TimeOutside(alarm))} outside of the attacks.");
        var threshold = ThresholdOf(alarm, review, sentences);
        if (threshold is { } wanted && detection is null)
            sentences.Add(string.Create(CultureInfo.InvariantCulture, $"Set Threshold: {wanted} in the resource {alarm.LogicalId}."));
        var source = detection is null || review.IsKnown ? null : KnownSourceOf(alarm.Talkers);
        if (source is not null)
            sentences.Add($"Most of its records are of the source {alarm.Talkers.Sources[0].Value}. If that is known traffic, such as monitoring, allow it.");
        if (alarm.Notes.Any(note => note.Contains("evaluation periods", StringComparison.Ordinal)))
            sentences.Add("Its data arrive too late for its evaluation periods: see its note.");
        return new NextStep(alarm, detection, threshold, source, sentences);
    }

    static double? ThresholdOf(AlarmOutcome alarm, AttackReview review, List<string> sentences)
    {
        var threshold = Threshold.Of(alarm);
        if (alarm.SuggestedThreshold is { } suggested)
        {
            if (suggested == alarm.Threshold)
            {
                sentences.Add("Keep the threshold: it has the chosen alarm rate on these logs.");
                return null;
            }

            var value = NumberText.Exact(suggested);
            sentences.Add($"Set the threshold to {value} ({threshold.Sign} {value} instead of {threshold.Text}), which has the chosen alarm rate on "
                + $"these logs.");
            return suggested;
        }

        if (alarm.Threshold is null)
        {
            sentences.Add("It has a band instead of a threshold. A wider band has fewer incidents.");
            return null;
        }

        if (!review.IsKnown)
        {
            sentences.Add("No threshold is suggested: the logs are too short for the chosen alarm rate, or every threshold with that rate misses an incident.");
            return null;
        }

        return threshold.Comparison is (ThresholdComparison.GreaterThanOrEqualToThreshold or ThresholdComparison.GreaterThanThreshold) and { } comparison
            ? AboveTheRest(alarm, comparison, review, sentences) : null;
    }

    // With known attacks, the best threshold is just above everything else.
    static double? AboveTheRest(AlarmOutcome alarm, ThresholdComparison comparison, AttackReview review, List<string> sentences)
    {
        var rest = alarm.Datapoints.Where(point => !review.Covers(point.At)).Select(point => point.Value).DefaultIfEmpty(0).Max();
        var during = alarm.Datapoints.Where(point => review.Covers(point.At)).Select(point => point.Value).DefaultIfEmpty(0).Max();
        var above = ThresholdSearch.ThresholdFor(rest, comparison);
        var (outside, inside) = (NumberText.Exact(rest), NumberText.Exact(during));
        if (above >= during || above <= alarm.Threshold)
        {
            sentences.Add($"No threshold separates the attacks from other traffic: its highest value is {outside} outside of the attacks, "
                + $"and {inside} during them.");
            return null;
        }

        sentences.Add($"Set the threshold to {NumberText.Exact(above)}: outside of the attacks its highest value is {outside}, and {inside} during them.");
        return above;
    }

    static string? KnownSourceOf(TopTalkers talkers)
    {
        if (talkers.Sources.Count == 0 || !IPAddress.TryParse(talkers.Sources[0].Value, out var address))
            return null;
        var all = talkers.Sources.Sum(source => source.Amount ?? source.Records);
        var first = talkers.Sources[0].Amount ?? talkers.Sources[0].Records;
        return first * 2 > all ? $"{address}/{(address.AddressFamily is AddressFamily.InterNetworkV6 ? 128 : 32)}" : null;
    }

    // Alarms of the constructs are named by a prefix and the detection's title.
    static Detection? DetectionOf(AlarmOutcome alarm) =>
        Detections.All.FirstOrDefault(
            detection => alarm.Name == detection.Title || alarm.Name.EndsWith($" {detection.Title}", StringComparison.Ordinal)) is { } found
        && alarm.LogicalId.Contains(found.Id, StringComparison.Ordinal) ? found : null;
}

using System.Globalization;
using System.Text.Json.Nodes;

namespace FlowLogStack.Review;

/// <summary>The condition of an alarm in plain words, from its properties.</summary>
static class AlarmWords
{
    /// <summary>Returns when an alarm enters <c>ALARM</c>.</summary>
    internal static string Of(ReviewedResource alarm)
    {
        if (alarm.Type == "AWS::CloudWatch::CompositeAlarm")
            return $"Enters ALARM when {Markup.Code(alarm.Text("AlarmRule"))}.";
        var datapoints = alarm.Text("DatapointsToAlarm") ?? alarm.Text("EvaluationPeriods") ?? "1";
        var periods = alarm.Text("EvaluationPeriods") ?? "1";
        return $"Enters ALARM when {Watched(alarm)} {Comparison(alarm)} in "
            + $"{(periods == "1" ? "one period" : $"{datapoints} of {periods} periods")}{Period(alarm)}; {Missing(alarm.Text("TreatMissingData"))}.";
    }

    /// <summary>Returns the statistic and metric, or the expression, of an alarm.</summary>
    internal static string Watched(ReviewedResource alarm)
    {
        if (alarm.Text("MetricName") is { } metric)
            return $"the {Statistic(alarm.Text("Statistic") ?? alarm.Text("ExtendedStatistic"))} of "
                + $"{Markup.Code($"{alarm.Text("Namespace")}/{metric}")}{Dimensions(alarm.Node("Dimensions"))}";
        var band = alarm.Text("ThresholdMetricId");
        var queries = alarm.Items("Metrics").OfType<JsonObject>().ToList();
        var watched = queries.FirstOrDefault(query => RawJson.Text(query["Id"]) != band && RawJson.Text(query["ReturnData"]) is not "false") ?? queries
            .FirstOrDefault();
        if (watched is null)
            return "its query";
        return watched["Expression"] is { } expression
            ? $"the expression {Markup.Code(RawJson.Text(expression))}"
            : $"the {Statistic(Part(watched, "Stat"))} of "
                + Markup.Code($"{Part(watched, "Metric.Namespace")}/{Part(watched, "Metric.MetricName")}");
    }

    static string? Part(JsonNode query, string path) => RawJson.Text(RawJson.At(query, $"MetricStat.{path}"));

    static string Comparison(ReviewedResource alarm)
    {
        var threshold = alarm.Number("Threshold") is { } number ? number.ToString("#,0.####", CultureInfo.InvariantCulture)
            : alarm.Text("Threshold") ?? "its band";
        return alarm.Text("ComparisonOperator") switch
        {
            "GreaterThanOrEqualToThreshold" => $"is {threshold} or more",
            "GreaterThanThreshold" => $"is above {threshold}",
            "LessThanOrEqualToThreshold" => $"is {threshold} or less",
            "LessThanThreshold" => $"is below {threshold}",
            "GreaterThanUpperThreshold" => "is above its anomaly detection band",
            "LessThanLowerThreshold" => "is below its anomaly detection band",
            "LessThanLowerOrGreaterThanUpperThreshold" => "is outside of its anomaly detection band",
            var other => $"{other} {threshold}",
        };
    }

    static string Period(ReviewedResource alarm)
    {
        var period = alarm.Number("Period") ?? alarm.Items("Metrics").Select(query =>
            RawJson.Text(query["Period"]) ?? RawJson.Text(RawJson.At(query, "MetricStat.Period"))).OfType<string>()
            .Select(text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : (double?)null).FirstOrDefault();
        return period switch
        {
            null => "",
            { } seconds when seconds % 3600 == 0 => seconds == 3600 ? " of 1 hour" : string.Create(CultureInfo.InvariantCulture, $" of {seconds / 3600} hours"),
            { } seconds when seconds % 60 == 0 => seconds == 60 ? " of 1 minute" : string.Create(CultureInfo.InvariantCulture, $" of {seconds / 60} minutes"),
            { } seconds => string.Create(CultureInfo.InvariantCulture, $" of {seconds} seconds"),
        };
    }

    static string Missing(string? treatment) => treatment switch
    {
        "breaching" => "a period without data counts as breaching",
        "notBreaching" => "a period without data does not count",
        "ignore" => "without data its state stays",
        _ => "without data its state is INSUFFICIENT_DATA",
    };

    static string Statistic(string? statistic) => statistic switch
    {
        null => "value",
        "Sum" => "sum",
        "Average" => "average",
        "Minimum" => "minimum",
        "Maximum" => "maximum",
        "SampleCount" => "number of samples",
        _ => statistic,
    };

    static string Dimensions(JsonNode? dimensions) =>
        RawJson.Items(dimensions).Select(dimension => $"{RawJson.Text(dimension["Name"])}={RawJson.Text(dimension["Value"])}").ToList() is { Count: > 0 } all
            ? $" with {Markup.Codes(all, 3)}" : "";
}

namespace FlowLogStack.Records;

/// <summary>Athena queries for the addresses behind alarms: for each detection the records that count, by contributor or conversation.</summary>
static class DetectionQuestions
{
    public static AthenaQuery Of(Detection detection)
    {
        var measure = detection.Measure;
        FlowField[] needed = [.. detection.RequiredFields.Append(FlowField.Start).Distinct()];
        FlowField[] conversation = [FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstAddr, detection.ServicePort];
        FlowField[] refining =
        [
            .. detection.Refinements
                .SelectMany(refinement => refinement.AlsoOtherwise.Append(refinement.Otherwise).OfType<FieldCondition>().Prepend(refinement.Condition))
                .Select(condition => condition.Field),
        ];
        var shown = measure.Contributor.IsEmpty ? "conversations" : "contributors";
        var description = $"{detection.Meaning} The {shown} of these records, those with the highest value of the measure first.";
        return new AthenaQuery("Detected" + detection.Id, "Detected: " + detection.Title, description, needed, text =>
        {
            var by = DetectionRenderings.Ranked(detection, text.Format, conversation);
            string[] columns =
            [
                .. by.Select(field => field.IsNumeric ? field.Column : $"NULLIF({field.Column}, '-') AS {field.Column}"),
                .. measure.CountedOfContributor.IsEmpty ? Array.Empty<string>()
                : [$"{DetectionRenderings.SqlValue(measure, measure.CountedOfContributor)} AS targets"],
                "count(*) AS flows",
                .. DetectionRenderings.SummedBy(measure).Where(text.Format.Contains).Select(field => $"sum({field.Column}) AS total_{field.Column}"),
                """from_unixtime(min("start")) AS first_seen""",
                """from_unixtime(max("start")) AS last_seen""",
            ];
            var value = !measure.CountedOfContributor.IsEmpty ? "targets" : measure.Summed is { } summed ? $"total_{summed.Column}" : "flows";
            var keys = string.Join(", ", Enumerable.Range(1, by.Length));
            var order = measure.Contributor.IsEmpty || value == "flows" ? $"{value} DESC" : $"{value} DESC, flows DESC";
            return $"""
                SELECT {string.Join(", ", columns)}
                {text.From}
                  AND {detection.ToSql(text.Format)}
                {(by.IsEmpty ? "HAVING count(*) > 0" : $"GROUP BY {keys}\nORDER BY {order}, {keys}\nLIMIT 100")}
                """;
        })
        {
            OptionalFields = [.. conversation.Append(FlowField.Bytes).Concat(refining).Except(needed).Distinct()],
        };
    }
}

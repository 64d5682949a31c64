namespace FlowLogStack.Records;

/// <summary>Athena queries for the conversations of alarms: for each detection the records that count.</summary>
static class DetectionQuestions
{
    public static AthenaQuery Of(Detection detection)
    {
        FlowField[] needed = [.. detection.RequiredFields.Where(field => !field.Equals(detection.Measure.SummedByKey)).Append(FlowField.Start).Distinct()];
        FlowField[] conversation = [FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstAddr, detection.ServicePort];
        FlowField[] refining = [.. detection.Refinements.SelectMany(refinement => refinement.AlsoOtherwise.Append(refinement.Otherwise).OfType<FieldCondition>().Prepend(refinement.Condition)).Select(condition => condition.Field)];
        return new AthenaQuery("Detected" + detection.Id, "Detected: " + detection.Title, $"{detection.Meaning} The conversations of these records, those with the highest value of the measure first.", needed, text =>
        {
            FlowField[] summed = [.. DetectionRenderings.SummedBy(detection).Where(text.Format.Contains)];
            var sums = string.Concat(summed.Select(field => $"sum({field.Column}) AS total_{field.Column}, "));
            const string seen = """from_unixtime(min("start")) AS first_seen, from_unixtime(max("start")) AS last_seen""";
            if (detection.TargetsOfContributor is { Length: > 0 } targets)
            {
                var (contributor, of) = (detection.Measure.Fields[0].Column, string.Join(", ", targets.Select(field => field.Column)));
                return $"""
                    SELECT {contributor}, count(DISTINCT {(targets.Length == 1 ? of : $"ROW({of})")}) AS targets, count(*) AS flows, {sums}{seen}
                    {text.From}
                      AND {detection.ToSql(text.Format)}
                    GROUP BY 1
                    ORDER BY targets DESC, flows DESC, 1
                    LIMIT 100
                    """;
            }

            FlowField[] by = [.. conversation.Where(text.Format.Contains)];
            var keys = string.Join(", ", Enumerable.Range(1, by.Length));
            return $"""
                SELECT {string.Concat(by.Select(field => (field.IsNumeric ? field.Column : $"NULLIF({field.Column}, '-') AS {field.Column}") + ", "))}count(*) AS flows, {sums}{seen}
                {text.From}
                  AND {detection.ToSql(text.Format)}{(by.Length == 0 ? "\nHAVING count(*) > 0" : $"\nGROUP BY {keys}\nORDER BY {(detection.Measure.Kind is MeasureKind.Sum ? $"total_{detection.Measure.Fields[0].Column}" : "flows")} DESC, {keys}\nLIMIT 100")}
                """;
        })
        {
            OptionalFields = [.. conversation.Append(FlowField.Bytes).Concat(refining).Except(needed).Distinct()],
        };
    }
}

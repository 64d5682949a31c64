namespace FlowLogStack.Records;

/// <summary>Athena queries for the conversations of alarms: for each detection the records that count.</summary>
static class DetectionQuestions
{
    public static AthenaQuery Of(Detection detection)
    {
        FlowField[] needed = [.. detection.RequiredFields.Append(FlowField.Start).Distinct()];
        FlowField[] conversation = [FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstAddr, detection.ServicePort];
        FlowField[] refining = [.. detection.Refinements.SelectMany(refinement => refinement.AlsoOtherwise.Append(refinement.Otherwise).OfType<FieldCondition>().Prepend(refinement.Condition)).Select(condition => condition.Field)];
        return new AthenaQuery("Detected" + detection.Id, "Detected: " + detection.Title, $"{detection.Meaning} Who is behind it, the most records first.", needed, text =>
        {
            FlowField[] by = [.. conversation.Where(text.Format.Contains)];
            FlowField[] summed = [.. detection.Measure.Fields.Where(_ => detection.Measure.Kind is MeasureKind.Sum).Append(FlowField.Bytes).Distinct().Where(text.Format.Contains)];
            var sums = string.Concat(summed.Select(field => $"sum({field.Column}) AS total_{field.Column}, "));
            var keys = string.Join(", ", Enumerable.Range(1, by.Length));
            return $"""
                SELECT {string.Concat(by.Select(field => (field.IsNumeric ? field.Column : $"NULLIF({field.Column}, '-') AS {field.Column}") + ", "))}count(*) AS flows, {sums}from_unixtime(min("start")) AS first_seen, from_unixtime(max("start")) AS last_seen
                {text.From}
                  AND {detection.ToSql(text.Format)}{(by.Length == 0 ? "\nHAVING count(*) > 0" : $"\nGROUP BY {keys}\nORDER BY flows DESC, {keys}\nLIMIT 100")}
                """;
        })
        {
            OptionalFields = [.. conversation.Append(FlowField.Bytes).Concat(refining).Except(needed).Distinct()],
        };
    }
}

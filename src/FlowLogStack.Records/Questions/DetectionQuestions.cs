namespace FlowLogStack.Records;

/// <summary>Athena queries for the conversations of alarms: for each detection the records that count.</summary>
static class DetectionQuestions
{
    static readonly FlowField[] Conversation = [FlowField.InterfaceId, FlowField.SrcAddr, FlowField.DstAddr, FlowField.DstPort];

    public static AthenaQuery Of(Detection detection)
    {
        FlowField[] needed = [.. detection.RequiredFields.Append(FlowField.Start).Distinct()];
        FlowField[] refining = [.. detection.Refinements.SelectMany(refinement => new[] { refinement.Condition.Field, refinement.Otherwise?.Field }).OfType<FlowField>()];
        return new AthenaQuery("Detected" + detection.Id, "Detected: " + detection.Title, $"{detection.Meaning} Who is behind it, the most records first.", needed, text =>
        {
            FlowField[] by = [.. Conversation.Where(text.Format.Contains)];
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
            OptionalFields = [.. Conversation.Append(FlowField.Bytes).Concat(refining).Except(needed).Distinct()],
        };
    }
}

using FlowLogStack.Records;

namespace FlowLogStack.Testing;

/// <summary>The tables that tests of queries of activity read.</summary>
public static class ActivityTargets
{
    /// <summary>Records of S3 server access logs.</summary>
    public static ActivityTarget Requests { get; } = new()
    {
        Projection = ActivityProjection.OfAccessLogs("logs", PartitionValues.Of("1"), PartitionValues.Of("r"), ["b"]),
    };

    /// <summary>Calls of a trail, and flow logs beside them.</summary>
    public static ActivityTarget Calls { get; } = new()
    {
        Projection = ActivityProjection.OfTrail("trail", PartitionValues.Of("1"), PartitionValues.Of("r")),
        FlowLogs = new AthenaTarget
        {
            Format = FlowLogFormat.Default,
            Projection = new PartitionProjection(new S3Layout(), "b", ["1"], ["r"], null),
            Relation = "flow_logs",
        },
    };

    /// <summary>Returns the table that a query reads.</summary>
    public static ActivityTarget TargetOf(ActivityQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question.Kind is ActivityKind.CloudTrail ? Calls : Requests;
    }
}

using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Counts of one invocation of an enabler.</summary>
sealed class EnablerCounts
{
    const int MostFailures = 5;

    readonly List<string> failures = [];

    /// <summary>The metrics of an invocation.</summary>
    public static IReadOnlyList<RunMetric<EnablerCounts>> Metrics { get; } =
    [
        new(EnablerMetrics.CheckedVpcs, "Count", counts => counts.Checked),
        new(EnablerMetrics.OptedOutVpcs, "Count", counts => counts.OptedOut),
        new(EnablerMetrics.ExistingFlowLogs, "Count", counts => counts.Existing),
        new(EnablerMetrics.CreatedFlowLogs, "Count", counts => counts.Created),
        new(EnablerMetrics.PlannedFlowLogs, "Count", counts => counts.Planned),
        new(EnablerMetrics.FailedFlowLogs, "Count", counts => counts.Failed),
    ];

    /// <summary>VPCs that were checked.</summary>
    public long Checked { get; set; }

    /// <summary>VPCs with the tag of VPCs that get no flow log.</summary>
    public long OptedOut { get; set; }

    /// <summary>Flow logs that VPCs had already.</summary>
    public long Existing { get; set; }

    /// <summary>Flow logs that were created.</summary>
    public long Created { get; set; }

    /// <summary>Flow logs that a dry run would have created.</summary>
    public long Planned { get; set; }

    /// <summary>Flow logs that could not be created.</summary>
    public long Failed { get; private set; }

    /// <summary>Counts a flow log that could not be created.</summary>
    /// <param name="problem">The VPC, the destination and the error, as a clause.</param>
    public void Fail(string problem)
    {
        Failed++;
        if (failures.Count < MostFailures)
            failures.Add(problem);
    }

    /// <summary>Returns the failures in one message.</summary>
    public string Failures() =>
        $"{Failed} flow log(s) could not be created: {string.Join("; ", failures)}{(Failed > failures.Count ? $"; and {Failed - failures.Count} more" : "")}.";

    /// <summary>Returns the counts as the response of the invocation.</summary>
    public byte[] ToJson()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            json.WriteNumber("checked", Checked);
            json.WriteNumber("optedOut", OptedOut);
            json.WriteNumber("existing", Existing);
            json.WriteNumber("created", Created);
            json.WriteNumber("planned", Planned);
            json.WriteNumber("failed", Failed);
            json.WriteEndObject();
        }

        return body.ToArray();
    }
}

using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>What was generated: how many records each scenario of a plan has, and when it took place.</summary>
public sealed class TrafficSummary
{
    readonly long[] requests;
    readonly long[] answers;

    /// <summary>Begins with no records.</summary>
    /// <param name="plan">The plan they will be of.</param>
    public TrafficSummary(TrafficPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        requests = new long[plan.Scenarios.Length];
        answers = new long[plan.Scenarios.Length];
    }

    /// <summary>The plan.</summary>
    public TrafficPlan Plan { get; }

    /// <summary>All records.</summary>
    public long Records { get; private set; }

    /// <summary>The NODATA records, which belong to no scenario.</summary>
    public long NoData { get; private set; }

    /// <summary>The files written.</summary>
    public long Files { get; private set; }

    /// <summary>The bytes of the records' lines, endings included and uncompressed.</summary>
    public long Bytes { get; private set; }

    /// <summary>The records of a scenario, answers included.</summary>
    /// <param name="scenario">The scenario's index in the plan.</param>
    public long RecordsOf(int scenario) => requests[scenario] + answers[scenario];

    /// <summary>Takes note of a record.</summary>
    public void Add(in GeneratedRecord record)
    {
        Records++;
        Bytes += record.Line.Length + 1;
        if (record.ScenarioIndex < 0)
            NoData++;
        else if (record.IsAnswer)
            answers[record.ScenarioIndex]++;
        else
            requests[record.ScenarioIndex]++;
    }

    /// <summary>Writes the plan and the counts as one JSON object.</summary>
    /// <param name="output">Takes the JSON; not disposed.</param>
    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteNumber("seed", Plan.Seed);
        json.WriteString("start", TrafficPlan.ToText(Plan.Start));
        json.WriteString("end", TrafficPlan.ToText(Plan.Start + Plan.Duration));
        json.WriteString("format", Plan.Format.ToString());
        json.WriteNumber("aggregationSeconds", Plan.AggregationInterval.TotalSeconds);
        json.WriteStartArray("accounts");
        foreach (var account in Plan.Accounts)
            json.WriteStringValue(account);
        json.WriteEndArray();
        json.WriteStartArray("regions");
        foreach (var region in Plan.Regions)
            json.WriteStringValue(region);
        json.WriteEndArray();
        json.WriteNumber("records", Records);
        json.WriteNumber("noDataRecords", NoData);
        json.WriteNumber("bytes", Bytes);
        json.WriteNumber("files", Files);
        json.WriteStartArray("scenarios");
        for (var i = 0; i < requests.Length; i++)
        {
            var scenario = Plan.Scenarios[i];
            var (from, to) = Plan.SecondsOf(scenario);
            json.WriteStartObject();
            json.WriteString("scenario", scenario.Kind.Name);
            json.WriteBoolean("background", scenario.Kind.IsBackground);
            json.WriteString("from", TrafficPlan.ToText(Plan.Start.AddSeconds(from)));
            json.WriteString("to", TrafficPlan.ToText(Plan.Start.AddSeconds(to)));
            json.WriteNumber("records", RecordsOf(i));
            json.WriteNumber("answers", answers[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.Write("\n"u8);
    }

    internal void AddFile() => Files++;
}

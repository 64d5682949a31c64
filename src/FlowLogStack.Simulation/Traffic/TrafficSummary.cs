using System.Text.Json;

namespace FlowLogStack.Simulation;

/// <summary>The summary of generated traffic: the number of records of each scenario, and its time.</summary>
sealed class TrafficSummary
{
    readonly long[] requests;
    readonly long[] answers;

    /// <summary>Creates an empty summary.</summary>
    /// <param name="plan">Plan of the records.</param>
    public TrafficSummary(TrafficPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        Plan = plan;
        requests = new long[plan.Scenarios.Length];
        answers = new long[plan.Scenarios.Length];
    }

    /// <summary>The plan.</summary>
    public TrafficPlan Plan { get; }

    /// <summary>Number of records.</summary>
    public long Records { get; private set; }

    /// <summary>Number of NODATA records, which belong to no scenario.</summary>
    public long NoData { get; private set; }

    /// <summary>Number of files written.</summary>
    public long Files { get; private set; }

    /// <summary>Number of bytes of the lines, including line breaks, uncompressed.</summary>
    public long Bytes { get; private set; }

    /// <summary>Returns the number of records of a scenario, including answers.</summary>
    /// <param name="scenario">Index of the scenario in the plan.</param>
    public long RecordsOf(int scenario) => requests[scenario] + answers[scenario];

    /// <summary>Adds a record.</summary>
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
    /// <param name="output">Receives the JSON. The stream isn't disposed.</param>
    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
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

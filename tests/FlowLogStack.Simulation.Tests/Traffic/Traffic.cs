using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>A generated record, parsed into its fields.</summary>
sealed class Seen(GeneratedRecord truth, string line, FlowLogFormat format)
{
    /// <summary>The ground truth, without the line.</summary>
    public GeneratedRecord Truth { get; } = truth with { Line = default };

    public string Line { get; } = line;

    // Values that were kept would be millions of objects, and each garbage collection would visit them.
    public string this[string name]
    {
        get
        {
            var index = format.IndexOf(FlowField.TryGet(name, out var known) ? known : format.Fields.Single(custom => custom.Name == name));
            ArgumentOutOfRangeException.ThrowIfNegative(index);
            var start = 0;
            for (; index > 0; index--)
                start = Line.IndexOf(' ', start) + 1;
            return Line.IndexOf(' ', start) is >= 0 and var end ? Line[start..end] : Line[start..];
        }
    }

    public IEnumerable<(string Name, string Value)> Fields => format.Fields.Select(column => column.Name).Zip(Line.Split(' '));

    public long Number(string name) => long.Parse(this[name], CultureInfo.InvariantCulture);

    public FlowAddress Source => AddressOf("srcaddr");

    public FlowAddress Destination => AddressOf("dstaddr");

    public bool IsTraffic => Truth.Status is LogStatus.Ok;

    public bool IsRequest => IsTraffic && !Truth.IsAnswer;

    public FlowAddress AddressOf(string name) => FlowAddress.TryParse(this[name], out var address) ? address
        : throw new FormatException($"{name} of '{Line}' is not an address.");
}

/// <summary>Plans and their records, parsed independently.</summary>
static class Traffic
{
    static readonly AddressRange[] Inside =
    [
        Range("10.0.0.0/8"), Range("192.168.0.0/16"), Range("2600:1f18::/32"), Range("fd00::/8"),
    ];

    public static bool IsInside(FlowAddress address) => Inside.Any(range => range.Contains(address));

    public static TrafficPlan Plan(FlowLogFormat format, params string[] scenarios) => new()
    {
        Format = format,
        Duration = TimeSpan.FromMinutes(15),
        Rate = TrafficRate.PerSecond(4),
        Start = TrafficPlan.DefaultStart.AddHours(9),
        Scenarios = [.. scenarios.SelectMany(text => TrafficScenario.Parse(text, TrafficPlan.DefaultStart.AddHours(9)))],
    };

    public static List<Seen> Read(TrafficPlan plan)
    {
        var reader = new FlowLogReader(plan.Format);
        var seen = new List<Seen>();
        foreach (var record in TrafficGenerator.Generate(plan))
        {
            if (!reader.TryRead(record.Line.Span, out _, out var rejection))
                Assert.Fail(rejection.Describe(record.Line.Span, plan.Format));
            seen.Add(new Seen(record, Encoding.UTF8.GetString(record.Line.Span), plan.Format));
        }

        return seen;
    }

    /// <summary>Returns the records of a plan with one scenario.</summary>
    public static List<Seen> Of(ScenarioKind kind, FlowLogFormat format) =>
        [.. Read(Plan(format, kind.Name)).Where(record => record.Truth.Scenario == kind)];

    static AddressRange Range(string text) => AddressRange.TryParse(text, out var range) ? range : throw new FormatException(text);
}

using System.Globalization;
using System.Text;
using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>Events of a given size for any detection, made of the detection's own sample record, with noise in every minute.</summary>
sealed class EventTraffic
{
    // Values a minute that a sum is made of.
    const int RecordsOfSum = 20;
    const double Spread = 0.25;
    const long BackgroundFlows = 10;
    const long BackgroundBytes = 100_000;

    static readonly TimeSpan LongHistory = TimeSpan.FromHours(96);
    static readonly TimeSpan ShortHistory = TimeSpan.FromHours(5);
    static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    readonly Detection detection;
    readonly FlowLogFormat format;
    readonly string[] sample;
    readonly string[] other;
    readonly Random random;
    readonly StringBuilder lines = new();
    int made;

    EventTraffic(Detection detection, RecordSample sample, int seed)
    {
        this.detection = detection;
        format = sample.Format;
        this.sample = sample.Line.Split(' ');
        other = RecordSample.Of("", format).Line.Split(' ');
        random = new(seed);
        lines.AppendJoin(' ', format.Fields.Select(field => field.Name)).Append('\n');
    }

    /// <summary>How often the detection's alarm entered <c>ALARM</c> because of an event, and how long after its start it first did.</summary>
    /// <param name="detection">The detection, with its own threshold and evaluation.</param>
    /// <param name="size">Size of the event: its mean value in a period, in thresholds.</param>
    /// <param name="length">Length of the event.</param>
    /// <param name="seed">Seed of the noise and of the place of the event.</param>
    internal static (int Alarms, int Incidents, TimeSpan? After) Run(Detection detection, double size, TimeSpan length, int seed)
    {
        var traffic = new EventTraffic(detection, SampleOf(detection), seed);
        var history = detection.Trigger is not AlarmTrigger.AboveBand ? TimeSpan.FromMinutes(30)
            : detection.Period > TimeSpan.FromHours(1) ? LongHistory : ShortHistory;
        var from = (int)history.TotalMinutes + traffic.random.Next(60);
        var to = from + (int)length.TotalMinutes;
        var end = to + (int)(TimeSpan.FromHours(4) + (detection.Period * detection.EvaluationPeriods)).TotalMinutes;
        for (var minute = 0; minute < end; minute++)
            traffic.Minute(minute, minute >= from && minute < to ? size : 0);
        var backtest = new Backtest(Template(detection, traffic.format), new BacktestOptions { KeepsTalkers = false });
        backtest.Read(new MemoryStream(Encoding.UTF8.GetBytes(traffic.lines.ToString())), "the event");
        var alarm = backtest.Finish().Alarms.Single();
        return (alarm.TimesInAlarm, alarm.Incidents, alarm.FirstAlarm - Start.AddMinutes(from));
    }

    static readonly Dictionary<string, AlarmTemplate> Templates = [];

    static AlarmTemplate Template(Detection detection, FlowLogFormat format) => Templates.TryGetValue(detection.Id, out var known) ? known
        : Templates[detection.Id] = DetectionTemplate.Of([detection], format);

    static RecordSample SampleOf(Detection detection) => detection.Matching.FirstOrDefault(sample => detection.IsAvailableIn(sample.Format))
        ?? RecordSample.Of("an answer from a private subnet", FlowLogFormat.V5, (FlowField.SrcAddr, "10.0.128.9"), (FlowField.SrcPort, "443"),
            (FlowField.DstAddr, "198.51.100.7"), (FlowField.DstPort, "49152"), (FlowField.TcpFlags, "19"), (FlowField.FlowDirection, "egress"));

    bool IsAboveBand => detection.Trigger is AlarmTrigger.AboveBand;

    void Minute(int minute, double size)
    {
        if (detection.Trigger is AlarmTrigger.Below)
        {
            for (var i = 0; size == 0 && i < 5; i++)
                Write(minute, other, null);
            return;
        }

        Write(minute, other, null);
        var usual = IsAboveBand ? detection.Measure.Kind is MeasureKind.Sum ? BackgroundBytes : BackgroundFlows : 0;
        var perPeriod = IsAboveBand ? UpperBand(usual) : detection.Threshold;
        var mean = (usual + (size * perPeriod / detection.Period.TotalMinutes)) * Math.Exp(Spread * Normal());
        if (mean <= 0)
            return;
        if (detection.Measure.Summed is not { } summed)
        {
            for (var left = Poisson(mean); left > 0; left--)
                Write(minute, sample, null);
            return;
        }

        for (var i = 0; i < RecordsOfSum; i++)
            Write(minute, sample, (summed, (long)(mean / RecordsOfSum * Math.Exp(Spread * Normal()))));
    }

    // As the band is where traffic is even: its spread is a third of what is usual.
    double UpperBand(long usual) => usual * detection.Period.TotalMinutes * (1 + (detection.Threshold / 3));

    void Write(int minute, string[] record, (FlowField Field, long Value)? sum)
    {
        var start = Start.ToUnixTimeSeconds() + (minute * 60) + random.Next(60);
        made++;
        for (var i = 0; i < format.Fields.Length; i++)
        {
            var field = format.Fields[i];
            var value = field.Name switch
            {
                "start" => start.ToString(CultureInfo.InvariantCulture),
                "end" => (start + random.Next(5, 60)).ToString(CultureInfo.InvariantCulture),
                _ when sum is { } given && field.Equals(given.Field) => Math.Max(1, given.Value).ToString(CultureInfo.InvariantCulture),
                _ when ReferenceEquals(record, sample) && IsVaried(field) => Varied(field, record[i]),
                _ => record[i],
            };
            lines.Append(i == 0 ? "" : " ").Append(value);
        }

        lines.Append('\n');
    }

    // What a measure counts differs from record to record, and who is measured stays the same.
    bool IsVaried(FlowField field) => detection.Measure.Kind is MeasureKind.Distinct
        && (detection.Measure.CountedOfContributor.IsEmpty ? detection.Measure.Key : detection.Measure.CountedOfContributor).Contains(field);

    string Varied(FlowField field, string value) => field.Name.EndsWith("port", StringComparison.Ordinal)
        ? (1024 + (made % 60_000)).ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{string.Join('.', value.Split('.')[..2])}.{made / 250 % 250}.{1 + (made % 250)}");

    double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    int Poisson(double mean)
    {
        if (mean > 60)
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal())));
        var (count, limit) = (0, Math.Exp(-mean));
        for (var product = random.NextDouble(); product > limit; product *= random.NextDouble())
            count++;
        return count;
    }
}

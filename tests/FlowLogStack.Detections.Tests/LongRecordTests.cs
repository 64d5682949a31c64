using System.Globalization;
using System.Text;
using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>Detections that count packets or bytes, with records of ten minutes.</summary>
public sealed class LongRecordTests
{
    const int Minutes = 60;
    const int LongMinutes = 10;
    const long Start = 1767225600;

    static readonly string[] Counting = ["InboundIcmp", "IcmpBySender", "LargeTransfer"];

    static IReadOnlyList<Detection> All => Records.Detections.For(Watched.Network);

    public static TheoryData<string> Ids => [.. Counting];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_flow_below_the_threshold_is_above_it_in_records_of_ten_minutes(string id)
    {
        var detection = All.Single(detection => detection.Id == id);
        var effect = LongRecords.Of(detection)!;
        var ofMinute = (long)(effect.Limit / effect.Factor * 1.2);
        Assert.Equal(0, Alarms(detection, effect.Field, ofMinute, 1));
        Assert.Equal(1, Alarms(detection, effect.Field, ofMinute, LongMinutes));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_raised_threshold_has_the_effect_of_the_built_in_one(string id)
    {
        var detection = All.Single(detection => detection.Id == id);
        var raised = id == "LargeTransfer"
            ? Records.Detections.LargeTransfer(Watched.Network with { LargeTransferBytes = 10 * Watched.Network.LargeTransferBytes })
            : detection with { Threshold = detection.Threshold * LongRecords.Of(detection)!.Factor };
        Assert.True(LongRecords.Of(raised)!.IsRaised());
        Assert.False(LongRecords.Of(detection)!.IsRaised());
        Assert.Equal(0, Alarms(raised, LongRecords.Of(detection)!.Field, (long)(LongRecords.Of(detection)!.Limit * 0.9), LongMinutes));
    }

    [Fact]
    public void The_page_of_each_detection_that_counts_packets_or_bytes_by_the_minute_states_the_effect() =>
        Assert.Equal([.. Counting.Order(StringComparer.Ordinal).Prepend("EgressAnomaly")],
            All.Where(detection => detection.ToMarkdown().Contains("maximum aggregation interval of ten minutes", StringComparison.Ordinal))
                .Select(detection => detection.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void A_detection_of_a_smallest_record_states_the_size_and_one_of_a_sum_its_part()
    {
        Assert.Contains("at a tenth of the rate: 500,000,000 bytes in ten minutes, instead of one, suffice.", Page("LargeTransfer"), StringComparison.Ordinal);
        Assert.Contains("at a tenth of the rate, 20 packets in a minute.", Page("IcmpBySender"), StringComparison.Ordinal);
        Assert.Contains("at half of the rate, 500 packets in 5 minutes.", (All.Single(detection => detection.Id == "InboundIcmp")
            with { Period = TimeSpan.FromMinutes(5) }).ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Periods_of_ten_minutes_have_no_effect_to_state() =>
        Assert.Null(LongRecords.Of(All.Single(detection => detection.Id == "InboundIcmp") with { Period = LongRecords.Interval }));

    static string Page(string id) => All.Single(detection => detection.Id == id).ToMarkdown();

    static int Alarms(Detection detection, FlowField field, long ofMinute, int length)
    {
        var sample = detection.Matching.First(sample => detection.IsAvailableIn(sample.Format));
        var lines = new StringBuilder().AppendJoin(' ', sample.Format.Fields.Select(known => known.Name)).Append('\n');
        for (var minute = 0; minute < Minutes; minute += length)
        {
            var values = sample.Line.Split(' ');
            Set(FlowField.Start, Start + (60 * minute));
            Set(FlowField.End, Start + (60 * (minute + length)) - 1);
            Set(field, ofMinute * length);
            lines.AppendJoin(' ', values).Append('\n');

            void Set(FlowField of, long value) => values[sample.Format.IndexOf(of)] = value.ToString(CultureInfo.InvariantCulture);
        }

        var backtest = new Backtest(DetectionTemplate.Of([detection], sample.Format), new BacktestOptions { KeepsTalkers = false });
        backtest.Read(new MemoryStream(Encoding.UTF8.GetBytes(lines.ToString())), "the flow");
        return backtest.Finish().Alarms.Single().TimesInAlarm;
    }
}

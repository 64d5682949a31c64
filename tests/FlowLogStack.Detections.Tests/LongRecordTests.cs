using System.Globalization;
using System.Text;
using FlowLogStack.Simulation;

namespace FlowLogStack.Detections.Tests;

/// <summary>Detections with records of ten minutes.</summary>
public sealed class LongRecordTests
{
    const int Minutes = 60;
    const int LongMinutes = 10;
    const long Start = 1767225600;

    static readonly string[] Counting = ["InboundIcmp", "IcmpBySender", "LargeTransfer"];

    static readonly string[] CountingFlows =
        ["UnansweredProbes", "DnsOverTcp", "UnapprovedResolver", "MailSent", "HorizontalScan", "VerticalScan", "UnansweredOutbound"];

    static IReadOnlyList<Detection> All => Records.Detections.For(Watched.Network);

    public static TheoryData<string> Ids => [.. Counting];

    public static TheoryData<string> FlowIds => [.. CountingFlows];

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

    [Theory]
    [MemberData(nameof(FlowIds))]
    public void Lasting_flows_that_start_at_different_times_are_above_the_threshold_only_in_records_of_one_minute(string id)
    {
        var detection = All.Single(detection => detection.Id == id);
        Assert.Equal(1, AlarmsOfLastingFlows(detection, 1));
        Assert.Equal(0, AlarmsOfLastingFlows(detection, LongMinutes));
    }

    [Theory]
    [InlineData("RejectSurge")]
    [InlineData("AcceptedSurge")]
    public void Lasting_flows_of_an_interface_are_above_the_band_only_in_records_of_ten_minutes(string id)
    {
        var detection = All.Single(detection => detection.Id == id);
        Assert.Equal(0, AlarmsOfFlowsOfAnInterface(detection, 1));
        Assert.NotEqual(0, AlarmsOfFlowsOfAnInterface(detection, LongMinutes));
    }

    [Fact]
    public void The_page_of_each_detection_with_a_band_of_flows_states_the_effect() =>
        Assert.Equal(["AcceptedSurge", "RejectSurge"], All.Where(detection => detection.ToMarkdown().Contains(
            "The lasting flows of an interface then count together every ten minutes", StringComparison.Ordinal)).Select(detection => detection.Id)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_of_each_detection_that_counts_several_flows_by_the_minute_states_the_effect() =>
        Assert.Equal(CountingFlows.Order(StringComparer.Ordinal), All.Where(detection => detection.ToMarkdown().Contains(
            "so the alarm enters `ALARM` less easily", StringComparison.Ordinal)).Select(detection => detection.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_of_each_detection_that_counts_packets_or_bytes_by_the_minute_states_the_effect() =>
        Assert.Equal([.. Counting.Order(StringComparer.Ordinal).Prepend("EgressAnomaly")],
            All.Where(detection => detection.ToMarkdown().Contains("one record can have the ", StringComparison.Ordinal))
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

    // As many flows as the threshold start one after another in eight minutes, and last until the tenth.
    static int AlarmsOfLastingFlows(Detection detection, int length)
    {
        const int Starts = 8 * 60;
        var sample = detection.Matching.First(sample => detection.IsAvailableIn(sample.Format));
        var lines = new StringBuilder().AppendJoin(' ', sample.Format.Fields.Select(known => known.Name)).Append('\n');
        var flows = (int)detection.Threshold;
        for (var flow = 0; flow < flows; flow++)
        {
            for (var second = flow * Starts / flows; second < LongMinutes * 60; second += (60 * length) - (second % 60))
            {
                var values = sample.Line.Split(' ');
                if (detection.Measure is { Kind: MeasureKind.Distinct, Key: [_, var target] })
                    values[sample.Format.IndexOf(target)] = target == FlowField.DstPort ? Text(1024 + flow) : $"10.0.7.{flow}";
                values[sample.Format.IndexOf(FlowField.Start)] = Text(Start + second);
                values[sample.Format.IndexOf(FlowField.End)] = Text(Start + Math.Min(second + (60 * length), LongMinutes * 60) - 1);
                lines.AppendJoin(' ', values).Append('\n');
            }
        }

        return Alarms(detection, sample.Format, lines);

        static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);
    }

    // Flows that last for hours, which start with each interval of their interface, and five other flows a minute.
    static int AlarmsOfFlowsOfAnInterface(Detection detection, int length)
    {
        const int Lasting = 100;
        const int Others = 5;
        var sample = detection.Matching.First(sample => detection.IsAvailableIn(sample.Format));
        var lines = new StringBuilder().AppendJoin(' ', sample.Format.Fields.Select(known => known.Name)).Append('\n');
        for (var minute = 0; minute < 4 * Minutes; minute++)
        {
            for (var flow = 0; flow < Others; flow++)
                Add(minute, 1);
            for (var flow = 0; flow < (minute % length == 0 ? Lasting : 0); flow++)
                Add(minute, length);
        }

        return Alarms(detection, sample.Format, lines);

        void Add(int minute, int lasting)
        {
            var values = sample.Line.Split(' ');
            values[sample.Format.IndexOf(FlowField.Start)] = (Start + (60 * minute)).ToString(CultureInfo.InvariantCulture);
            values[sample.Format.IndexOf(FlowField.End)] = (Start + (60 * (minute + lasting)) - 1).ToString(CultureInfo.InvariantCulture);
            lines.AppendJoin(' ', values).Append('\n');
        }
    }

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

        return Alarms(detection, sample.Format, lines);
    }

    static int Alarms(Detection detection, FlowLogFormat format, StringBuilder lines)
    {
        var backtest = new Backtest(DetectionTemplate.Of([detection], format), new BacktestOptions { KeepsTalkers = false });
        backtest.Read(new MemoryStream(Encoding.UTF8.GetBytes(lines.ToString())), "the flow");
        return backtest.Finish().Alarms.Single().TimesInAlarm;
    }
}

namespace FlowLogStack.Detections.Tests;

/// <summary>The <c>ALARM</c> count of an event of unusual volume, by detection: one, also if the event pauses.</summary>
/// <remarks>
/// Detections of a volume that is unusual, or of large transfers, bridge pauses of less than two hours. Thresholds of packets and attempts in a minute bridge
/// pauses of less than half an hour.
/// </remarks>
public sealed class OneEventTests
{
    const int FirstMinute = 325;

    // Each event, with the only detections that count it: what it is, and how it is spread.
    public static TheoryData<string, string, int, int, int> Events => new()
    {
        { "flood of one minute", "EgressAnomaly", 1, 0, 1 },
        { "flood of two minutes", "EgressAnomaly", 1, 0, 2 },
        { "flood of ten minutes", "EgressAnomaly", 1, 0, 10 },
        { "flood of forty minutes", "EgressAnomaly", 1, 0, 40 },
        { "flood that returns", "EgressAnomaly", 2, 16, 2 },
        { "flood that returns", "EgressAnomaly", 5, 20, 1 },
        { "flood that returns", "EgressAnomaly", 5, 30, 2 },
        { "flood that returns", "EgressAnomaly", 6, 45, 5 },
        { "flood that returns", "EgressAnomaly", 5, 50, 2 },
        { "flood that returns", "EgressAnomaly", 5, 60, 10 },
        { "flood that returns", "EgressAnomaly", 4, 75, 2 },
        { "flood that returns", "EgressAnomaly", 4, 100, 2 },
        { "flood that returns", "EgressAnomaly", 4, 110, 1 },
        { "growing flood", "EgressAnomaly", 5, 40, 2 },
        { "fading flood", "EgressAnomaly", 5, 40, 2 },
        { "growing flood", "EgressAnomaly", 5, 70, 5 },
        { "accepted surge", "AcceptedSurge", 1, 0, 2 },
        { "accepted surge", "AcceptedSurge", 4, 30, 2 },
        { "accepted surge", "AcceptedSurge", 4, 50, 2 },
        { "accepted surge", "AcceptedSurge", 3, 80, 2 },
        { "rejected surge", "RejectSurge", 1, 0, 2 },
        { "rejected surge", "RejectSurge", 4, 30, 2 },
        { "rejected surge", "RejectSurge", 4, 50, 2 },
        { "rejected surge", "RejectSurge", 3, 80, 2 },
        { "copy in parts", "LargeTransfer", 1, 0, 1 },
        { "copy in parts", "LargeTransfer", 6, 20, 3 },
        { "copy in parts", "LargeTransfer", 4, 75, 2 },
        { "pings of many addresses", "InboundIcmp", 1, 0, 2 },
        { "pings of many addresses", "InboundIcmp", 4, 14, 2 },
        { "pings of one address", "IcmpBySender", 1, 0, 2 },
        { "pings of one address", "IcmpBySender", 4, 14, 2 },
        { "probes", "UnansweredProbes", 1, 0, 2 },
        { "probes", "UnansweredProbes", 4, 14, 2 },
    };

    [Theory]
    [MemberData(nameof(Events))]
    public void An_event_is_one_alarm_of_its_detection(string what, string detection, int times, int minutesApart, int minutes)
    {
        var alarm = RealTrafficTests.InAlarm(Traffic(what, times, minutesApart, minutes)).Single(alarm => RealTrafficTests.Named(alarm).Id == detection);
        Assert.Equal((1, 1), (alarm.TimesInAlarm, alarm.Incidents));
        Assert.InRange(alarm.FirstAlarm!.Value, RealTraffic.Start.AddMinutes(FirstMinute), RealTraffic.Start.AddMinutes(FirstMinute + minutes + 10));
    }

    [Fact]
    public void Pings_just_above_the_threshold_are_one_alarm()
    {
        var traffic = new RealTraffic().Quiet(TimeSpan.FromHours(8));
        Pings(traffic, FirstMinute, 2, senders: 200, packets: 30);
        var alarm = RealTrafficTests.InAlarm(traffic).Single(alarm => RealTrafficTests.Named(alarm).Id == "InboundIcmp");
        Assert.Equal((1, 1), (alarm.TimesInAlarm, alarm.Incidents));
    }

    [Theory]
    [InlineData("flood that returns", "EgressAnomaly")]
    [InlineData("accepted surge", "AcceptedSurge")]
    [InlineData("rejected surge", "RejectSurge")]
    [InlineData("copy in parts", "LargeTransfer")]
    [InlineData("pings of many addresses", "InboundIcmp")]
    [InlineData("pings of one address", "IcmpBySender")]
    [InlineData("probes", "UnansweredProbes")]
    public void An_event_four_hours_later_is_another_alarm(string what, string detection) =>
        Assert.Equal(2, RealTrafficTests.InAlarm(Traffic(what, 2, 240, 2)).Single(alarm => RealTrafficTests.Named(alarm).Id == detection).TimesInAlarm);

    static RealTraffic Traffic(string what, int times, int minutesApart, int minutes)
    {
        var traffic = new RealTraffic();
        var hours = TimeSpan.FromMinutes(FirstMinute + (times * minutesApart) + minutes + 240);
        if (what.EndsWith("surge", StringComparison.Ordinal))
        {
            for (var minute = 0; minute < hours.TotalMinutes; minute++)
                traffic.Probes(4, TimeSpan.FromMinutes(1), [8080], Action(), from: minute * 60);
        }
        else
        {
            traffic.Quiet(hours);
        }

        for (var time = 0; time < times; time++)
        {
            var first = FirstMinute + (time * minutesApart);
            var scale = what switch { "growing flood" => Math.Pow(1.5, time), "fading flood" => Math.Pow(1.5, times - time), _ => 1 };
            if (what.Contains("flood", StringComparison.Ordinal))
                traffic.Flood(first, minutes, packets: 9000, bytes: (long)(7_600_000 * scale));
            else if (what == "copy in parts")
                traffic.Flood(first, minutes, packets: 400_000, bytes: 600_000_000);
            else if (what.StartsWith("pings", StringComparison.Ordinal))
                Pings(traffic, first, minutes, what == "pings of one address" ? 1 : 200, what == "pings of one address" ? 20 : 60);
            else
                traffic.Probes(3000, TimeSpan.FromMinutes(minutes), [8080], Action(), from: first * 60);
        }

        return traffic;

        string Action() => what == "rejected surge" ? "REJECT" : "ACCEPT";
    }

    static void Pings(RealTraffic traffic, int first, int minutes, int senders, int packets)
    {
        for (var i = 0; i < 200; i++)
        {
            traffic.Record((first * 60) + (i * minutes * 60 / 200), $"198.18.7.{1 + (i % senders)}", 0, RealTraffic.Host, 0, 0, "ingress", protocol: 1,
                packets: packets, bytes: 84 * packets, seconds: 5);
        }
    }
}

using System.Net;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Every generated line is a valid record of its format.</summary>
public sealed class FormatTests
{
    static readonly string[] Everything = [.. ScenarioKind.All.Select(kind => kind.Name)];

    static TrafficPlan Mix(FlowLogFormat format) => Traffic.Plan(format, [.. Everything.Where(name =>
        name != "silent-gap" && ScenarioKind.TryGet(name, out var kinds)
            && kinds[0].AppliesTo.HasFlag(format.AppliesTo is RecordKinds.TransitGateway ? RecordKinds.TransitGateway : RecordKinds.Vpc))]) with
    {
        IPv6Percent = 30,
    };

    public static TheoryData<string> Presets => [.. FlowLogFormat.Presets.Keys];

    [Theory]
    [MemberData(nameof(Presets))]
    public void Reads_back_in_every_preset(string preset)
    {
        var plan = Mix(FlowLogFormat.Presets[preset]);
        var records = Traffic.Read(plan);
        Assert.True(records.Count > 10_000);
        Assert.All(records, record => Assert.Equal(plan.Format.Version.ToString(System.Globalization.CultureInfo.InvariantCulture), record["version"]));
        Assert.Contains(records, record => record["srcaddr"].Contains(':', StringComparison.Ordinal));
    }

    [Fact]
    public void Reads_back_in_any_order_of_fields_and_leaves_unknown_ones_out()
    {
        var newer = FlowField.Custom("newer-field", FieldKind.Text);
        var forward = FlowLogFormat.V11.With(newer);
        var backward = FlowLogFormat.Of(forward.Fields.Reverse());
        var (first, second) = (Traffic.Read(Mix(forward)), Traffic.Read(Mix(backward)));
        Assert.Equal(first.Count, second.Count);
        foreach (var (one, other) in first.Zip(second))
        {
            Assert.Equal("-", one["newer-field"]);
            Assert.Equal(Sorted(one), Sorted(other));
        }

        static string Sorted(Seen record) => string.Join(' ', record.Fields.Select(field => $"{field.Name}={field.Value}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_single_field_is_a_format_too() =>
        Assert.All(Traffic.Read(Traffic.Plan(FlowLogFormat.Of(FlowField.Bytes), "web-tier")), record => Assert.Equal(record["bytes"], record.Line));

    [Fact]
    public void Has_a_plausible_value_in_every_field_that_such_a_network_has()
    {
        string[] absent = ["resource-id", "sublocation-type", "sublocation-id", "instance-tag-2", "interface-tag-2", "asg-tag", "asg-tag-2"];
        var records = Traffic.Read(Mix(FlowLogFormat.V11));
        foreach (var field in FlowLogFormat.V11.Fields.Where(field => !field.Name.StartsWith("ecs-", StringComparison.Ordinal) && !absent.Contains(field.Name)))
            Assert.True(records.Any(record => record[field.Name] != "-"), $"{field} is absent from every record");
        var transit = Traffic.Read(Mix(FlowLogFormat.TransitGateway));
        foreach (var field in FlowLogFormat.TransitGateway.Fields)
            Assert.True(transit.Any(record => record[field.Name] != "-"), $"{field} is absent from every record");
    }

    [Fact]
    public void Percent_encodes_tags()
    {
        var tags = Traffic.Read(Mix(FlowLogFormat.V11)).Select(record => record["interface-tag"]).Distinct().ToList();
        Assert.Contains("web%20tier", tags);
        var decoded = new byte[64];
        Assert.All(tags, tag => Assert.True(PercentEncoding.TryDecode(Encoding.UTF8.GetBytes(tag), decoded, out _)));
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("255.255.255.255")]
    [InlineData("10.0.9.100")]
    [InlineData("::1")]
    [InlineData("::2:0")]
    [InlineData("2600:1f18:4000:10::")]
    [InlineData("2001:db8:0:1:1:1:1:1")]
    [InlineData("2001:db8::1:0:0:1")]
    [InlineData("2001:0:0:1::1")]
    [InlineData("abcd:ef01:2345:6789:abcd:ef01:2345:6789")]
    public void Writes_addresses_in_their_canonical_form(string text)
    {
        Assert.True(FlowAddress.TryParse(text, out var address));
        Assert.Equal(text, ToText(address));
    }

    [Fact]
    public void Writes_addresses_as_everybody_does()
    {
        var random = new RandomSource(7);
        for (var i = 0; i < 20_000; i++)
        {
            // Groups of zeros are rare in random numbers, but relevant for canonical forms.
            var mask = 0UL;
            for (var group = 0; group < 4; group++)
                mask |= random.Happens(500) ? 0xFFFFUL << (16 * group) : random.Happens(500) ? 0x00FUL << (16 * group) : 0;
            var address = i % 4 == 0 ? FlowAddress.FromIPv4((uint)random.Next())
                : new FlowAddress(random.Next() & mask, random.Next() & (mask >> 16 | mask << 48));
            if (address.High == 0 && !address.IsIPv4)
                continue;
            Assert.Equal(new IPAddress(address.ToIPAddress().GetAddressBytes()).ToString(), ToText(address));
        }
    }

    static string ToText(FlowAddress address)
    {
        var text = new byte[48];
        return Encoding.ASCII.GetString(text, 0, ValueText.Write(address, text));
    }
}

using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class RecordConditionTests
{
    static bool Holds(string condition, string line, FlowLogFormat? format = null)
    {
        Assert.True(new FlowLogReader(format ?? FlowLogFormat.Default).TryRead(Encoding.UTF8.GetBytes(line), out var record, out _));
        return RecordCondition.Parse(condition).Holds(record);
    }

    [Theory]
    [InlineData("action=ACCEPT", true)]
    [InlineData("action=REJECT", false)]
    [InlineData("action!=REJECT", true)]
    [InlineData("action=REJECT,ACCEPT", true)]
    [InlineData("action!=REJECT,ACCEPT", false)]
    [InlineData("dstport=22", true)]
    [InlineData("dstport=2", false)]
    [InlineData("dstport!=22", false)]
    [InlineData("dstport=22,3389", true)]
    [InlineData("dstport<22", false)]
    [InlineData("dstport<=22", true)]
    [InlineData("dstport>21", true)]
    [InlineData("dstport>=23", false)]
    [InlineData("bytes>4000", true)]
    [InlineData("srcaddr=172.16.0.0/12", true)]
    [InlineData("srcaddr=10.0.0.0/8", false)]
    [InlineData("srcaddr!=10.0.0.0/8", true)]
    [InlineData("srcaddr=10.0.0.0/8,172.31.16.139", true)]
    [InlineData("srcaddr=2001:db8::/32", false)]
    [InlineData("start>=2014-12-14T04:06:50Z", true)]
    [InlineData("start<2014-12-14T04:06:50Z", false)]
    [InlineData("start=1418530010", true)]
    [InlineData("action=-", false)]
    [InlineData("action!=-", true)]
    [InlineData("vpc-id=vpc-1", false)]
    [InlineData("vpc-id!=vpc-1", false)]
    public void Compares_the_value_as_its_kind(string condition, bool holds) => Assert.Equal(holds, Holds(condition, Objects.Accepted));

    [Theory]
    [InlineData("dstport=22", false)]
    [InlineData("dstport!=22", false)]
    [InlineData("dstport<100000", false)]
    [InlineData("srcaddr!=10.0.0.0/8", false)]
    [InlineData("action!=REJECT", true)]
    [InlineData("dstport=-", true)]
    [InlineData("srcaddr=-,10.0.0.0/8", true)]
    [InlineData("log-status!=-", true)]
    public void An_absent_value_fulfils_no_test_of_a_number_or_an_address(string condition, bool holds) =>
        Assert.Equal(holds, Holds(condition, Objects.NoData));

    [Fact]
    public void Tags_are_compared_as_their_owner_wrote_them()
    {
        var format = FlowLogFormat.Of(FlowField.InstanceTag);
        Assert.True(Holds("instance-tag=café au lait", "caf%C3%A9%20au%20lait", format));
        Assert.True(Holds("instance-tag=a%20b", "a%20b", format));
        Assert.False(Holds("instance-tag=cafe", "caf%C3%A9", format));
    }

    [Fact]
    public void Addresses_of_version_6_are_compared_with_blocks_of_version_6()
    {
        Assert.True(Holds("srcaddr=2001:db8::/32", Objects.IPv6));
        Assert.False(Holds("srcaddr=2001:db9::/32", Objects.IPv6));
        Assert.False(Holds("srcaddr=0.0.0.0/0", Objects.IPv6));
    }

    [Theory]
    [InlineData("actoin=REJECT", "Did you mean 'action'?")]
    [InlineData("action", "not a condition")]
    [InlineData("action!REJECT", "not a condition")]
    [InlineData("action=", "empty value")]
    [InlineData("action=a,,b", "empty value")]
    [InlineData("dstport=ssh", "digits only")]
    [InlineData("dstport=-1", "digits only")]
    [InlineData("start>yesterday", "2026-11-20T21:00:00Z")]
    [InlineData("srcaddr=10.0.0.0/40", "CIDR")]
    [InlineData("srcaddr>10.0.0.0", "compares a number or an instant with one value. Use = or != here")]
    [InlineData("action<REJECT", "compares a number or an instant with one value. Use = or != here")]
    [InlineData("bytes>1,2", "compares a number or an instant with one value. Use = or != here")]
    [InlineData("bytes>-", "compares a number or an instant with one value. Use = or != here")]
    public void Fails_with_the_cure_when_the_condition_makes_no_sense(string condition, string cure)
    {
        var refused = Assert.ThrowsAny<FormatException>(() => RecordCondition.Parse(condition));
        Assert.Contains(cure, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_custom_field_can_be_named()
    {
        var custom = FlowField.Custom("brand-new-bytes", FieldKind.Counter);
        Assert.True(new FlowLogReader(FlowLogFormat.Of(custom)).TryRead("42"u8, out var record, out _));
        Assert.True(RecordCondition.Parse("brand-new-bytes>41", custom).Holds(record));
    }

    [Fact]
    public void A_filter_names_the_fields_a_format_lacks()
    {
        var filter = new RecordFilter(RecordCondition.Parse("vpc-id=x"), RecordCondition.Parse("vpc-id!=y"), RecordCondition.Parse("bytes>1"));
        Assert.Equal([FlowField.VpcId], filter.FieldsMissingFrom(FlowLogFormat.Default));
        Assert.Empty(filter.FieldsMissingFrom(FlowLogFormat.V3));
    }

    [Fact]
    public void Counts_the_most_frequent_first_and_equals_in_the_order_of_their_values()
    {
        var counts = new RecordCounts(FlowField.DstPort);
        using var reader = Objects.Read($"{Objects.Rejected}\n{Objects.Accepted}\n{Objects.Accepted}\n{Objects.NoData}\n"
            + $"{Objects.Rejected.Replace(" 3389 ", " 443 ", StringComparison.Ordinal)}");
        while (reader.Read())
            counts.Add(reader.Record);
        Assert.Equal([new ValueCount("22", 2), new(null, 1), new("443", 1), new("3389", 1)], counts.Top());
        Assert.Equal([new ValueCount("22", 2)], counts.Top(1));
    }
}

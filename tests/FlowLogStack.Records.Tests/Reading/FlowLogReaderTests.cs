using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class FlowLogReaderTests
{
    static Rejection RejectionOf(string line, FlowLogFormat? format = null) => RejectionOf(Encoding.UTF8.GetBytes(line), format);

    static Rejection RejectionOf(byte[] line, FlowLogFormat? format = null)
    {
        Assert.False(new FlowLogReader(format ?? FlowLogFormat.Default).TryRead(line, out _, out var rejection));
        return rejection;
    }

    static string Explained(string line)
    {
        var bytes = Encoding.UTF8.GetBytes(line);
        return RejectionOf(bytes).Describe(bytes, FlowLogFormat.Default);
    }

    [Fact]
    public void Reads_each_field_of_a_record_as_its_type()
    {
        Assert.True(new FlowLogReader(FlowLogFormat.Default).TryRead(Encoding.UTF8.GetBytes(Objects.Accepted), out var record, out _));
        Assert.True(record.TryGetInt32(FlowField.Version, out var version));
        Assert.Equal(2, version);
        Assert.True(record[FlowField.AccountId].SequenceEqual("123456789010"u8));
        Assert.True(record.TryGetAddress(FlowField.SrcAddr, out var source));
        Assert.Equal("172.31.16.139", source.ToString());
        Assert.True(source.IsIPv4);
        Assert.True(record.TryGetInt64(FlowField.Bytes, out var bytes));
        Assert.Equal(4249, bytes);
        Assert.True(record.TryGetInstant(FlowField.Start, out var start));
        Assert.Equal(new DateTimeOffset(2014, 12, 14, 4, 6, 50, TimeSpan.Zero), start);
        Assert.True(record.TryGetAction(out var action));
        Assert.Equal(FlowAction.Accept, action);
        Assert.True(record.TryGetLogStatus(out var status));
        Assert.Equal(LogStatus.Ok, status);
    }

    [Theory]
    [InlineData(Objects.NoData, LogStatus.NoData)]
    [InlineData(Objects.SkipData, LogStatus.SkipData)]
    public void A_record_without_traffic_has_a_status_and_times_and_nothing_else(string line, LogStatus expected)
    {
        Assert.True(new FlowLogReader(FlowLogFormat.Default).TryRead(Encoding.UTF8.GetBytes(line), out var record, out _));
        Assert.True(record.TryGetLogStatus(out var status));
        Assert.Equal(expected, status);
        Assert.True(record.TryGetInstant(FlowField.End, out _));
        Assert.True(record.IsAbsent(FlowField.SrcAddr));
        Assert.False(record.TryGetAddress(FlowField.SrcAddr, out _));
        Assert.False(record.TryGetInt64(FlowField.Bytes, out var bytes));
        Assert.Equal(0, bytes);
        Assert.False(record.TryGetAction(out var action));
        Assert.Equal(FlowAction.Absent, action);
    }

    [Fact]
    public void A_value_of_one_line_is_not_seen_in_the_next()
    {
        var reader = new FlowLogReader(FlowLogFormat.Default);
        Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(Objects.Accepted), out _, out _));
        Assert.True(reader.TryRead(Encoding.UTF8.GetBytes(Objects.NoData), out var record, out _));
        Assert.False(record.TryGetAddress(FlowField.SrcAddr, out var address));
        Assert.Equal(default, address);
        Assert.False(record.TryGetInt32(FlowField.DstPort, out _));
    }

    [Fact]
    public void A_field_the_format_lacks_is_absent()
    {
        Assert.True(new FlowLogReader(FlowLogFormat.Default).TryRead(Encoding.UTF8.GetBytes(Objects.Accepted), out var record, out _));
        Assert.True(record.IsAbsent(FlowField.VpcId));
        Assert.True(record[FlowField.VpcId].IsEmpty);
        Assert.False(record.TryGetInt64(FlowField.TcpFlags, out _));
        Assert.False(record.TryGetAddress(FlowField.PktSrcAddr, out _));
        Assert.False(record.TryDecode(FlowField.InstanceTag, new byte[64], out _));
        Assert.True(record.IsAbsent(FlowField.Custom("brand-new-id", FieldKind.Text)));
    }

    [Fact]
    public void A_position_beyond_the_format_is_refused()
    {
        Assert.True(new FlowLogReader(FlowLogFormat.Default).TryRead(Encoding.UTF8.GetBytes(Objects.Accepted), out var record, out _));
        ArgumentOutOfRangeException? refused = null;
        try
        {
            _ = record[14];
        }
        catch (ArgumentOutOfRangeException e)
        {
            refused = e;
        }

        Assert.Contains("14 fields", refused?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Text_that_happens_to_be_a_number_or_an_address_is_one_when_asked()
    {
        var format = FlowLogFormat.Of(FlowField.AccountId, FlowField.Custom("brand-new-id", FieldKind.Text),
            FlowField.Custom("brand-new-text", FieldKind.Text));
        Assert.True(new FlowLogReader(format).TryRead("123456789010 10.0.0.7 unknown"u8, out var record, out _));
        Assert.True(record.TryGetInt64(FlowField.AccountId, out var account));
        Assert.Equal(123456789010, account);
        Assert.False(record.TryGetInt32(FlowField.AccountId, out _));
        Assert.True(record.TryGetAddress(1, out var address));
        Assert.Equal("10.0.0.7", address.ToString());
        Assert.False(record.TryGetInt64(2, out _));
        Assert.False(record.TryGetAddress(2, out _));
    }

    [Fact]
    public void An_unknown_account_id_is_text_like_any_other()
    {
        Assert.True(new FlowLogReader(FlowLogFormat.Default)
            .TryRead(Encoding.UTF8.GetBytes(Objects.Accepted.Replace("123456789010", "unknown", StringComparison.Ordinal)), out var record, out _));
        Assert.True(record[FlowField.AccountId].SequenceEqual("unknown"u8));
    }

    [Fact]
    public void Reads_transit_gateway_records()
    {
        const string line = "6 TransitGateway 123456789012 tgw-0123456789abcdef0 tgw-attach-0123456789abcdef0 123456789012 123456789012 vpc-0a vpc-0b "
            + "subnet-0a subnet-0b eni-0a eni-0b use1-az1 use1-az2 tgw-attach-0fedcba9876543210 10.20.33.164 10.40.43.102 0 0 1 17 1428 1631883751 1631883811 "
            + "OK IPv4 0 0 0 0 0 us-east-1 ingress - -";
        Assert.True(new FlowLogReader(FlowLogFormat.TransitGateway).TryRead(Encoding.UTF8.GetBytes(line), out var record, out _));
        Assert.True(record.TryGetInt64(FlowField.PacketsLostBlackhole, out var lost));
        Assert.Equal(0, lost);
        Assert.True(record.TryGetAddress(FlowField.DstAddr, out var address));
        Assert.Equal("10.40.43.102", address.ToString());
        Assert.True(record.IsAbsent(FlowField.Action));
        Assert.True(record.IsAbsent(FlowField.PktSrcAwsService));
    }

    [Fact]
    public void Tags_are_decoded_on_request()
    {
        var format = FlowLogFormat.Of(FlowField.InstanceTag, FlowField.InterfaceTag, FlowField.AsgTag);
        Assert.True(new FlowLogReader(format).TryRead("caf%C3%A9%20%2F%25+ bad%2 -"u8, out var record, out _));
        Span<byte> decoded = stackalloc byte[64];
        Assert.True(record.TryDecode(FlowField.InstanceTag, decoded, out var written));
        Assert.Equal("café /%+", Encoding.UTF8.GetString(decoded[..written]));
        Assert.False(record.TryDecode(FlowField.InterfaceTag, decoded, out written));
        Assert.Equal(0, written);
        Assert.False(record.TryDecode(FlowField.AsgTag, decoded, out _));
    }

    [Fact]
    public void Milliseconds_that_no_date_in_seconds_reaches_are_read_as_milliseconds()
    {
        var format = FlowLogFormat.Of(FlowField.Start);
        var reader = new FlowLogReader(format);
        Assert.True(reader.TryRead("1795212000123"u8, out var record, out _));
        Assert.True(record.TryGetInstant(FlowField.Start, out var instant));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1_795_212_000_123), instant);
        Assert.Equal(new Rejection(RejectionReason.BadNumber, 0), RejectionOf("253402300800000", format));
    }

    [Theory]
    [InlineData("", RejectionReason.EmptyLine, -1)]
    [InlineData(Objects.Accepted + " x", RejectionReason.TooManyFields, -1)]
    [InlineData("2 123456789010", RejectionReason.TooFewFields, -1)]
    [InlineData(" " + Objects.Accepted, RejectionReason.EmptyField, -1)]
    [InlineData(Objects.Accepted + " ", RejectionReason.EmptyField, -1)]
    [InlineData("2  123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK",
        RejectionReason.EmptyField, -1)]
    [InlineData("2\t123456789010 eni-1235b8ca123456789 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK",
        RejectionReason.ControlCharacter, -1)]
    [InlineData("x 123456789010 eni-1 172.31.16.139 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK", RejectionReason.BadNumber, 0)]
    [InlineData("2 123456789010 eni-1 172.31.16.139 172.31.16.21 20641 -22 6 20 4249 1418530010 1418530070 ACCEPT OK", RejectionReason.BadNumber, 6)]
    [InlineData("2 123456789010 eni-1 172.31.16.139 172.31.16.21 20641 22 6 20 9223372036854775808 1418530010 1418530070 ACCEPT OK", RejectionReason.BadNumber,
        9)]
    [InlineData("2 123456789010 eni-1 172.31.16.139 172.31.16.21 2147483648 22 6 20 4249 1418530010 1418530070 ACCEPT OK", RejectionReason.BadNumber, 5)]
    [InlineData("2 123456789010 eni-1 172.31.16.139 172.31.16.21 0022 22 6 20 4249 1418530010 1418530070 ACCEPT OK", RejectionReason.BadNumber, 5)]
    [InlineData("2 123456789010 eni-1 172.31.16.139 172.31.16.21 20641 22 6 20 12abc 1418530010 1418530070 ACCEPT OK", RejectionReason.BadNumber, 9)]
    [InlineData("2 123456789010 eni-1 172.31.16.256 172.31.16.21 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK", RejectionReason.BadAddress, 3)]
    [InlineData("2 123456789010 eni-1 172.31.16.139 2001:db8:::1 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK", RejectionReason.BadAddress, 4)]
    [InlineData("2 123456789010 eni-1 172.31.16.139 172.31.16.256 20641 x 6 20 4249 1418530010 1418530070 ACCEPT OK", RejectionReason.BadAddress, 4)]
    [InlineData("2 123456789010 eni-1 172.31.16.139 172.31.16.256 20641 22 6 20 4249 1418530010 1418530070 ACCEPT OK x", RejectionReason.TooManyFields, -1)]
    public void A_line_that_is_no_record_is_rejected_with_the_reason_and_the_field(string line, RejectionReason reason, int position) =>
        Assert.Equal(new Rejection(reason, position), RejectionOf(line));

    [Fact]
    public void Bytes_that_are_not_utf8_are_rejected_and_text_outside_ascii_is_not()
    {
        var bytes = Encoding.UTF8.GetBytes(Objects.Accepted);
        bytes[5] = 0xFF;
        Assert.Equal(RejectionReason.BadUtf8, RejectionOf(bytes).Reason);
        Assert.True(new FlowLogReader(FlowLogFormat.Default)
            .TryRead(Encoding.UTF8.GetBytes(Objects.Accepted.Replace("OK", "ОК", StringComparison.Ordinal)), out _, out _));
    }

    [Fact]
    public void A_rejection_says_which_value_of_which_field_and_what_was_expected()
    {
        Assert.Equal(
            "field 7 'dstport' '22x' is not a whole number from 0 to 2147483647",
            Explained(Objects.Accepted.Replace(" 22 ", " 22x ", StringComparison.Ordinal)));
        Assert.Equal("2 fields, but the log format has 14 (version account-id … log-status)", Explained("2 1"));
        Assert.Equal(
            "field 4 'srcaddr' '172.31.16.1390' is not an IPv4 or IPv6 address",
            Explained(Objects.Accepted.Replace("139 ", "1390 ", StringComparison.Ordinal)));
        Assert.Equal(@"the line contains a control character: '\u001b[31m'", Explained("\u001b[31m"));
    }

    [Theory]
    [InlineData(Objects.Accepted)]
    [InlineData(Objects.Accepted + "\n")]
    [InlineData(Objects.Accepted + "\r\n")]
    [InlineData("2026-11-20T21:00:00.000Z " + Objects.Accepted)]
    [InlineData("2026-11-20T21:00:00Z " + Objects.Accepted)]
    [InlineData("{\"message\":\"" + Objects.Accepted + "\"}")]
    [InlineData("{\"message\":\"" + Objects.Accepted + "\\n\"}\n")]
    [InlineData("{ \"id\": [1, {\"message\": 2}], \"message\" : \"" + Objects.Accepted + "\", \"timestamp\": 3 }")]
    public void A_message_is_read_whatever_its_courier_put_around_it(string message)
    {
        Assert.True(new FlowLogReader(FlowLogFormat.Default).TryReadMessage(Encoding.UTF8.GetBytes(message), out var record, out var rejection));
        Assert.Equal(RejectionReason.None, rejection.Reason);
        Assert.Equal(Objects.Accepted, record.ToString());
    }

    [Theory]
    [InlineData("{\"message\":5}")]
    [InlineData("{\"msg\":\"x\"}")]
    [InlineData("{\"message\":\"x\"")]
    [InlineData("{\"message\":\"" + Objects.Accepted + "\"} x")]
    [InlineData("{")]
    public void A_json_message_without_a_line_in_it_is_rejected(string message)
    {
        Assert.False(new FlowLogReader(FlowLogFormat.Default).TryReadMessage(Encoding.UTF8.GetBytes(message), out _, out var rejection));
        Assert.Equal(RejectionReason.BadEnvelope, rejection.Reason);
    }

    [Fact]
    public void What_is_wrong_behind_a_time_is_what_is_reported()
    {
        var message = Encoding.UTF8.GetBytes("2026-11-20T21:00:00.000Z " + Objects.Accepted.Replace(" 22 ", " x ", StringComparison.Ordinal));
        Assert.False(new FlowLogReader(FlowLogFormat.Default).TryReadMessage(message, out _, out var rejection));
        Assert.Equal(new Rejection(RejectionReason.BadNumber, 6), rejection);
    }
}

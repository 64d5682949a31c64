using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class FlowLogObjectReaderTests
{
    [Fact]
    public void Reads_a_line_without_a_final_newline() =>
        Assert.Equal([$"1: {Objects.Accepted}", $"2: {Objects.NoData}"], Objects.LinesOf($"{Objects.Accepted}\n{Objects.NoData}"));

    [Fact]
    public void Reads_lines_that_end_as_on_windows() =>
        Assert.Equal([$"2: {Objects.Accepted}", $"3: {Objects.NoData}"], Objects.LinesOf($"{Objects.Header}\r\n{Objects.Accepted}\r\n{Objects.NoData}\r\n"));

    [Fact]
    public void An_empty_object_has_no_records()
    {
        Assert.Empty(Objects.LinesOf(""));
        Assert.Empty(Objects.LinesOf("\n\r\n"));
        Assert.Empty(Objects.LinesOf(Objects.Header));
        using var empty = Objects.Read(Objects.Gzip(""));
        Assert.False(empty.Read());
        Assert.False(empty.Read());
    }

    [Fact]
    public void The_header_decides_the_format()
    {
        using var reader = Objects.Read("bytes action srcaddr\n42 REJECT 10.0.0.7\n");
        Assert.True(reader.Read());
        Assert.True(reader.Record.TryGetInt64(FlowField.Bytes, out var bytes));
        Assert.Equal(42, bytes);
        Assert.Equal("bytes action srcaddr", reader.Format.ToHeaderLine());
        Assert.Equal(0, reader.ContradictingHeaders);
    }

    [Fact]
    public void A_header_may_be_repeated_or_changed_further_down() =>
        Assert.Equal(
            ["2: 42 REJECT", "4: 43 ACCEPT", $"7: {Objects.IPv6}"],
            Objects.LinesOf($"bytes action\n42 REJECT\nbytes action\n43 ACCEPT\n\n{Objects.Header}\n{Objects.IPv6}"));

    [Fact]
    public void Without_a_header_the_configured_format_is_read()
    {
        var options = new FlowLogObjectOptions { Format = FlowLogFormat.Of(FlowField.Bytes, FlowField.Action) };
        Assert.Equal(["1: 42 REJECT"], Objects.LinesOf("42 REJECT", options));
        Assert.Equal(["1! TooManyFields"], Objects.LinesOf(Objects.Accepted, options));
    }

    [Fact]
    public void A_header_that_contradicts_the_configured_format_wins_and_is_counted()
    {
        using var reader = Objects.Read($"bytes action\n42 REJECT\n{Objects.Header}\n{Objects.Accepted}",
            new FlowLogObjectOptions { Format = FlowLogFormat.Default });
        Assert.Equal(["2: 42 REJECT", $"4: {Objects.Accepted}"], Objects.Lines(reader));
        Assert.Equal(1, reader.ContradictingHeaders);
    }

    [Fact]
    public void A_header_with_unknown_fields_passes_them_through_as_text()
    {
        using var reader = Objects.Read("brand-new-thing bytes other-new-thing\nx-1 42 -\n");
        Assert.True(reader.Read());
        var field = reader.Format.Fields[0];
        Assert.Equal(("brand-new-thing", FieldKind.Text, true), (field.Name, field.Kind, field.IsCustom));
        Assert.True(reader.Record[field].SequenceEqual("x-1"u8));
        Assert.True(reader.Record.IsAbsent(2));
    }

    [Fact]
    public void A_configured_custom_field_lends_its_kind_to_the_header()
    {
        var custom = FlowField.Custom("brand-new-bytes", FieldKind.Counter);
        using var reader = Objects.Read("brand-new-bytes action\n42 REJECT\nx REJECT\n",
            new FlowLogObjectOptions { Format = FlowLogFormat.Of(custom, FlowField.Action) });
        Assert.Equal(["2: 42 REJECT", "3! BadNumber"], Objects.Lines(reader));
        Assert.Equal(0, reader.ContradictingHeaders);
    }

    [Fact]
    public void Lines_under_a_header_no_format_can_have_are_rejected_until_the_next_header()
    {
        using var reader = Objects.Read($"version tgw-id vpc-id\n2 tgw-1 vpc-1\n{Objects.Header}\n{Objects.Accepted}");
        Assert.Equal(["1! BadHeader", "2! BadHeader", $"4: {Objects.Accepted}"], Objects.Lines(reader));
        Assert.Equal(2, reader.RejectedLines);
    }

    [Fact]
    public void Text_that_happens_to_be_a_field_name_is_no_header()
    {
        var tag = new FlowLogObjectOptions { Format = FlowLogFormat.Of(FlowField.InstanceTag, FlowField.InterfaceTag) };
        Assert.Equal(["1: web-1 db", "2: region web", "3: region -"], Objects.LinesOf("web-1 db\nregion web\nregion -", tag));
    }

    [Fact]
    public void Reads_exports_of_cloudwatch_logs_with_a_time_before_each_line() =>
        Assert.Equal(
            [$"1: {Objects.Accepted}", $"2: {Objects.NoData}", "3! BadNumber", $"4: {Objects.IPv6}"],
            Objects.LinesOf($"2026-11-20T21:00:00.000Z {Objects.Accepted}\n2026-11-20T21:00:01.000Z {Objects.NoData}\n2026-11-20T21:00:01.000Z "
                + $"{Objects.Accepted.Replace(" 22 ", " x ", StringComparison.Ordinal)}\n{Objects.IPv6}\n"));

    [Fact]
    public void Reads_what_firehose_delivers_with_and_without_line_endings() =>
        Assert.Equal(
            [$"1: {Objects.Accepted}", $"2: {Objects.NoData}", $"2: {Objects.SkipData}", $"3: {Objects.IPv6}", "4! BadEnvelope", $"5: {Objects.Rejected}"],
            Objects.LinesOf($"{{\"message\":\"{Objects.Accepted}\"}}\n{{\"message\":\"{Objects.NoData}\"}}{{\"message\":\"{Objects.SkipData}\\n\"}}\r\n"
                + $"{Objects.IPv6}\n{{\"msg\":1}}\n{{\"message\":\"{Objects.Rejected}\"}}"));

    [Fact]
    public void Firehose_objects_without_any_line_ending_are_read_in_flat_memory()
    {
        const int count = 20_000;
        using var reader = new FlowLogObjectReader(new RepeatedStream(Encoding.UTF8.GetBytes($"{{\"message\":\"{Objects.Accepted}\"}}"), count));
        while (reader.Read())
            Assert.False(reader.IsRejected, reader.LineNumber.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(count, reader.Records);
    }

    [Fact]
    public void A_rejected_line_keeps_its_number_its_reason_and_its_bytes_and_reading_goes_on()
    {
        using var reader = Objects.Read($"{Objects.Header}\n{Objects.Accepted}\n2 bad\n\n{Objects.NoData}\n");
        Assert.True(reader.Read());
        Assert.True(reader.Read());
        Assert.True(reader.IsRejected);
        Assert.Equal(3, reader.LineNumber);
        Assert.Equal("2 bad", Encoding.UTF8.GetString(reader.Line));
        Assert.Equal(new Rejection(RejectionReason.TooFewFields), reader.Rejection);
        Assert.Contains("2 fields", reader.DescribeRejection(), StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => reader.Record.Line.Length);
        Assert.True(reader.Read());
        Assert.Equal(5, reader.LineNumber);
        Assert.False(reader.Read());
        Assert.Equal((2, 1), (reader.Records, reader.RejectedLines));
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(4097)]
    [InlineData(300_000)]
    public void A_line_beyond_the_limit_is_rejected_and_its_beginning_kept(int length)
    {
        var options = new FlowLogObjectOptions { MaximumLineLength = 4096 };
        using var reader = Objects.Read($"{Objects.Accepted}\n{new string('x', length)}\n{Objects.NoData}", options);
        Assert.True(reader.Read());
        Assert.True(reader.Read());
        Assert.Equal(length > 4096 ? RejectionReason.LineTooLong : RejectionReason.TooFewFields, reader.Rejection.Reason);
        Assert.Equal(4096, reader.Line.Length);
        Assert.True(reader.Read());
        Assert.False(reader.IsRejected);
        Assert.Equal(3, reader.LineNumber);
        Assert.False(reader.Read());
    }

    [Fact]
    public void An_endless_line_is_rejected_once()
    {
        using var reader = new FlowLogObjectReader(new RepeatedStream(new byte[1000], 5000));
        Assert.Equal(["1! LineTooLong"], Objects.Lines(reader));
        Assert.False(reader.Read());
    }

    [Fact]
    public void A_byte_order_mark_is_passed_over() =>
        Assert.Equal(["2: 42 REJECT"], Objects.LinesOf("\uFEFFbytes action\n42 REJECT"));

    [Fact]
    public void A_parquet_object_is_refused_by_name_with_what_to_do()
    {
        foreach (var bytes in new[] { Encoding.ASCII.GetBytes("PAR1\u0015\u0004"), Objects.Gzip("PAR1 inside"),
            Encoding.ASCII.GetBytes("PARE\u0015\u0004"), Objects.Gzip("PARE inside") })
        {
            var refused = Assert.Throws<UnreadableObjectException>(() => Objects.Read(bytes, new FlowLogObjectOptions { Name = "x.log.parquet" }));
            Assert.StartsWith("x.log.parquet is a Parquet object", refused.Message, StringComparison.Ordinal);
            Assert.Contains("flowlogs convert", refused.Message, StringComparison.Ordinal);
            Assert.Contains("plain-text", refused.Message, StringComparison.Ordinal);
            Assert.Equal("x.log.parquet", refused.ObjectName);
        }
    }

    [Theory]
    [InlineData("PAR1", "a Parquet object")]
    [InlineData("PARE", "an encrypted Parquet object")]
    public void A_parquet_object_in_gzip_is_recognized_in_any_form(string mark, string what)
    {
        var refused = Assert.Throws<UnreadableObjectException>(() => Objects.Read(Objects.Gzip(mark + " inside"),
            new FlowLogObjectOptions { Name = "x.gz", AcceptsAnyForm = true }));
        Assert.StartsWith($"x.gz is {what}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_limit_too_small_for_headers_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Objects.Read("", new FlowLogObjectOptions { MaximumLineLength = 100 }));
}

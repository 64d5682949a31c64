namespace FlowLogStack.Records.Tests;

public sealed class FlowLogFormatTests
{
    [Fact]
    public void Has_aws_default_format_as_its_default() =>
        Assert.Equal(
            "${version} ${account-id} ${interface-id} ${srcaddr} ${dstaddr} ${srcport} ${dstport} ${protocol} ${packets} ${bytes} ${start} ${end} ${action} "
                + "${log-status}",
            FlowLogFormat.Default.ToString());

    [Fact]
    public void Has_aws_default_format_for_transit_gateways() =>
        Assert.Equal(
            "version resource-type account-id tgw-id tgw-attachment-id tgw-src-vpc-account-id tgw-dst-vpc-account-id tgw-src-vpc-id tgw-dst-vpc-id "
                + "tgw-src-subnet-id tgw-dst-subnet-id tgw-src-eni tgw-dst-eni tgw-src-az-id tgw-dst-az-id tgw-pair-attachment-id srcaddr dstaddr srcport "
                + "dstport protocol packets bytes start end log-status type packets-lost-no-route packets-lost-blackhole packets-lost-mtu-exceeded "
                + "packets-lost-ttl-expired tcp-flags region flow-direction pkt-src-aws-service pkt-dst-aws-service",
            FlowLogFormat.TransitGateway.ToHeaderLine());

    [Theory]
    [InlineData("default", 2, RecordKinds.Vpc)]
    [InlineData("v3", 3, RecordKinds.Vpc)]
    [InlineData("v4", 4, RecordKinds.Vpc)]
    [InlineData("v5", 5, RecordKinds.Vpc)]
    [InlineData("v7", 7, RecordKinds.Vpc)]
    [InlineData("v8", 8, RecordKinds.Vpc)]
    [InlineData("v9", 9, RecordKinds.Vpc)]
    [InlineData("v10", 10, RecordKinds.Vpc)]
    [InlineData("v11", 11, RecordKinds.Vpc)]
    [InlineData("transit-gateway", 6, RecordKinds.TransitGateway)]
    public void Presets_hold_every_field_up_to_their_version(string preset, int version, RecordKinds kind)
    {
        var format = FlowLogFormat.Presets[preset];
        Assert.Equal(FlowField.Catalogue.Where(field => field.AppliesTo.HasFlag(kind) && field.SinceVersion <= version).Select(field => field.Name).Order(),
            format.Fields.Select(field => field.Name).Order());
        Assert.Equal(version, format.Version);
    }

    [Fact]
    public void Reads_back_what_it_prints() =>
        Formats.All(format => Assert.Equal(format, FlowLogFormat.Parse(format.ToString(), Formats.Custom)));

    [Fact]
    public void Reads_back_its_header_line() =>
        Formats.All(format => Assert.Equal(format, FlowLogFormat.ParseHeader(format.ToHeaderLine(), Formats.Custom)));

    [Fact]
    public void Finds_every_field_at_its_place() =>
        Formats.All(format => Assert.All(format.Fields, (field, index) => Assert.Equal(index, format.IndexOf(field))));

    [Fact]
    public void Takes_spaces_between_placeholders_as_they_come() =>
        Assert.Equal(FlowLogFormat.Of(FlowField.SrcAddr, FlowField.Bytes), FlowLogFormat.Parse("  ${srcaddr}   ${bytes} "));

    [Fact]
    public void With_appends_what_is_lacking_and_moves_nothing()
    {
        var format = FlowLogFormat.Default.With(FlowField.Bytes, FlowField.TcpFlags, FlowField.FlowDirection);
        Assert.Equal(FlowLogFormat.Default.ToHeaderLine() + " tcp-flags flow-direction", format.ToHeaderLine());
        Assert.Equal(5, format.Version);
        Assert.Equal(14, FlowLogFormat.Default.Fields.Length);
    }

    [Fact]
    public void Without_keeps_the_order_of_the_rest() =>
        Assert.Equal("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes action log-status",
            FlowLogFormat.Default.Without(FlowField.Start, FlowField.End).ToHeaderLine());

    [Fact]
    public void A_format_of_old_fields_is_still_version_2() =>
        Assert.Equal(2, FlowLogFormat.Of(FlowField.Custom("brand-new", FieldKind.Text)).Version);

    [Fact]
    public void Formats_of_other_order_differ() =>
        Assert.NotEqual(FlowLogFormat.Of(FlowField.SrcAddr, FlowField.DstAddr), FlowLogFormat.Of(FlowField.DstAddr, FlowField.SrcAddr));

    [Fact]
    public void Refuses_a_field_named_twice()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Parse("${srcaddr} ${bytes} ${srcaddr}"));
        Assert.Equal(("srcaddr", 3), (error.Value, error.Position));
        Assert.Contains("'srcaddr' at position 3 of the format is already at position 1. Use each field once", error.Message);
    }

    [Fact]
    public void Refuses_an_unknown_field_and_offers_the_nearest()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Parse("${version} ${acount-id}"));
        Assert.Equal(("acount-id", 2), (error.Value, error.Position));
        Assert.Contains("Position 2", error.Message);
        Assert.Contains("Did you mean 'account-id'?", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    public void Refuses_an_empty_format(string text) =>
        Assert.Contains("The log format is empty", Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Parse(text)).Message);

    [Theory]
    [InlineData("version", "${version}")]
    [InlineData("${version", "${version}")]
    [InlineData("{version}", "${version}")]
    [InlineData("$version", "${version}")]
    public void Refuses_a_malformed_placeholder_and_writes_it_right(string text, string cure)
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Parse("${bytes} " + text));
        Assert.Equal(2, error.Position);
        Assert.Contains($"'{text}' at position 2", error.Message);
        Assert.Contains(cure, error.Message);
    }

    [Fact]
    public void Refuses_placeholders_that_are_glued_together() =>
        Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Parse("${version}${bytes}"));

    [Fact]
    public void Refuses_fields_that_no_record_has_together()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Of(FlowField.SrcAddr, FlowField.Action, FlowField.Bytes, FlowField.TgwId));
        Assert.Equal(("tgw-id", 4), (error.Value, error.Position));
        Assert.Contains("only in transit gateway records, but 'action' only in VPC records", error.Message);
    }

    [Fact]
    public void Refuses_fields_of_the_wrong_records_with_value_place_and_cure()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Default.EnsureAppliesTo(RecordKinds.TransitGateway));
        Assert.Equal(("interface-id", 3), (error.Value, error.Position));
        Assert.Contains("'interface-id' at position 3 of the format", error.Message);
        Assert.Contains("use the format transit-gateway", error.Message);

        error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.TransitGateway.EnsureAppliesTo(RecordKinds.Vpc));
        Assert.Equal(("resource-type", 2), (error.Value, error.Position));
        Assert.Contains("use the format default or v5", error.Message);
    }

    [Fact]
    public void Every_preset_applies_to_its_own_records()
    {
        foreach (var (name, format) in FlowLogFormat.Presets)
            format.EnsureAppliesTo(name == "transit-gateway" ? RecordKinds.TransitGateway : RecordKinds.Vpc);
    }

    [Fact]
    public void Refuses_to_become_empty() =>
        Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Of(FlowField.Bytes).Without(FlowField.Bytes));

    [Fact]
    public void Says_which_fields_to_add()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowLogFormat.Of(FlowField.SrcAddr)
            .EnsureContains("The query 'X'", FlowField.Action, FlowField.SrcAddr, FlowField.DstPort));
        Assert.Contains("The query 'X' requires 'action', 'dstport'", error.Message);
        Assert.Contains("Add ${action} ${dstport} to the log format", error.Message);
    }
}

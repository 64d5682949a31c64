namespace FlowLogStack.Records.Tests;

public sealed class FlowFieldTests
{
    [Fact]
    public void Knows_as_many_vpc_fields_of_each_version_as_aws_documents() => Assert.Equal(
        new Dictionary<int, int> { [2] = 14, [3] = 7, [4] = 4, [5] = 4, [7] = 10, [8] = 1, [9] = 1, [10] = 1, [11] = 12 },
        FlowField.Catalogue.Where(field => field.AppliesTo.HasFlag(RecordKinds.Vpc)).GroupBy(field => field.SinceVersion)
            .ToDictionary(version => version.Key, version => version.Count()));

    [Fact]
    public void Knows_36_transit_gateway_fields() => Assert.Equal(36, FlowField.Catalogue.Count(field => field.AppliesTo.HasFlag(RecordKinds.TransitGateway)));

    [Fact]
    public void Names_no_field_twice() =>
        Assert.Distinct(FlowField.Catalogue.Select(field => field.Name));

    [Theory]
    [InlineData("interface-id")]
    [InlineData("action")]
    [InlineData("vpc-id")]
    [InlineData("traffic-path")]
    [InlineData("pkt-srcaddr")]
    public void Keeps_vpc_only_fields_out_of_transit_gateway_records(string name) =>
        Assert.Equal(RecordKinds.Vpc, FlowField.Get(name).AppliesTo);

    [Theory]
    [InlineData("version", FieldKind.Number)]
    [InlineData("srcport", FieldKind.Number)]
    [InlineData("protocol", FieldKind.Number)]
    [InlineData("tcp-flags", FieldKind.Number)]
    [InlineData("traffic-path", FieldKind.Number)]
    [InlineData("encryption-status", FieldKind.Number)]
    [InlineData("packets", FieldKind.Counter)]
    [InlineData("bytes", FieldKind.Counter)]
    [InlineData("packets-lost-mtu-exceeded", FieldKind.Counter)]
    [InlineData("start", FieldKind.Instant)]
    [InlineData("end", FieldKind.Instant)]
    [InlineData("pkt-dstaddr", FieldKind.Address)]
    [InlineData("account-id", FieldKind.Text)]
    [InlineData("asg-tag-2", FieldKind.EncodedText)]
    public void Gives_each_field_the_kind_of_its_documented_parquet_type(string name, FieldKind kind) =>
        Assert.Equal(kind, FlowField.Get(name).Kind);

    [Fact]
    public void Gives_no_other_field_a_number()
    {
        string[] numbers = ["version", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "tcp-flags", "traffic-path", "encryption-status",
            "packets-lost-no-route", "packets-lost-blackhole", "packets-lost-mtu-exceeded", "packets-lost-ttl-expired"];
        Assert.Equal(numbers.Order(), FlowField.Catalogue.Where(field => field.Kind is FieldKind.Number or FieldKind.Counter or FieldKind.Instant)
            .Select(field => field.Name).Order());
    }

    [Fact]
    public void Offers_the_nearest_name_for_an_unknown_field()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowField.Get("src-addr"));
        Assert.Contains("'src-addr' is not a flow log field", error.Message);
        Assert.Contains("Did you mean 'srcaddr'?", error.Message);
        Assert.Contains("add a custom field", error.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bytes")]
    [InlineData("a_b")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("9lives")]
    [InlineData("a b")]
    [InlineData("${bytes}")]
    public void Refuses_a_custom_field_whose_name_aws_would_not_give(string name)
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowField.Custom(name, FieldKind.Text));
        Assert.Contains($"'{name}' is not a valid field name", error.Message);
    }

    [Fact]
    public void Refuses_a_custom_field_that_the_catalogue_has()
    {
        var error = Assert.Throws<FlowLogFormatException>(() => FlowField.Custom("bytes", FieldKind.Number));
        Assert.Contains("is a documented field of kind Counter", error.Message);
    }

    [Fact]
    public void Refuses_a_custom_field_of_no_records() =>
        Assert.Contains("does not apply to any records",
            Assert.Throws<FlowLogFormatException>(() => FlowField.Custom("new-field", FieldKind.Text, RecordKinds.None)).Message);
}

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace FlowLogStack.Records.Tests;

public sealed class FlowRecordJsonTests
{
    static string Json(string line, FlowLogFormat format, bool decodeTags = false) =>
        Json(Encoding.UTF8.GetBytes(line), format, new FlowRecordJson(decodeTags));

    static string Json(byte[] line, FlowLogFormat format, FlowRecordJson json)
    {
        Assert.True(new FlowLogReader(format).TryRead(line, out var record, out var rejection), rejection.ToString());
        var output = new ArrayBufferWriter<byte>();
        json.Write(record, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    [Fact]
    public void Keys_are_the_field_names_numbers_are_numbers_and_a_dash_is_null() =>
        Assert.Equal(
            """{"version":2,"account-id":"123456789010","interface-id":"eni-1235b8ca123456789","srcaddr":null,"dstaddr":null,"srcport":null,"dstport":null"""
                + ""","protocol":null,"packets":null,"bytes":null,"start":1431280876,"end":1431280934,"action":null,"log-status":"NODATA"}""",
            Json(Objects.NoData, FlowLogFormat.Default));

    [Fact]
    public void Text_is_escaped_so_that_any_json_reader_reads_it_back()
    {
        var format = FlowLogFormat.Of(FlowField.InstanceTag, FlowField.VpcId);
        using var document = JsonDocument.Parse(Json("""a"b\c{}é日😀 \""" + '"', format));
        Assert.Equal("a\"b\\c{}é日😀", document.RootElement.GetProperty("instance-tag").GetString());
        Assert.Equal("\\\"", document.RootElement.GetProperty("vpc-id").GetString());
    }

    [Fact]
    public void Tags_are_decoded_when_asked_and_kept_when_they_cannot_be()
    {
        var format = FlowLogFormat.Of(FlowField.InstanceTag, FlowField.AsgTag, FlowField.VpcId);
        const string line = "a%20%22%00%1F%0A%C3%A9 bad%FF a%20b";
        Assert.Equal("""{"instance-tag":"a \"\u0000\u001f\u000aé","asg-tag":"bad%FF","vpc-id":"a%20b"}""", Json(line, format, decodeTags: true));
        Assert.Equal($$"""{"instance-tag":"{{line.Split(' ')[0]}}","asg-tag":"bad%FF","vpc-id":"a%20b"}""", Json(line, format));
    }

    [Fact]
    public void A_tag_of_nothing_but_escapes_fits()
    {
        var format = FlowLogFormat.Of(FlowField.InstanceTag);
        using var document = JsonDocument.Parse(Json(string.Concat(Enumerable.Repeat("%01", 5000)), format, decodeTags: true));
        Assert.Equal(new string('\u0001', 5000), document.RootElement.GetProperty("instance-tag").GetString());
    }

    [Fact]
    public void Every_record_of_every_format_is_one_object_with_its_values()
    {
        var json = new FlowRecordJson();
        Formats.All(format =>
        {
            var records = new GeneratedRecords(format.GetHashCode());
            for (var i = 0; i < 5; i++)
            {
                var line = records.Line(format);
                using var document = JsonDocument.Parse(Json(line, format, json));
                var values = ReferenceReader.Read(line, format)!;
                var properties = document.RootElement.EnumerateObject().ToList();
                Assert.Equal(format.Fields.Select(field => field.Name), properties.Select(property => property.Name));
                for (var position = 0; position < values.Length; position++)
                {
                    var value = properties[position].Value;
                    var isNumber = format.Fields[position].Kind is FieldKind.Number or FieldKind.Counter or FieldKind.Instant;
                    Assert.Equal(values[position] is null ? JsonValueKind.Null : isNumber ? JsonValueKind.Number : JsonValueKind.String, value.ValueKind);
                    Assert.Equal(values[position] is null ? "" : Encoding.UTF8.GetString(line).Split(' ')[position], value.ToString());
                }
            }
        });
    }

    [Fact]
    public void Cells_of_comma_separated_values_are_quoted_when_they_must_be()
    {
        var format = FlowLogFormat.Of(FlowField.InstanceTag, FlowField.Bytes, FlowField.VpcId, FlowField.Action);
        Assert.True(new FlowLogReader(format).TryRead(Encoding.UTF8.GetBytes("""a,b 42 "q" -"""), out var record, out _));
        var output = new ArrayBufferWriter<byte>();
        FlowRecordCsv.WriteHeader(format, output);
        FlowRecordCsv.Write(record, output);
        Assert.Equal("instance-tag,bytes,vpc-id,action\n\"a,b\",42,\"\"\"q\"\"\",\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }
}

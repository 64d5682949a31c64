using System.Text;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Processor.Tests;

public sealed class FirehoseTests
{
    [Fact]
    public async Task Answers_every_record_once_in_order_with_its_lines()
    {
        using var rig = Rig();

        var answer = await AskAsync(
            rig,
            Encoding.UTF8.GetBytes($$"""{"message":"{{Given.Line(1)}}"}""" + "\n"),
            Encoding.UTF8.GetBytes(Given.Line(2)),
            Encoding.UTF8.GetBytes($"{Given.Line(3)}\n{Given.Line(4)}\n"),
            Given.GzipText(Given.Document([Given.Line(5), Given.Line(6)])),
            Given.GzipText(Given.Line(7)));

        Assert.Equal(
            [("rec-0", "Ok", $"{Given.Line(1)}\n"), ("rec-1", "Ok", $"{Given.Line(2)}\n"), ("rec-2", "Ok", $"{Given.Line(3)}\n{Given.Line(4)}\n"),
                ("rec-3", "Ok", $"{Given.Line(5)}\n{Given.Line(6)}\n"), ("rec-4", "Ok", $"{Given.Line(7)}\n")],
            answer);
    }

    [Fact]
    public async Task Records_without_anything_to_deliver_are_dropped()
    {
        using var rig = Rig(("VPC_CIDR_PREFIX", "10.20."));

        var answer = await AskAsync(
            rig,
            Encoding.UTF8.GetBytes(Given.Line(1, "10.20.1.5", "10.20.1.6")),
            Given.GzipText(Given.Document(["check"], "CONTROL_MESSAGE")),
            [],
            Encoding.UTF8.GetBytes(Given.Line(2)));

        Assert.Equal(["Dropped", "Dropped", "Dropped", "Ok"], answer.Select(record => record.Result));
    }

    [Fact]
    public async Task Records_that_cannot_be_read_are_failed_and_the_others_go_on()
    {
        using var rig = Rig();
        var damaged = Given.GzipText(Given.Document([Given.Line(1)]));
        damaged[^6] ^= 0xFF;

        var answer = await AskAsync(rig, "nonsense"u8.ToArray(), damaged, Encoding.UTF8.GetBytes(Given.Line(2)));

        Assert.Equal([("rec-0", "ProcessingFailed"), ("rec-1", "ProcessingFailed"), ("rec-2", "Ok")], answer.Select(record => (record.Id, record.Result)));
    }

    [Fact]
    public async Task A_truncated_record_is_failed_with_all_of_its_lines()
    {
        using var rig = Rig();

        var answer = await AskAsync(rig, Given.GzipText(Given.Document([Given.Line(1)]))[..^4], Encoding.UTF8.GetBytes(Given.Line(2)));

        Assert.Equal([("rec-0", "ProcessingFailed"), ("rec-1", "Ok")], answer.Select(record => (record.Id, record.Result)));
    }

    [Fact]
    public async Task Data_that_is_not_base64_fails_its_record()
    {
        using var rig = Rig();

        var answer = await rig.SendAsync("""{"invocationId":"i","deliveryStreamArn":"arn:x/y","records":[{"recordId":"r","data":"?"}]}""");

        Assert.Equal("""{"records":[{"recordId":"r","result":"ProcessingFailed"}]}""", answer);
    }

    [Fact]
    public async Task Writes_fields_for_conversion_to_parquet_unless_told_otherwise()
    {
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""));

        var answer = await AskAsync(rig, Encoding.UTF8.GetBytes(Given.Line(443)));

        Assert.Equal(
            $$"""{"version":2,"account-id":"111122223333","interface-id":"{{Given.Interface}}","srcaddr":"198.51.100.20","dstaddr":"10.20.1.5","srcport":"""
                + $$"""50123,"dstport":443,"protocol":6,"packets":7,"bytes":840,"start":1760000000,"end":1760000055"""
                + $$""","action":"ACCEPT","log-status":"OK"}""" + "\n",
            Assert.Single(answer).Data);
    }

    [Fact]
    public async Task An_event_without_records_is_answered_without_records()
    {
        using var rig = Rig();

        Assert.Equal("""{"records":[]}""", await rig.SendAsync(Given.Firehose()));
    }

    [Fact]
    public async Task What_does_not_fit_in_the_answer_is_failed_and_nothing_is_lost()
    {
        using var rig = new ProcessorRig(("SUMO_ENDPOINT", ""));
        var data = Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(1, 4000).Select(port => Given.Line(port))));

        var text = await rig.SendAsync(Given.Firehose(Enumerable.Repeat(data, 9).Append(Encoding.UTF8.GetBytes(Given.Line(1)))));

        Assert.True(text.Length <= FirehoseAnswer.MostBytes);
        var answer = Parse(text);
        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"rec-{index}"), answer.Select(record => record.Id));
        Assert.InRange(answer.Count(record => record.Result == "ProcessingFailed"), 1, 8);
        Assert.Equal("Ok", answer[^1].Result);
        Assert.All(answer, record => Assert.True(record.Result is "Ok" or "ProcessingFailed"));
        Assert.All(answer.SkipLast(1).Where(record => record.Result == "Ok"), record => Assert.Equal(4000, record.Data.Count(c => c == '\n')));
        Assert.Contains("did not fit", rig.Log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(700)]
    [InlineData(1500)]
    public void The_answer_never_exceeds_its_limit_while_every_record_is_named(int limit)
    {
        var records = Enumerable.Range(0, 3).Select(index => new FirehoseRecord($"r{index}", default, null)).ToList();
        var answer = new FirehoseAnswer(records, new string?[3], new VpcRawEncoder(), limit);
        using var run = new Run("r", DateTimeOffset.UtcNow.AddMinutes(1), TimeProvider.System);
        answer.Open(new LineOrigin("n", "h", "i"), run);
        var line = Encoding.UTF8.GetBytes(Given.Line());
        for (var tag = 0; tag < 3; tag++)
        {
            for (var i = 0; i < 3; i++)
                answer.Write(new ProcessedLine { Text = line, Format = FlowLogFormat.Default, Tag = tag });
        }

        var bytes = answer.Finish();

        Assert.True(bytes.Length <= limit);
        using var json = JsonDocument.Parse(bytes);
        Assert.Equal(["r0", "r1", "r2"], json.RootElement.GetProperty("records").EnumerateArray().Select(record => record.GetProperty("recordId").GetString()));
    }

    [Fact]
    public async Task Other_outputs_get_the_records_too_and_fail_the_event_when_they_cannot()
    {
        using var rig = new ProcessorRig(_ => LoopbackReply.Of(400));

        await Assert.ThrowsAsync<DeliveryException>(() => rig.SendAsync(Given.Firehose(Encoding.UTF8.GetBytes(Given.Line(1)))));
        Assert.Equal([Given.Line(1)], rig.Delivered);
    }

    static ProcessorRig Rig(params (string Name, string Value)[] environment) => new([("SUMO_ENDPOINT", ""), ("FIREHOSE_FORMAT", "VPC-RAW"), .. environment]);

    static async Task<List<(string Id, string Result, string Data)>> AskAsync(ProcessorRig rig, params byte[][] records) =>
        Parse(await rig.SendAsync(Given.Firehose(records)));

    static List<(string Id, string Result, string Data)> Parse(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return [.. json.RootElement.GetProperty("records").EnumerateArray().Select(record => (
            record.GetProperty("recordId").GetString()!,
            record.GetProperty("result").GetString()!,
            record.TryGetProperty("data", out var data) ? Encoding.UTF8.GetString(data.GetBytesFromBase64()) : ""))];
    }
}

using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

public sealed class FirehoseLinesTests
{
    const string Document = """{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[EVENTS]}""";

    static FirehoseRecord Record(string text, string? problem = null) => new("r", Encoding.UTF8.GetBytes(text), problem);

    /// <summary>Reads records block by block; a block is the number of fields of its format, and each line with its record.</summary>
    static async Task<List<string>> ReadAsync(FirehoseLines lines)
    {
        var block = new LineBlock();
        var blocks = new List<string>();
        for (var more = true; more;)
        {
            block.Clear();
            more = await lines.FillAsync(block, CancellationToken.None);
            if (block.Count > 0)
                blocks.Add($"{lines.Format.Fields.Length}: " + string.Join(", ", Enumerable.Range(0, block.Count)
                    .Select(i => $"{block.TagOf(i)} {Encoding.UTF8.GetString(block[i])}")));
        }

        return blocks;
    }

    static FirehoseLines Lines(params FirehoseRecord[] records) => new(records, new LineOrigin("n", "h", "i"), FlowLogFormat.Default);

    [Fact]
    public async Task Lines_of_one_format_share_a_block_and_have_the_index_of_their_record()
    {
        using var lines = Lines(Record("a\nb"), Record(""), Record("c"), Record("d", "cannot be read"), Record("e"));

        Assert.Equal(["14: 0 a, 0 b, 2 c, 4 e"], await ReadAsync(lines));
        Assert.Equal([null, null, null, "cannot be read", null], lines.Problems);
        Assert.Equal(new LineOrigin("n", "h", "i"), lines.Origin);
    }

    [Fact]
    public async Task Lines_after_a_header_have_its_format_and_a_block_of_their_own()
    {
        using var lines = Lines(Record("a"), Record("srcaddr dstaddr bytes\nb\nc"), Record("d"), Record("srcaddr bytes\ne"));

        var blocks = await ReadAsync(lines);

        Assert.Equal(["14: 0 a", "3: 1 b, 1 c", "14: 2 d", "2: 3 e"], blocks);
        Assert.Equal(2, lines.ContradictingHeaders);
    }

    [Fact]
    public async Task A_record_that_cannot_be_read_is_a_problem_and_reading_goes_on()
    {
        using var lines = Lines(
            Record("a"),
            Record(Document.Replace("EVENTS", """{"message":"b"},5,{"message":"c"},6""", StringComparison.Ordinal)),
            Record(Document.Replace("EVENTS]}", """{"message":"d"}""", StringComparison.Ordinal)),
            Record(Document.Replace("EVENTS]}", """5,{"message":"e"},""", StringComparison.Ordinal)),
            Record("f"));

        Assert.Equal(["0 a", "1 b", "1 c", "2 d", "3 e", "4 f"], (await ReadAsync(lines)).SelectMany(block => block[4..].Split(", ")));
        Assert.Equal([null, "2 log events of the record cannot be used; of the first, it is not a JSON object."], lines.Problems.Take(2));
        Assert.All(lines.Problems.Skip(2).Take(2), problem =>
            Assert.StartsWith("The record has a document of CloudWatch Logs that is not valid JSON: line 1, column ", problem));
        Assert.Null(lines.Problems[4]);
        Assert.Equal(3, lines.MalformedEvents);
    }

    [Fact]
    public async Task Records_of_many_blocks_are_read_whole_and_in_order()
    {
        using var lines = Lines([.. Enumerable.Range(0, 30).Select(record =>
            Record(string.Join('\n', Enumerable.Range(0, 500).Select(i => $"{record}.{i}"))))]);

        Assert.Equal(Enumerable.Range(0, 30).SelectMany(record => Enumerable.Range(0, 500).Select(i => $"{record} {record}.{i}")),
            (await ReadAsync(lines)).SelectMany(block => block[4..].Split(", ")));
    }

    [Fact]
    public async Task A_full_block_is_left_as_it_is_and_its_lines_follow()
    {
        using var lines = Lines(Record(string.Join('\n', Enumerable.Range(0, 3000))));
        var block = new LineBlock();
        Assert.True(await lines.FillAsync(block, CancellationToken.None));
        Assert.True(block.IsFull);
        var count = block.Count;

        Assert.True(await lines.FillAsync(block, CancellationToken.None));
        Assert.Equal(count, block.Count);

        block.Clear();
        await lines.FillAsync(block, CancellationToken.None);
        Assert.Equal(3000, count + block.Count);
    }

    [Fact]
    public async Task Records_are_read_with_the_same_buffer_one_after_another()
    {
        using var lines = Lines([.. Enumerable.Range(0, 64).Select(i => Record($"{i}"))]);
        var block = new LineBlock();
        var before = GC.GetAllocatedBytesForCurrentThread();
        await lines.FillAsync(block, CancellationToken.None);

        Assert.Equal(64, block.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 32 * 64 * 1024);
    }

    [Fact]
    public async Task Without_records_there_are_no_lines()
    {
        using var lines = Lines();
        Assert.False(await lines.FillAsync(new LineBlock(), CancellationToken.None));
    }

    [Theory]
    [InlineData("""{"deliveryStreamArn":"a","invocationId":"i","records":[{"recordId":"r","data":"eA=="},{"recordId":"s","data":"?"},{"recordId":"t"}]}""",
        "i a r:x: s::The record's data is not base64. t::The record's data is not base64.")]
    [InlineData("""{"records":[]}""", "  ")]
    public void An_event_has_its_records_with_their_data_or_its_problem(string json, string expected)
    {
        var read = FirehoseEvent.Parse(Encoding.UTF8.GetBytes(json));
        Assert.Equal(expected, $"{read.InvocationId} {read.StreamArn} "
            + string.Join(' ', read.Records.Select(record => $"{record.Id}:{Encoding.UTF8.GetString(record.Data.Span)}:{record.Problem}")));
    }

    [Theory]
    [InlineData("{}", "The Firehose event has no 'records'.")]
    [InlineData("[]", "The Firehose event has no 'records'.")]
    [InlineData("""{"records":{}}""", "The Firehose event has 'records' that are not a list.")]
    [InlineData("""{"records":[{"data":"eA=="}]}""", "A record of the Firehose event lacks its recordId.")]
    [InlineData("""{"records":[7]}""", "A record of the Firehose event lacks its recordId.")]
    [InlineData("""{"records":[],"records":[]}""", "The event is not valid JSON: ")]
    public void An_event_without_what_its_response_requires_is_an_error(string json, string error) =>
        Assert.StartsWith(error, Assert.Throws<EventException>(() => FirehoseEvent.Parse(Encoding.UTF8.GetBytes(json))).Message);

    [Theory]
    [InlineData(0, "ProcessingFailed ProcessingFailed Dropped", 0)]
    [InlineData(1000, "Ok ProcessingFailed Dropped", 2)]
    public void The_response_has_the_lines_of_each_record_or_the_reason_for_their_absence(int most, string results, int delivered)
    {
        List<FirehoseRecord> records = [Record("good"), Record("bad"), Record("none")];
        var answer = new FirehoseAnswer(records, [null, null, null], new VpcRawEncoder(), most);
        using var run = new Run("r", DateTimeOffset.UtcNow.AddMinutes(1), TimeProvider.System);
        var session = answer.Open(new LineOrigin("n", "h", "i"), run);
        Line("one", 0, isRecord: true);
        Line("two", 0, isRecord: false);
        Line("three", 1, isRecord: false);

        using var json = System.Text.Json.JsonDocument.Parse(answer.Finish());
        var rows = json.RootElement.GetProperty("records").EnumerateArray().ToList();
        Assert.Equal(results, string.Join(' ', rows.Select(row => row.GetProperty("result").GetString())));
        Assert.Equal(delivered, run.Metrics.DeliveredRecords);
        Assert.Equal(delivered > 0 ? (1, 0) : (2, 1), (answer.Failed, answer.Overflowed));
        if (delivered > 0)
            Assert.Equal(("one\ntwo\n", 8), (Encoding.UTF8.GetString(rows[0].GetProperty("data").GetBytesFromBase64()), run.Metrics.BytesDelivered));

        void Line(string text, int tag, bool isRecord) => session.Write(new ProcessedLine
        {
            Text = Encoding.UTF8.GetBytes(text), Format = FlowLogFormat.Default, Tag = tag,
            Rejection = new Rejection(isRecord ? RejectionReason.None : RejectionReason.TooFewFields),
        });
    }

    [Fact]
    public void A_response_of_exactly_the_maximum_fits_and_one_byte_less_does_not()
    {
        var whole = Respond(int.MaxValue).Length;

        Assert.Equal(whole, Respond(whole).Length);
        Assert.DoesNotContain("ProcessingFailed", Respond(whole));
        Assert.Contains("ProcessingFailed", Respond(whole - 1));

        // The last record has data, so that no room is reserved after it.
        static string Respond(int most)
        {
            List<FirehoseRecord> records = [Record("a"), Record("b")];
            var answer = new FirehoseAnswer(records, [null, null], new VpcRawEncoder(), most);
            using var run = new Run("r", DateTimeOffset.UtcNow.AddMinutes(1), TimeProvider.System);
            answer.Open(new LineOrigin("n", "h", "i"), run);
            for (var tag = 0; tag < 2; tag++)
                answer.Write(new ProcessedLine { Text = "12345678"u8, Format = FlowLogFormat.Default, Tag = tag });
            return Encoding.UTF8.GetString(answer.Finish().Span);
        }
    }
}

using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

/// <summary>The lines of an event or an object. The tests of the function send the same content in every kind of event.</summary>
public sealed class ContentLinesTests
{
    const string Start = """{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[""";

    static readonly LineOrigin Origin = new("name", "host", "id");

    /// <summary>Reads content block by block; each line has its time and the log stream of its block.</summary>
    static List<string> Read(byte[] data, out string fault, Func<ContentOptions, ContentOptions>? options = null)
    {
        var all = new ContentOptions { Name = "The content", Format = FlowLogFormat.Default, Origin = Origin, TakesOrigin = true };
        using var content = new ContentLines(new ReadOnlyMemoryStream(data), options?.Invoke(all) ?? all);
        var block = new LineBlock();
        var lines = new List<string>();
        fault = "";
        try
        {
            for (var more = true; more;)
            {
                block.Clear();
                more = content.Fill(block);
                for (var i = 0; i < block.Count; i++)
                    lines.Add($"{content.Origin.Name} {block.TimestampOf(i)} {Encoding.UTF8.GetString(block[i])}");
            }
        }
        catch (EventException error)
        {
            fault = error.Message;
        }

        fault += content.MalformedReason;
        Assert.Equal(content.MalformedReason.Length > 0, content.MalformedEvents > 0);
        return lines;
    }

    static List<string> Read(string text, out string fault) => Read(Encoding.UTF8.GetBytes(text), out fault);

    [Theory]
    [InlineData("5", "it is not a JSON object")]
    [InlineData("""[{"message":"x"}]""", "it is not a JSON object")]
    [InlineData("{}", "it has no 'message'")]
    [InlineData("""{"timestamp":1,"Message":"x"}""", "it has no 'message'")]
    [InlineData("""{"message":"","message":""}""", "it has two members 'message'")]
    [InlineData("""{"message":"x","message":5}""", "it has two members 'message'")]
    [InlineData("""{"message":5,"message":"x"}""", "its 'message' is a number, not text")]
    [InlineData("""{"message":5,"timestamp":1}""", "its 'message' is a number, not text")]
    [InlineData("""{"message":"x","timestamp":1,"timestamp":2,"message":"y"}""", "it has two members 'timestamp'")]
    [InlineData("""{"message":null}""", "its 'message' is null, not text")]
    [InlineData("""{"message":{"message":"x"}}""", "its 'message' is an object, not text")]
    [InlineData("""{"message":["x"]}""", "its 'message' is a list, not text")]
    [InlineData("""{"message":false}""", "its 'message' is true or false, not text")]
    [InlineData("""{"message":"\ud800"}""", "its 'message' is not Unicode text")]
    [InlineData("""{"message":"x","timestamp":1,"timestamp":1}""", "it has two members 'timestamp'")]
    [InlineData("""{"message":"x","timestamp":"1"}""", "its 'timestamp' is not a whole number of milliseconds from 1970 to 9999")]
    [InlineData("""{"message":"x","timestamp":0.5}""", "its 'timestamp' is not a whole number of milliseconds from 1970 to 9999")]
    [InlineData("""{"message":"x","timestamp":-1}""", "its 'timestamp' is not a whole number of milliseconds from 1970 to 9999")]
    [InlineData("""{"message":"x","timestamp":253402300800000}""", "its 'timestamp' is not a whole number of milliseconds from 1970 to 9999")]
    [InlineData("""{"timestamp":-1,"message":5}""", "its 'timestamp' is not a whole number of milliseconds from 1970 to 9999")]
    public void A_log_event_without_a_line_has_the_first_reason_and_its_neighbours_are_read(string json, string reason)
    {
        var lines = Read($$"""{{Start}}{"message":"before"},{{json}},{"message":"after"}]}""", out var fault);

        Assert.Equal(["s 0 before", "s 0 after"], lines);
        Assert.Equal(reason, fault);
    }

    [Theory]
    [InlineData("""{"message":"x"}""", "s 0 x")]
    [InlineData("""{"message":""}""", "s 0 ")]
    [InlineData("""{"timestamp":0,"message":"x"}""", "s 0 x")]
    [InlineData("""{"message":"x","timestamp":253402300799999}""", "s 253402300799999 x")]
    [InlineData("""{"a":{"message":"no"},"message":"x","b":["message","no",{"timestamp":5}],"timestamp":7}""", "s 7 x")]
    [InlineData("""{"message":"a \"b\" \u00e9","timestamp":7}""", "s 7 a \"b\" é")]
    [InlineData("""{"m\u0065ssage":"x","t\u0069mestamp":7}""", "s 7 x")]
    [InlineData("""{"timestamps":5,"messages":"no","message":"x"}""", "s 0 x")]
    public void A_log_event_is_its_message_and_its_time_whatever_is_beside_them(string json, string expected)
    {
        Assert.Equal([expected], Read($$"""{{Start}}{{json}}]}""", out var fault));
        Assert.Equal("", fault);
    }

    // The first read has 64 KiB. A space before the event, which no usual event has, leads to the reader of JSON.
    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    public void An_event_that_ends_beyond_the_bytes_read_so_far_is_read_whole(string space)
    {
        const string inside = """{"id":"1","timestamp":1767225600123,"extra":{"list":[1,{"a":"b"}]},"message":"in \u00e9 two"}""";
        const string usual = """{"id":"1","timestamp":1767225600123,"message":"in two"}""";
        foreach (var (json, line) in ((string, string)[])[(inside, "in é two"), (usual, "in two")])
        {
            for (var at = 0; at <= json.Length + 3; at++)
            {
                var filler = new string('f', 65_536 - at - Start.Length - """{"message":""},""".Length);
                var lines = Read($$"""{{Start}}{"message":"{{filler}}"},{{space}}{{json}}{{space}},{"message":"after"}]}""", out var fault);

                Assert.Equal([$"s 0 {filler}", $"s 1767225600123 {line}", "s 0 after"], lines);
                Assert.Equal("", fault);
            }
        }
    }

    [Theory]
    [InlineData("""{"logEvents":[EVENTS],"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s"}""")]
    [InlineData("""{"messageType":"DATA_MESSAGE","logEvents":[EVENTS],"owner":{"a":[1]},"logGroup":"g","list":[{}],"logStream":"s"}""")]
    [InlineData("""{"logGroup":"g","logStream":"s","logEvents":[EVENTS],"messageType":"DATA_MESSAGE","logGroup":"g"}""")]
    public void Names_after_the_events_are_read_before_them_wherever_the_first_bytes_end(string document)
    {
        for (var length = 65_400; length < 65_536; length++)
        {
            var filler = new string('f', length);
            var lines = Read(document.Replace("EVENTS", $$"""{"timestamp":7,"message":"{{filler}}"}""", StringComparison.Ordinal), out var fault);

            Assert.Equal([$"s 7 {filler}"], lines);
            Assert.Equal("", fault);
        }
    }

    [Theory]
    [InlineData("""{"logEvents":[{"message":"x"}],"messageType":"OTHER_MESSAGE"}""", "'OTHER_MESSAGE' is neither DATA_MESSAGE nor CONTROL_MESSAGE")]
    [InlineData("""{"messageType":"DATA_MESSAGE","logEvents":{"message":"x"}}""", "'logEvents' that are not a list")]
    [InlineData("""{"messageType":"DATA_MESSAGE","logGroup":5,"logEvents":[{"message":"x"}]}""", "a name, 'LogGroup', that is not text")]
    [InlineData("""{"messageType":"DATA_MESSAGE","logGroup":"a","logGroup":"b","logEvents":[{"message":"x"}]}""", "two different names, 'LogGroup'")]
    [InlineData("""{"messageType":"DATA_MESSAGE","logStream":"a","logEvents":[{"message":"x"}],"logStream":"b"}""", "two different names, 'LogStream'")]
    [InlineData("""{"messageType":"DATA_MESSAGE","logGroup":"a"}""", "without 'logEvents'")]
    [InlineData("""{"messageType":"DATA_MESSAGE","logGroup":"a","logEvents":[{"message":"x"}""", "an object or a list is not closed.")]
    [InlineData("""{"messageType":"DATA_MESSAGE","logGroup":"a","logEvents":[{"message":"x"]""", "not valid JSON: line 1, column")]
    public void A_document_that_is_not_one_of_CloudWatch_Logs_is_an_error(string document, string error)
    {
        foreach (var isSubscription in (bool[])[true, false])
        {
            Read(Encoding.UTF8.GetBytes(document), out var fault, options => options with { IsSubscription = isSubscription });
            Assert.Contains(error, fault);
        }
    }

    [Theory]
    [InlineData("", "does not contain a document of CloudWatch Logs")]
    [InlineData("\n \t", "does not contain a document of CloudWatch Logs")]
    [InlineData("text", "is not a document of CloudWatch Logs")]
    [InlineData("""{"message":"x"}""", "The subscription's messageType '' is neither")]
    public void The_data_of_a_subscription_is_documents_only(string text, string error)
    {
        Assert.Empty(Read(Encoding.UTF8.GetBytes(text), out var fault, options => options with { IsSubscription = true }));
        Assert.Contains(error, fault);
    }

    [Fact]
    public void Lines_messages_and_documents_follow_one_another_with_the_stream_of_each()
    {
        var first = Start + """{"message":"one","timestamp":1}]}""";
        var lines = Read($$"""
            a line
              {"message":"a \"message\"\n"}{"message":"another"} {"other":5}
            {{first}}{{first.Replace("\"s\"", "\"t\"", StringComparison.Ordinal)}}
            {"messageType":"CONTROL_MESSAGE","logGroup":"g","logStream":"u","logEvents":[{"message":"a check"}]}
            {"logGroup":"g","logStream":"v","logEvents":[{"message":"without a type"}]}

            the last
            """, out var fault);

        Assert.Equal(["name 0 a line", "name 0 a \"message\"", "name 0 another", "name 0 {\"other\":5}", "s 1 one", "t 1 one", "v 0 without a type",
            "name 0 the last"], lines);
        Assert.Equal("", fault);
    }

    [Fact]
    public void Only_the_accepted_log_streams_are_read()
    {
        var document = Start + """{"message":"one"},5]}""";
        var lines = Read(Encoding.UTF8.GetBytes($"{document}\n{document.Replace("\"s\"", "\"t\"", StringComparison.Ordinal)}"), out var fault,
            options => options with { Accepts = (group, stream) => (group, stream) == ("g", "t") });

        Assert.Equal(["t 0 one"], lines);
        Assert.Equal("it is not a JSON object", fault);
    }

    [Fact]
    public void Each_document_has_its_own_origin_and_one_that_continues_it_has_the_same()
    {
        var text = string.Concat(((string[])["s", "s", "t", "s"]).Select(stream =>
            Start.Replace("\"s\"", $"\"{stream}\"", StringComparison.Ordinal) + """{"message":"x"}]}"""));
        using var content = new ContentLines(new ReadOnlyMemoryStream(Encoding.UTF8.GetBytes(text)),
            new ContentOptions { Name = "The content", Format = FlowLogFormat.Default, Origin = Origin, TakesOrigin = true });
        var block = new LineBlock();
        var blocks = new List<(LineOrigin, int)>();
        for (var more = true; more;)
        {
            block.Clear();
            more = content.Fill(block);
            blocks.Add((content.Origin, block.Count));
        }

        Assert.Equal([(new("s", "g", "id/g/s/1"), 2), (new("t", "g", "id/g/t/3"), 1), (new("s", "g", "id/g/s/4"), 1)], blocks);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_line_of_two_MiB_is_read_and_a_longer_one_is_an_error_after_its_neighbours_are_read(int layers)
    {
        const int most = 2 * 1024 * 1024;
        foreach (var (length, isRead) in ((int, bool)[])[(most, true), (most + 1, false), (3 * most, false)])
        {
            var longest = new string('x', length);
            var data = Encoding.UTF8.GetBytes($"before\n{longest}\nafter");
            for (var i = 1; i < layers; i++)
                data = Given.Gzip(data);
            var lines = Read(data, out var fault);

            Assert.Equal(isRead ? ["name 0 before", $"name 0 {longest}", "name 0 after"] : ["name 0 before", "name 0 after"], lines);
            Assert.Equal(isRead ? "" : "The content has a line of more than 2097152 bytes, which is not supported. Split it.", fault);
        }
    }

    [Fact]
    public void Data_that_decompresses_to_more_than_the_maximum_is_an_error()
    {
        var data = Given.Gzip(Encoding.UTF8.GetBytes("12345678"));
        Assert.Equal(["name 0 12345678"], Read(data, out var fault, options => options with { MostBytes = 8 }));
        Assert.Equal("", fault);
        Read(data, out fault, options => options with { MostBytes = 7 });
        Assert.Equal("The content decompresses to more than 7 bytes, which is not supported. Split it.", fault);
    }

    [Fact]
    public void Four_layers_of_compression_are_read_and_five_are_an_error()
    {
        var data = Encoding.UTF8.GetBytes("text");
        for (var i = 1; i <= 4; i++)
        {
            data = Given.Gzip(data);
            Assert.Equal(["name 0 text"], Read(data, out var none));
            Assert.Equal("", none);
        }

        Read(Given.Gzip(data), out var fault);
        Assert.Equal("The content is compressed with gzip more than 4 times. Compress it once.", fault);
    }

    [Fact]
    public void A_byte_order_mark_is_not_part_of_the_first_line() => Assert.Equal(["name 0 text"], Read("\uFEFFtext", out _));

    [Fact]
    public void Reading_ends_when_it_is_cancelled()
    {
        using var content = new ContentLines(new ReadOnlyMemoryStream("text"u8.ToArray()),
            new ContentOptions { Name = "The content", Format = FlowLogFormat.Default, Origin = Origin });
        Assert.Throws<OperationCanceledException>(() => content.Fill(new LineBlock(), new CancellationToken(true)));
    }

    [Fact]
    public async Task Malformed_events_are_saved_with_their_number_and_the_first_reason_before_what_follows()
    {
        var saved = new List<(string Document, int Count, string Reason)>();
        var text = $$"""{{Start}}5,{"message":"one"},{}]}{{Start}}{"message":"two"},null]}""";
        using var content = new ContentLines(new ReadOnlyMemoryStream(Encoding.UTF8.GetBytes(text)), new ContentOptions
        {
            Name = "The content", Format = FlowLogFormat.Default, Origin = Origin, TakesOrigin = true,
            Park = (payload, count, reason) =>
            {
                byte[] buffer = [];
                var gzip = EventShape.SubscriptionData(payload.Span, ref buffer);
                using var reader = new StreamReader(new System.IO.Compression.GZipStream(new MemoryStream(gzip.ToArray()),
                    System.IO.Compression.CompressionMode.Decompress));
                saved.Add((reader.ReadToEnd(), count, reason));
                return Task.CompletedTask;
            },
        });
        var block = new LineBlock();
        var lines = new List<string>();
        for (var more = true; more;)
        {
            block.Clear();
            more = await content.FillAsync(block, CancellationToken.None);
            for (var i = 0; i < block.Count; i++)
                lines.Add($"{Encoding.UTF8.GetString(block[i])} after {saved.Count}");
        }

        Assert.Equal(["one after 0", "two after 1"], lines);
        const string document = """{"messageType":"DATA_MESSAGE","owner":"","logGroup":"g","logStream":"s","subscriptionFilters":[],"logEvents":[""";
        Assert.Equal(
            [(document + "5,{}]}", 2, "2 log events of The content cannot be used; of the first, it is not a JSON object."),
                (document + "null]}", 1, "1 log events of The content cannot be used; of the first, it is not a JSON object.")],
            saved);
        Assert.Equal(3, content.MalformedEvents);
    }
}

using System.Text;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

/// <summary>The streaming reader of subscription data against documents it has never seen, whole and damaged.</summary>
[Trait("Takes", "seconds")]
public sealed class SubscriptionFuzzTests
{
    const string Letters = "abc 0123-.:/\"\\\t\u0001é漢\U0001F600";

    [Fact]
    public void Reads_what_a_whole_document_reader_reads()
    {
        var random = new Random(20251120);
        for (var round = 0; round < 400; round++)
        {
            var document = Document(random);
            var expected = document["logEvents"]!.AsArray()
                .Where(item => item!["message"] is not null)
                .Select(item => ((string)item!["message"]!, (long)item["timestamp"]!));

            Assert.Equal(expected, Read(Given.GzipText(document.ToJsonString()), out var malformed));
            Assert.Equal(document["logEvents"]!.AsArray().Count(item => item!["message"] is null), malformed);
        }
    }

    [Fact]
    public void A_damaged_document_is_refused_and_never_crashes()
    {
        var random = new Random(7);
        var (read, refused) = (0, 0);
        for (var round = 0; round < 4000; round++)
        {
            var text = Encoding.UTF8.GetBytes(Given.Document([Given.Line(1), Given.Line(2), "é\n"]));
            var data = text;
            if (round % 2 == 0)
            {
                // Damage below the compression reaches the reader of JSON; damage above it, the decompressor.
                Damage(text, random);
                data = Given.Gzip(text);
            }
            else
            {
                data = Given.Gzip(text);
                Damage(data, random);
            }

            try
            {
                Read(data, out _);
                read++;
            }
            catch (EventException)
            {
                refused++;
            }
        }

        Assert.True(read > 100 && refused > 1000, $"{read} read, {refused} refused");
    }

    [Fact]
    public void An_event_in_the_usual_form_is_read_as_in_any_other_form()
    {
        var random = new Random(20251130);
        var bytes = "{}[]:,\"\\0123456789-eE.+ \n\t\u0001aé"u8.ToArray();
        var (usual, read, refused) = (0, 0, 0);
        for (var round = 0; round < 6000; round++)
        {
            List<byte>[] events = [.. Enumerable.Range(0, 4).Select(i => UsualEvent(random, i))];
            for (var i = random.Next(4); i > 0; i--)
                Change(events[random.Next(1, 4)], random, bytes);

            // After a space, the form is not the usual one, and means the same in JSON.
            var expected = Outcome(Joined(events, ", "u8));
            var actual = Outcome(Joined(events, ","u8));

            Assert.True(expected.SequenceEqual(actual), Encoding.UTF8.GetString(Joined(events, ","u8)));
            _ = expected.Count == 5 ? usual++ : expected is ["refused"] ? refused++ : read++;
        }

        Assert.True(usual > 1000 && read > 200 && refused > 1000, $"{usual} usual, {read} read, {refused} refused");
    }

    // Each is one step away from the usual form, where a reader of that form alone could be wrong.
    [Theory]
    [InlineData("""{"id":"1","timestamp":1767225600000,"message":"x"}""", "0 malformed, 1767225600000 x")]
    [InlineData("""{"id":"","timestamp":1767225600000,"message":""}""", "0 malformed, 1767225600000 ")]
    [InlineData("""{"id":"1","timestamp":9999999999999,"message":"x"}""", "0 malformed, 9999999999999 x")]
    [InlineData("""{"id":"1","timestamp":0767225600000,"message":"x"}""", "refused")]
    [InlineData("""{"id":"1","timestamp":176722560000,"message":"x"}""", "0 malformed, 176722560000 x")]
    [InlineData("""{"id":"1","timestamp":17672256000000,"message":"x"}""", "0 malformed, 17672256000000 x")]
    [InlineData("""{"id":"1","timestamp":1767225600000.0,"message":"x"}""", "1 malformed")]
    [InlineData("""{"id":"1","timestamp":-176722560000,"message":"x"}""", "1 malformed")]
    [InlineData("""{"id":"1","timestamp":17672256000:0,"message":"x"}""", "refused")]
    [InlineData("{\"id\":\"1\",\"timestamp\":1767225600000,\"message\":\"a\tb\"}", "refused")]
    [InlineData("{\"id\":\"1\n\",\"timestamp\":1767225600000,\"message\":\"x\"}", "refused")]
    [InlineData("""{"id":"1","timestamp":1767225600000,"message":"a\"b"}""", "0 malformed, 1767225600000 a\"b")]
    [InlineData("""{"id":"1\"","timestamp":1767225600000,"message":"x"}""", "0 malformed, 1767225600000 x")]
    [InlineData("""{"id":"1","timestamp":1767225600000,"message":"x","message":"y"}""", "1 malformed")]
    [InlineData("""{"id":"1","timestamp":1767225600000,"message":"x","extractedFields":{"message":"y"}}""", "0 malformed, 1767225600000 x")]
    [InlineData("""{"id":"1","timestamp":1767225600000,"message":"x"]""", "refused")]
    [InlineData("""{"id":"1","timestamp":1767225600000,"message":"x"},""", "refused")]
    public void An_event_close_to_the_usual_form_is_read_as_JSON(string text, string expected)
    {
        List<byte>[] events = [[.. Encoding.UTF8.GetBytes(Usual("first"))], [.. Encoding.UTF8.GetBytes(text)]];
        Assert.Equal(expected, string.Join(", ", Outcome(Joined(events, ","u8)).Where(line => !line.EndsWith("first", StringComparison.Ordinal))));

        static string Usual(string message) => $$"""{"id":"0","timestamp":1767225600000,"message":"{{message}}"}""";
    }

    static List<string> Outcome(byte[] document)
    {
        try
        {
            var lines = Read(Given.Gzip(document), out var malformed);
            return [$"{malformed} malformed", .. lines.Select(line => $"{line.Timestamp} {line.Message}")];
        }
        catch (EventException)
        {
            return ["refused"];
        }
    }

    static List<byte> UsualEvent(Random random, int index) =>
        [.. Encoding.UTF8.GetBytes($$"""{"id":"{{random.NextInt64()}}","timestamp":{{1_767_225_600_000 + random.Next(1_000_000)}}"""
            + $$""","message":"{{Given.Line(index)}}"}""")];

    static void Change(List<byte> bytes, Random random, byte[] others)
    {
        var at = random.Next(bytes.Count);
        switch (random.Next(4))
        {
            case 0:
                bytes.RemoveAt(at);
                break;
            case 1:
                bytes.Insert(at, others[random.Next(others.Length)]);
                break;
            case 2:
                bytes[at] = others[random.Next(others.Length)];
                break;
            default:
                var length = random.Next(1, Math.Min(12, bytes.Count - at));
                bytes.InsertRange(at, [.. bytes.GetRange(at, length)]);
                break;
        }
    }

    static byte[] Joined(IEnumerable<List<byte>> events, ReadOnlySpan<byte> separator)
    {
        List<byte> document = [.. """{"messageType":"DATA_MESSAGE","owner":"1","logGroup":"g","logStream":"s","subscriptionFilters":["f"],"logEvents":["""u8];
        foreach (var (index, one) in events.Index())
        {
            if (index > 0)
                document.AddRange(separator);
            document.AddRange(one);
        }

        return [.. document, .. "]}"u8];
    }

    static void Damage(byte[] bytes, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
    }

    static List<(string Message, long Timestamp)> Read(byte[] data, out long malformed)
    {
        using var subscription = new ContentLines(
            new ReadOnlyMemoryStream(data),
            new ContentOptions { Name = "The data", Format = FlowLogFormat.Default, Origin = new LineOrigin("", "", ""), IsSubscription = true,
                TakesOrigin = true });
        var block = new LineBlock();
        var lines = new List<(string, long)>();
        for (var more = true; more;)
        {
            block.Clear();
            more = subscription.Fill(block);
            for (var i = 0; i < block.Count; i++)
                lines.Add((Encoding.UTF8.GetString(block[i]), block.TimestampOf(i)));
        }

        malformed = subscription.MalformedEvents;
        return lines;
    }

    static JsonObject Document(Random random)
    {
        var events = new JsonArray();
        for (var i = random.Next(60); i > 0; i--)
        {
            var item = Shuffled(random, new()
            {
                ["id"] = $"{random.NextInt64()}",
                ["timestamp"] = random.NextInt64(1L << 47),
                ["message"] = Text(random, random.Next(20) == 0 ? 90_000 : 200),
                ["extractedFields"] = new JsonObject { ["message"] = "inner", ["list"] = new JsonArray(1, new JsonObject { ["message"] = "deeper" }) },
            });
            if (random.Next(10) == 0)
                item.Remove("message");
            events.Add((JsonNode)item);
        }

        return Shuffled(random, new()
        {
            ["messageType"] = "DATA_MESSAGE",
            ["owner"] = "111122223333",
            ["logGroup"] = Text(random, 20),
            ["logStream"] = Text(random, 20),
            ["subscriptionFilters"] = new JsonArray("a", "b"),
            ["logEvents"] = events,
        });
    }

    static JsonObject Shuffled(Random random, Dictionary<string, JsonNode> members)
    {
        var pairs = members.ToArray();
        random.Shuffle(pairs);
        return new JsonObject(pairs.Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, pair.Value)));
    }

    static string Text(Random random, int most)
    {
        var runes = Letters.EnumerateRunes().ToArray();
        return string.Concat(Enumerable.Range(0, random.Next(most)).Select(_ => runes[random.Next(runes.Length)]));
    }
}

using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Processing.Tests;

public sealed class BucketOutputTests
{
    readonly Dictionary<string, string> objects = [];
    readonly List<(string Key, string Text, int Records, string Reason)> saved = [];

    static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Returns the messages of an object, each with a line feed.</summary>
    static string Unzip(ReadOnlyMemory<byte> gzip)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(gzip.ToArray()), CompressionMode.Decompress));
        return string.Concat(reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString() + "\n"));
    }

    static ProcessorSettings Settings => SettingsReader.Read(name => name switch
    {
        "DESTINATION_BUCKET" => "lake", "DESTINATION_PREFIX" => "out/", "DESTINATION_FORMAT" => "VPC-JSON", _ => null,
    });

    /// <summary>Writes lines at hours after the start, where the bucket rejects the keys of some, and saving fails for some of those.</summary>
    async Task WriteAsync(IEnumerable<(int Hour, string Text)> lines, Func<string, bool>? isRejected = null, Func<string, bool>? isLost = null)
    {
        var output = new BucketOutput(Settings, (key, content, _) =>
        {
            if (isRejected?.Invoke(key) == true)
                return Task.FromResult<string?>("AccessDenied");
            objects.Add(key, Unzip(content));
            return Task.FromResult<string?>(null);
        }, (key, content, records, reason, _) =>
        {
            if (isLost?.Invoke(key) == true)
                throw new DeliveryException($"{key} is lost");
            saved.Add((key, Unzip(content), records, reason));
            return Task.CompletedTask;
        });
        using var run = new Run("r", DateTimeOffset.UtcNow.AddMinutes(1), TimeProvider.System);
        var session = output.Open(new LineOrigin("stream", "group", "id"), run);
        foreach (var (hour, text) in lines)
        {
            session.Write(new ProcessedLine
            {
                Text = Encoding.UTF8.GetBytes(text), Format = FlowLogFormat.Default, Rejection = new Rejection(RejectionReason.TooFewFields),
                Timestamp = Start.AddHours(hour).AddMinutes(59).ToUnixTimeMilliseconds(),
            });
            await session.FlushAsync();
        }

        await session.CompleteAsync();
    }

    [Fact]
    public async Task Every_line_is_in_the_folder_of_its_hour_once_however_many_hours_are_open()
    {
        // Each hour twice, in two passes of more hours than the output keeps open.
        var lines = Enumerable.Range(0, 60).Select(i => (Hour: i % 30, Text: $"line {i}")).ToList();
        await WriteAsync(lines);

        Assert.Equal(lines.Select(line => line.Text).Order(),
            objects.Values.SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Order());
        foreach (var (key, text) in objects)
        {
            foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var hour = Start.AddHours(int.Parse(line[5..], System.Globalization.CultureInfo.InvariantCulture) % 30);
                Assert.StartsWith($"out/{hour:'year='yyyy'/month='MM'/day='dd'/hour='HH}/", key);
            }
        }
    }

    [Fact]
    public async Task The_same_lines_again_have_the_same_keys()
    {
        var lines = Enumerable.Range(0, 60).Select(i => (i % 30, $"line {i}")).ToList();
        await WriteAsync(lines);
        var first = objects.ToDictionary();
        objects.Clear();
        await WriteAsync(lines);

        Assert.Equal(first, objects);
    }

    [Fact]
    public async Task Large_objects_are_divided_into_parts()
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, 200).Select(_ =>
        {
            var bytes = new byte[60_000];
            random.NextBytes(bytes);
            return (0, Convert.ToBase64String(bytes));
        }).ToList();
        await WriteAsync(lines);

        Assert.Equal(2, objects.Count);
        Assert.Equal(["0001", "0002"], objects.Keys.Select(key => key[^"0001.ndjson.gz".Length..^".ndjson.gz".Length]).Order());
        Assert.Equal(string.Concat(lines.Select(line => line.Item2 + "\n")), string.Concat(objects.OrderBy(pair => pair.Key).Select(pair => pair.Value)));
    }

    [Fact]
    public async Task Rejected_objects_are_saved_with_the_reason_and_the_others_are_delivered()
    {
        await WriteAsync([(0, "a"), (1, "b"), (1, "c"), (2, "d")], isRejected: key => key.Contains("hour=01", StringComparison.Ordinal));

        Assert.Equal(["a\n", "d\n"], objects.Values.Order());
        var only = Assert.Single(saved);
        Assert.Equal(("b\nc\n", 2, "AccessDenied."), (only.Text, only.Records, only.Reason));
    }

    [Theory]
    [InlineData(1, "hour=01")]
    [InlineData(2, "2 objects were neither delivered nor saved. The first: ")]
    public async Task An_event_fails_if_an_object_is_neither_delivered_nor_saved_after_all_others_are(int lost, string words)
    {
        var error = await Assert.ThrowsAsync<DeliveryException>(() => WriteAsync([(0, "a"), (1, "b"), (2, "c"), (3, "d")],
            isRejected: key => !key.Contains("hour=00", StringComparison.Ordinal),
            isLost: key => string.CompareOrdinal(key, $"out/year=2026/month=11/day=21/hour=0{lost + 1}") < 0));

        Assert.Contains(words, error.Message);
        Assert.Equal(["a\n"], objects.Values);
        Assert.Equal(3 - lost, saved.Count);
    }
}

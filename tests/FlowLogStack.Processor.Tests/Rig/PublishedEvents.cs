using System.Text;
using System.Text.Json;

namespace FlowLogStack.Processor.Tests;

/// <summary>An event of every kind, and every record in them by its port.</summary>
sealed class PublishedEvents
{
    readonly LoopbackAws aws;
    int port = 1000;
    int objects;

    public PublishedEvents(LoopbackAws aws)
    {
        this.aws = aws;
        foreach (var (packing, pack) in Content.Packings)
        {
            All.Add(($"subscription, {packing}", Given.Subscribed(pack(Documents()))));
            All.Add(($"object, {packing}", Given.Objects(("flows", Put(pack(Mix()))))));
            All.Add(($"stream, {packing}", Given.Kinesis(pack(Mix()), pack(Documents()))));
        }

        All.Add(("Parquet object", Given.Objects(("flows", Put(ParquetBytes.Of([Line(), Line(), Line()]))))));
        All.Add(("queue", Given.Queue(
            Given.Objects(("flows", Put(Mix().Bytes)), ("flows", Put(Documents().Bytes))),
            Given.Bridge("flows", Put(Mix().Bytes)),
            Given.Topic(Given.Objects(("flows", Put(Mix().Bytes)))),
            Given.Topic(Given.Bridge("flows", Put(Mix().Bytes))),
            Given.Failed(Given.Subscribed(Documents().Bytes)),
            Given.Subscribed(Documents().Bytes),
            Given.Queue(Given.Objects(("flows", Put(Mix().Bytes)))),
            """{"Service":"Amazon S3","Event":"s3:TestEvent"}""",
            Unread("nonsense"),
            Unread("""{"replay":{}}"""))));
        All.Add(("bridge", Given.Bridge("flows", Put(Mix().Bytes))));
        All.Add(("topic", Given.Notifications(Given.Objects(("flows", Put(Mix().Bytes))), Given.Bridge("flows", Put(Mix().Bytes)))));
        All.Add(("failed", Given.Failed(Given.Subscribed(Documents().Bytes))));
        All.Add(("stream with damage", Given.Kinesis(Mix().Bytes, Unread(Given.GzipText("damaged")[..^3]), Documents().Bytes)));
        All.Add(("log events with faults",
            Given.Subscribed($$"""{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[{{Unread("7")}},{"message":"{{Line()}}"},"""
                + $$"""{"timestamp":-1,"message":"x"}]}""")));
        All.Add(("objects with damage", Given.Objects(("flows", Put(Mix().Bytes)), ("flows", Put(Unread("PAR1"u8.ToArray()))), ("flows", Put(Mix().Bytes)))));
        All.Add(("unknown", Unread("""{"unknown":1}""")));
        var before = Ports.Count;
        All.Add(("firehose", Given.Firehose([.. Content.Packings.Select(packing => packing.Pack(Mix())), "nonsense"u8.ToArray(),
            .. Content.Packings.Select(packing => packing.Pack(Documents()))])));
        OfFirehose = Ports[before..];
    }

    public List<(string Name, string Payload)> All { get; } = [];

    public List<int> Ports { get; } = [];

    /// <summary>Those of <see cref="Ports"/> that Firehose is answered.</summary>
    public IReadOnlyList<int> OfFirehose { get; }

    /// <summary>The dead letters that stay, since nothing can be made of them.</summary>
    public int Unreadable { get; private set; }

    /// <summary>The ports of the records in an answer to Firehose.</summary>
    public static IEnumerable<int> Answered(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return [.. json.RootElement.GetProperty("records").EnumerateArray()
            .Where(record => record.TryGetProperty("data", out _))
            .SelectMany(record => Encoding.UTF8.GetString(record.GetProperty("data").GetBytesFromBase64()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(ProcessorRig.PortOf)];
    }

    string Line()
    {
        Ports.Add(port);
        return Given.Line(port++);
    }

    T Unread<T>(T content)
    {
        Unreadable++;
        return content;
    }

    Content Documents() => new("", [Given.Document([Line(), Line()]), Given.Document(["check"], "CONTROL_MESSAGE"), Given.Document([Line()], stream: "other")
        + "\n", Given.Document([Line()])], []);

    Content Mix() => new("", [Line() + "\n", $$"""{"message":"{{Line()}}"}""", Given.Document([Line(), Line()]), $$"""{"message":"{{Line()}}"}""" + "\n",
        Line()], []);

    string Put(byte[] content)
    {
        var key = $"object{objects++}";
        aws.Objects["flows/" + key] = content;
        return key;
    }
}

using System.Text;

namespace FlowLogStack.Processor.Tests;

/// <summary>Events of at most 6 MB, as Lambda takes them, that decompress to a gigabyte or are large in another way.</summary>
static class GrownEvents
{
    const string Names = """{"messageType":"DATA_MESSAGE","logGroup":"g","logStream":"s","logEvents":[""";
    const int Giga = 1024 * 1024 * 1024;

    static readonly Lazy<(byte[] Text, byte[] Name, byte[] Behind, byte[] Deep, byte[] Line, byte[] Blank)> Contents = new(() => (
        Given.Grown(Names + "{\"id\":\"1\",\"timestamp\":1,\"message\":\"", Giga, 'a'),
        Given.Grown("{\"messageType\":\"DATA_MESSAGE\",\"logGroup\":\"", Giga, 'a'),
        Given.Grown("{\"logEvents\":[{\"message\":\"x\",\"more\":\"", Giga, 'a'),
        Given.Grown(Names + """{"message":""", Giga, '['),
        Given.Grown("", Giga, 'a'),
        Given.Grown("", Giga, '\n')));

    /// <summary>The events, each with what the Runtime API receives; the last two hold nothing that could be saved as a dead letter.</summary>
    /// <param name="aws">Takes the objects that the events name.</param>
    public static List<(string Payload, string Answer)> In(LoopbackAws aws)
    {
        var (text, name, behind, deep, line, blank) = Contents.Value;
        aws.Objects["flows/text"] = text;
        aws.Objects["flows/line"] = line;
        aws.Objects["flows/twice"] = Given.Gzip(line);
        aws.Objects["dead/dead-letters/0/grown"] = Encoding.UTF8.GetBytes(Given.Letter("Batch", line));
        aws.Objects["dead/dead-letters/0/large"] = new byte[200 * 1024 * 1024];
        const string Done = "response {}";
        const string NoFailures = """response {"batchItemFailures":[]}""";
        return
        [
            .. new[] { text, name, behind, deep, line, blank, Given.Gzip(line) }.Select(data => (Given.Subscribed(data), Done)),
            .. new[] { text, name, behind, line }.Select(data => (Given.Kinesis(data), NoFailures)),
            (Given.Objects(("flows", "text"), ("flows", "line"), ("flows", "twice")), Done),
            (new string('[', 3_000_000), Done),
            (Given.Queue(new string('\\', 500_000)), NoFailures),
            (
                Given.Firehose(text, name, line, "nonsense"u8.ToArray()),
                $$"""response {"records":[{{string.Join(',', Enumerable.Range(0, 4)
                    .Select(i => $$"""{"recordId":"rec-{{i}}","result":"ProcessingFailed"}"""))}}]}"""),
            ("""{"replay":{"prefix":"dead-letters/0/"}}""", """response {"replayed":0,"failed":2,"remaining":false}"""),
        ];
    }
}

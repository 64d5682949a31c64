using System.Text;

namespace FlowLogStack.Processor.Tests;

/// <summary>Events that break what readers of events assume, with what has to become of each.</summary>
static class HostileEvents
{
    /// <summary>The events, the beginning of each answer, the lines that are delivered, and the number of dead letters.</summary>
    public static IEnumerable<(string Name, string Payload, string Answer, string[] Lines, int Saved)> In(LoopbackAws aws)
    {
        var line = Given.Line(1);
        var gzip = Given.GzipText(Given.Document([line]));
        var objects = RecordOf(Given.Objects(("flows", "a")));
        var base64 = Convert.ToBase64String(gzip);
        aws.Objects["flows/a"] = Encoding.UTF8.GetBytes(line);
        aws.Objects["flows/a b+c"] = Encoding.UTF8.GetBytes(line);
        aws.Objects["flows/blank"] = "\r\n\n \t\r\n"u8.ToArray();
        aws.Objects["flows/cr"] = Encoding.UTF8.GetBytes($"{line}\r\n{line}\r\n");
        aws.Objects["flows/empty"] = [];
        aws.Objects["flows/empty.gz"] = Given.Gzip([]);

        // Members twice, of the wrong type, or beside each other.
        yield return ("two sources", $$"""{"awslogs":{"data":"{{base64}}"},"Records":[{{objects}}]}""", "{}", [], 1);
        yield return ("records twice", """{"Records":[],"Records":[{"eventSource":"aws:s3","s3":{"bucket":{"name":"flows"},"object":{"key":"a"}}}]}""",
            "{}", [], 1);
        yield return ("no records", """{"Records":[]}""", "{}", [], 1);
        yield return ("null records", """{"Records":null}""", "{}", [], 1);
        yield return ("records of two kinds", $$"""{"Records":[{{objects}},{{RecordOf(Given.Kinesis(gzip))}}]}""", """{"batchItemFailures":[]}""",
            [line, line], 0);
        yield return ("a key of no text", Given.Objects(("flows", "a")).Replace("\"a\"", "7", StringComparison.Ordinal), "{}", [], 1);
        yield return ("a key of half a character", Given.Objects(("flows", "a")).Replace("\"a\"", "\"\\ud800\"", StringComparison.Ordinal), "{}", [], 1);
        yield return ("a key with a plus and a space", Given.Objects(("flows", "a+b%2Bc")), "{}", [line], 0);
        yield return (
            "names that lead elsewhere", Given.Queue(Given.Objects(("flows", "%zz")), Given.Objects(("flows", "../dead/dead-letters/x")),
                Given.Objects(("flows/a?", "a"))),
            """{"batchItemFailures":[{"itemIdentifier":"m-0"},{"itemIdentifier":"m-1"},{"itemIdentifier":"m-2"}]}""", [], 0);

        // Content that is nothing, or nothing but line endings.
        yield return ("objects without content", Given.Objects(("flows", "blank"), ("flows", "empty"), ("flows", "empty.gz")), "{}", [], 0);
        yield return ("lines that end with CR LF", Given.Objects(("flows", "cr")), "{}", [line, line], 0);

        // Text that would become other headers or other records.
        yield return (
            "a log stream with a line break", Given.Subscribed(Given.Document([line], stream: "s\r\nX-Evil: 1")), "{}", [line], 0);
        yield return ("a log group of another script", Given.Subscribed(Given.Document([line], group: "/grüße/日本")), "{}", [line], 0);
        yield return ("a message of two lines", Given.Subscribed(Given.Document([line + "\n" + line])), "{}", [line, line], 0);

        // Data that is nearly base64 or nearly gzip.
        yield return ("base64 with line breaks", Data(base64[..20] + "\\r\\n" + base64[20..]), "{}", [line], 0);
        yield return ("base64 for addresses", Data("_-" + base64[2..]), "{}", [], 1);
        yield return ("no data", """{"awslogs":{"data":""}}""", "{}", [], 1);
        yield return ("null data", """{"awslogs":{"data":null}}""", "{}", [], 1);
        yield return ("gzip with rest", Data(Convert.ToBase64String([.. gzip, 1, 2, 3])), "{}", [line], 1);
        yield return ("a deep event", new string('[', 5000) + new string(']', 5000), "{}", [], 1);
        yield return ("an event after a mark of byte order", "\uFEFF" + Given.Subscription(line), "{}", [line], 0);
        yield return ("two events in one", Given.Subscription(line) + Given.Subscription(line), "{}", [], 1);

        // Ids that are missing, null or twice.
        yield return (
            "firehose without ids",
                $$"""{"deliveryStreamArn":"arn","records":[{"data":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(line))}}"}]}""", "{}", [], 1);
        yield return ("a stream's record without data", """{"Records":[{"eventSource":"aws:kinesis","kinesis":{"sequenceNumber":"9"}}]}""",
            """{"batchItemFailures":[]}""", [], 1);
        yield return ("a message without a body", """{"Records":[{"eventSource":"aws:sqs","messageId":"m","body":null}]}""",
            """{"batchItemFailures":[]}""", [], 1);
        yield return ("a notification without a message", """{"Records":[{"EventSource":"aws:sns","Sns":{"Message":null}}]}""", "{}", [], 1);

        // Requests of a replay that are none.
        yield return ("a replay of a number", """{"replay":5}""", """{"errorMessage":"The """, [], 0);
        yield return ("a replay among records", $$"""{"replay":{},"Records":[{{objects}}]}""", "{}", [], 1);
        yield return ("a replay with a mistyped option", """{"replay":{"prefx":"some/"}}""", """{"errorMessage":"The replay has an unknown option""", [], 0);
        yield return ("a replay of another folder", """{"replay":{"prefix":"../"}}""", """{"replayed":0,"failed":0,"remaining":false}""", [], 0);

        yield return ("an ordinary event after all of them", Given.Subscription(Given.Line(2)), "{}", [Given.Line(2)], 0);
    }

    static string Data(string text) => $$$"""{"awslogs":{"data":"{{{text}}}"}}""";

    static string RecordOf(string payload) => payload[(payload.IndexOf('[', StringComparison.Ordinal) + 1)..payload.LastIndexOf(']')];
}

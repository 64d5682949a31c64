using System.Text;

namespace FlowLogStack.Processor.Tests;

/// <summary>Content as AWS delivers it: pieces, one after another, and the records in them by their ports.</summary>
sealed record Content(string Name, IReadOnlyList<string> Pieces, IReadOnlyList<int> Ports)
{
    static readonly string Header = "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    static string Control => Given.Document(["CWL CONTROL MESSAGE: Checking health of destination Firehose."], "CONTROL_MESSAGE", "", "");

    /// <summary>Documents of CloudWatch Logs and nothing else.</summary>
    public static IReadOnlyList<Content> Documents { get; } =
    [
        new("one", [Document(1, 2)], [1, 2]),
        new("back to back", [Document(1), Document(2), Document(3)], [1, 2, 3]),
        new("lines", [Document(1) + "\n", Document(2) + "\r\n", Document(3) + "\n"], [1, 2, 3]),
        new("blanks", [" \n\t" + Document(1) + "  ", "\r\n\r\n" + Document(2) + " \n "], [1, 2]),
        new("indented", [Indented(Document(1)), Indented(Document(2)) + "\n"], [1, 2]),
        new("control in between", [Control, Document(1), Control, Control, Document(2), Control], [1, 2]),
        new("control only", [Control, Control], []),
        new("empty", [Given.Document([]), Document(1)], [1]),
        new("names behind", [Behind(1), Behind(2, 3), Document(4)], [1, 2, 3, 4]),
        new("streams", [Given.Document([Given.Line(1)], stream: "eni-a"), Given.Document([Given.Line(2)], stream: "eni-b"),
            Given.Document([Given.Line(3)], stream: "eni-a")], [1, 2, 3]),
        new("many", [.. Enumerable.Range(0, 40).Select(i => Document([.. Enumerable.Range(i * 100, 100)]))], [.. Enumerable.Range(0, 4000)]),
    ];

    /// <summary>Lines, messages and documents in every mix.</summary>
    public static IReadOnlyList<Content> Mixes { get; } =
    [
        new("text", [Given.Line(1) + "\n", Given.Line(2) + "\r\n", "\n\n", Given.Line(3)], [1, 2, 3]),
        new("header", [Header + "\n", Given.Line(1) + "\n", Header + "\n" + Given.Line(2) + "\n"], [1, 2]),
        new("messages", [Message(1) + "\n", Message(2), Message(3) + Message(4) + "\n", Message(5).Replace(":", ": ", StringComparison.Ordinal)],
            [1, 2, 3, 4, 5]),
        new("indented messages", [Indented(Message(1)), Indented(Message(2)) + "\n" + Given.Line(3)], [1, 2, 3]),
        new("extracted messages", [Given.Line(1) + "\n" + Given.Line(2) + "\n", Given.Line(3) + "\n"], [1, 2, 3]),
        new("everything", [Given.Line(1) + "\n", Document(2), Message(3), Control + "\n", Document(4) + "\n", Given.Line(5) + "\n", Document(6)],
            [1, 2, 3, 4, 5, 6]),
    ];

    /// <summary>How content may be compressed; each keeps every piece.</summary>
    public static IReadOnlyList<(string Name, Func<Content, byte[]> Pack)> Packings { get; } =
    [
        ("plain", content => content.Bytes),
        ("gzip", content => Given.Gzip(content.Bytes)),
        ("gzip twice", content => Given.Gzip(Given.Gzip(content.Bytes))),
        ("gzip three times", content => Given.Gzip(Given.Gzip(Given.Gzip(content.Bytes)))),
        ("a member for each piece", content => [.. content.Pieces.SelectMany(piece => Given.GzipText(piece))]),
        ("members and line endings", content => [.. content.Pieces.SelectMany(piece => (byte[])[.. Given.GzipText(piece), (byte)'\n'])]),
        ("members, compressed", content => Given.Gzip([.. content.Pieces.SelectMany(piece => Given.GzipText(piece))])),
        ("members cut anywhere", content => [.. content.Bytes.Chunk(Math.Max(1, content.Bytes.Length / 3)).SelectMany(Given.Gzip)]),
        ("with empty members", content => [.. Given.Gzip([]), .. Given.Gzip(content.Bytes), .. Given.Gzip([])]),
        ("a byte order mark", content => [.. Encoding.UTF8.Preamble, .. content.Bytes]),
    ];

    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(string.Concat(Pieces));

    static string Document(params IEnumerable<int> ports) => Given.Document(ports.Select(port => Given.Line(port)));

    static string Message(int port) => $$"""{"message":"{{Given.Line(port)}}"}""";

    static string Behind(params IEnumerable<int> ports) =>
        $$"""{"logEvents":[{{string.Join(',', ports.Select(port => $$"""{"message":"{{Given.Line(port)}}","timestamp":5,"id":"x"}"""))}}]"""
            + $$""","logStream":"s","policyLevel":"ACCOUNT_LEVEL_POLICY","logGroup":"g","messageType":"DATA_MESSAGE"}""";

    static string Indented(string json) =>
        System.Text.Json.Nodes.JsonNode.Parse(json)!.ToJsonString(new System.Text.Json.JsonSerializerOptions { WriteIndented = true });
}

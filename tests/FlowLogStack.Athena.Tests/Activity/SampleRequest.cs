using System.Globalization;

namespace FlowLogStack.Athena.Tests;

/// <summary>A generated request to a bucket, from which its line and the expected results of queries are computed.</summary>
sealed record SampleRequest(string Id, DateTimeOffset At, string Bucket, string Operation, string Status)
{
    const string Owner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

    public string Address { get; init; } = "10.0.1.5";

    public string Requester { get; init; } = "arn:aws:iam::111122223333:user/alice";

    public string Key { get; init; } = "a/b.txt";

    public string Error { get; init; } = "-";

    public long? Sent { get; init; }

    public long? Size { get; init; }

    public int? Milliseconds { get; init; }

    public string Agent { get; init; } = "aws-cli/2";

    public string Tls { get; init; } = "TLSV1.3";

    public bool Reads => Operation.Contains(".GET.", StringComparison.Ordinal) || Operation.Contains(".HEAD.", StringComparison.Ordinal);

    public bool Failed => Status[0] is '4' or '5';

    public string ToLine() => string.Create(CultureInfo.InvariantCulture,
        $"{Owner} {Bucket} [{At:dd/MMM/yyyy:HH:mm:ss} +0000] {Address} {Requester} {Id} {Operation} {Key} "
            + $"{(Address == "-" ? "-" : $"\"GET /{Key} HTTP/1.1\"")} {Status} {Error} {Text(Sent)} {Text(Size)} {Text(Milliseconds)} "
            + $"{Text(Milliseconds / 2)} {(Address == "-" ? "- -" : $"\"-\" \"{Agent}\"")} - host= SigV4 cipher AuthHeader {Bucket}.s3.amazonaws.com {Tls} - "
            + $"Yes us-east-1");

    static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "-";
}

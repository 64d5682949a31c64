using System.Text;

namespace FlowLogStack.Records;

/// <summary>Recognizes other content than AWS's flow logs by its first bytes.</summary>
static class ForeignContent
{
    const int TarMark = 257;

    static readonly (byte[] Magic, string What, string Fix)[] Binaries =
    [
        ([0x50, 0x4B, 0x03, 0x04], "a zip archive", "Unpack it, and read the files in it"),
        ([0x50, 0x4B, 0x05, 0x06], "an empty zip archive", "Use the original files"),
        ("BZh"u8.ToArray(), "compressed with bzip2", "Decompress it with 'bunzip2'"),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "compressed with xz", "Decompress it with 'unxz'"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive", "Unpack it, and read the files in it"),
        (MemberEnds.Zstd, "compressed with zstd", "Decompress it with 'unzstd'"),
        ([0x04, 0x22, 0x4D, 0x18], "compressed with lz4", "Decompress it with 'lz4 -d'"),
        ([0xFF, 0x06, 0x00, 0x00, 0x73, 0x4E, 0x61, 0x50, 0x70, 0x59], "compressed with Snappy", "Let Firehose compress with GZIP"),
        ("PAR1"u8.ToArray(), "a Parquet object", "Read the Parquet file itself with 'flowlogs', without gzip or zstd around it"),
        ("PARE"u8.ToArray(), "an encrypted Parquet object", "Let S3 encrypt the objects, not the writer of the files"),
        ("ORC"u8.ToArray(), "an ORC object", "Query it with Athena"),
        ([0x4F, 0x62, 0x6A, 0x01], "an Avro object", "Query it with Athena"),
        ([0xD4, 0xC3, 0xB2, 0xA1], "a packet capture", "Use the flow logs of the same network interface"),
        ([0x0A, 0x0D, 0x0D, 0x0A], "a packet capture", "Use the flow logs of the same network interface"),
        ([0x7F, 0x45, 0x4C, 0x46], "an executable program", "Use a flow log file"),
        ("%PDF-"u8.ToArray(), "a PDF document", "Use a flow log file"),
        ([0x89, 0x50, 0x4E, 0x47], "an image", "Use a flow log file"),
    ];

    static readonly (string Mark, string And, string What, string Fix)[] Json =
    [
        ("\"eventVersion\"", "\"eventSource\"", "a CloudTrail log", "Read it with 'flowlogs insights', 'query' or 'match', or use VPC flow logs"),
        ("\"Records\"", "\"eventVersion\"", "a CloudTrail log", "Read it with 'flowlogs insights', 'query' or 'match', or use VPC flow logs"),
        ("\"Records\"", "\"kinesis\"", "an event of Kinesis for a function", "Use the flow log itself"),
        ("\"awslogs\"", "\"data\"", "an event of CloudWatch Logs for a function", "Decode it first: jq -r .awslogs.data FILE | base64 -d"),
        ("\"webaclId\"", "", "an AWS WAF log", "Use VPC flow logs"),
        ("\"query_name\"", "\"query_type\"", "a Route 53 Resolver query log", "Use VPC flow logs"),
        ("\"firewall_name\"", "", "an AWS Network Firewall log", "Use VPC flow logs"),
        ("\"NetworkSecurityGroupFlowEvent\"", "", "an Azure network security group flow log", "Use VPC flow logs of AWS"),
        ("\"FlowLogFlowEvent\"", "", "an Azure virtual network flow log", "Use VPC flow logs of AWS"),
        ("\"flowLogVersion\"", "", "an Azure virtual network flow log", "Use VPC flow logs of AWS"),
        ("\"jsonPayload\"", "\"connection\"", "a Google Cloud VPC flow log", "Use --from gcp"),
        ("compute.googleapis.com", "vpc_flows", "a Google Cloud VPC flow log", "Use --from gcp"),
        ("\"AWSTemplateFormatVersion\"", "", "a CloudFormation template", "Use it with --template, and a flow log file as FILE"),
        ("\"schemaVersion\"", "\"service\"", "a GuardDuty or Security Hub finding", "Use VPC flow logs"),
        ("\"FlowLogs\"", "\"FlowLogId\"", "the output of 'aws ec2 describe-flow-logs'", "Use the records that the flow log delivers"),
    ];

    static ReadOnlySpan<byte> Utf16LittleEndian => [0xFF, 0xFE];

    static ReadOnlySpan<byte> Utf16BigEndian => [0xFE, 0xFF];

    static ReadOnlySpan<byte> Utf32LittleEndian => [0xFF, 0xFE, 0x00, 0x00];

    static ReadOnlySpan<byte> Utf32BigEndian => [0x00, 0x00, 0xFE, 0xFF];

    /// <summary>Checks the beginning of an object.</summary>
    /// <param name="head">First bytes.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="isAnyText">Whether any text is accepted, so that only other content is recognized.</param>
    /// <exception cref="UnreadableObjectException">The object is recognized as other content.</exception>
    internal static void Refuse(ReadOnlySpan<byte> head, string name, bool isAnyText)
    {
        foreach (var (magic, what, fix) in Binaries)
        {
            if (head.StartsWith(magic))
                throw Error(name, what, fix);
        }

        if (head.Length > TarMark + 5 && head.Slice(TarMark, 5).SequenceEqual("ustar"u8))
            throw Error(name, "a tar archive", "Unpack it, and read the files in it");
        if (IsUtf16(head))
            throw Error(name, "text in UTF-16", "Convert it with 'iconv -f UTF-16 -t UTF-8', or save it as UTF-8");
        if (head.StartsWith(Utf32LittleEndian) || head.StartsWith(Utf32BigEndian))
            throw Error(name, "text in UTF-32", "Convert it with 'iconv -f UTF-32 -t UTF-8', or save it as UTF-8");
        if (IsBinary(head))
            throw Error(name, "binary data", "Use a flow log file");
        if (isAnyText)
            return;
        var text = head.TrimStart(" \t\r\n\uFEFF"u8);
        if (text is [(byte)'{' or (byte)'[', ..])
            RefuseJson(text, name);
        else if (WhatText(text) is { } known)
            throw Error(name, known.What, known.Fix);
    }

    static void RefuseJson(ReadOnlySpan<byte> text, string name)
    {
        if (text.IndexOf("\"logEvents\""u8) >= 0 || text.IndexOf("\"messageType\""u8) >= 0)
            return;
        foreach (var (mark, and, what, fix) in Json)
        {
            if (text.IndexOf(Encoding.ASCII.GetBytes(mark)) >= 0 && text.IndexOf(Encoding.ASCII.GetBytes(and)) >= 0)
                throw Error(name, what, fix);
        }
    }

    static (string What, string Fix)? WhatText(ReadOnlySpan<byte> text)
    {
        const string VpcFlowLogs = "Use VPC flow logs";
        if (text is [(byte)'<', ..])
        {
            return text.IndexOf("<Error>"u8) >= 0 ? ("an error that S3 returned", "Fetch the object again with valid credentials")
                : ("a web page or XML document", "Use a flow log file");
        }

        if (text.StartsWith("#Version:"u8) || text.StartsWith("#Fields:"u8))
            return ("a CloudFront or IIS access log", VpcFlowLogs);
        if (text.StartsWith("#separator"u8))
            return ("a Zeek log", VpcFlowLogs);
        if (text.StartsWith("-----BEGIN "u8))
            return ("a certificate or key", "Use a flow log file");
        var first = text[..Math.Max(0, text.IndexOf((byte)'\n') is >= 0 and var end ? end : text.Length)];
        var words = Encoding.UTF8.GetString(first[..Math.Min(first.Length, 1024)]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length < 3)
            return null;
        if (words[0] is "http" or "https" or "h2" or "grpcs" or "ws" or "wss" && words[1].Contains('T', StringComparison.Ordinal) && words[2]
            .Contains('/', StringComparison.Ordinal))
            return ("an Application Load Balancer access log", VpcFlowLogs);
        if (words[0] == "tls" && words.Length > 15)
            return ("a Network Load Balancer access log", VpcFlowLogs);
        if (words.Length >= 12 && words[0].EndsWith('Z') && words[0].Contains('T', StringComparison.Ordinal) && words.Any(word => word.StartsWith('"'))
            && words[2].Contains(':', StringComparison.Ordinal))
            return ("a Classic Load Balancer access log", VpcFlowLogs);
        if (words.Length > 8 && words[0].Length == 64 && words[0].All(char.IsAsciiHexDigitLower) && words[2].StartsWith('['))
            return ("an S3 server access log", "Read it with 'flowlogs insights', 'query' or 'match', or use VPC flow logs");
        return words.Length > 5 && words[3].StartsWith('[') && first.IndexOf("\" "u8) > 0
            ? ("an access log of a web server", VpcFlowLogs)
            : null;
    }

    // Damaged text may have a few such bytes.
    static bool IsBinary(ReadOnlySpan<byte> head)
    {
        var count = 0;
        foreach (var c in head[..Math.Min(head.Length, 512)])
            count += c < 0x09 ? 1 : 0;
        return count > 8 && count > Math.Min(head.Length, 512) / 10;
    }

    // Without a byte order mark, every other byte of plain text is zero.
    static bool IsUtf16(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Utf32LittleEndian))
            return false;
        if (head.StartsWith(Utf16LittleEndian) || head.StartsWith(Utf16BigEndian))
            return true;
        if (head.Length < 8)
            return false;
        var (even, odd) = (0, 0);
        var length = Math.Min(head.Length, 256) & ~1;
        for (var at = 0; at < length; at += 2)
        {
            even += head[at] == 0 ? 1 : 0;
            odd += head[at + 1] == 0 ? 1 : 0;
        }

        return (even == 0 && odd > length / 4) || (odd == 0 && even > length / 4);
    }

    static UnreadableObjectException Error(string name, string what, string fix) => new(name, $"{name} is {what}, which is not supported here. {fix}.");
}

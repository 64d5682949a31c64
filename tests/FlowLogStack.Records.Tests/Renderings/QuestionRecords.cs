using System.Globalization;

namespace FlowLogStack.Records.Tests;

/// <summary>Twelve records that can be written in any format, and are few enough to answer every question by hand.</summary>
static class QuestionRecords
{
    // The time is in seconds after 2015-05-10 18:00 UTC; the NAT gateway is 10.0.0.3.
    static readonly string[] Columns =
    [
        "interface-id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "action", "log-status",
        "flow-direction", "traffic-path", "pkt-dst-aws-service", "reject-reason", "packets-lost-no-route", "packets-lost-blackhole",
    ];

    static readonly string[] Rows =
    [
        "eni-a 10.0.0.1 203.0.113.5 40000 443 6 10 1000 0 ACCEPT OK egress 8 - - 0 0",
        "eni-a 10.0.0.1 10.0.0.3 40001 443 6 20 3000 30 ACCEPT OK egress 1 - - 0 0",
        "eni-a 203.0.113.9 10.0.0.1 50000 22 6 1 40 90 REJECT OK ingress - - - 0 0",
        "eni-b 203.0.113.9 10.0.0.2 50001 3389 6 2 80 150 REJECT OK ingress - - BPA 3 0",
        "eni-b 198.51.100.7 10.0.0.2 50002 22 6 5 500 300 ACCEPT OK ingress - - - 0 2",
        "eni-b 10.0.0.2 52.216.0.1 53000 53 6 4 400 330 ACCEPT OK egress 5 S3 - 0 0",
        "eni-b 10.0.0.2 10.0.0.3 0 0 1 6 504 360 ACCEPT OK egress 1 - - 0 0",
        "eni-b - - - - - - - 3600 - NODATA - - - - - -",
        "eni-c - - - - - - - 3660 - SKIPDATA - - - - - -",
        "eni-a 10.0.0.1 8.8.8.8 5000 53 17 1 60 420 ACCEPT OK egress 8 - - 0 0",
        "eni-n 10.0.0.3 93.184.216.34 61000 443 6 8 800 480 ACCEPT OK egress 8 - - 0 0",
        "eni-n 93.184.216.34 10.0.0.3 443 61000 6 9 9000 490 ACCEPT OK ingress - - - 0 0",
    ];

    internal static IEnumerable<string> In(FlowLogFormat format) =>
        Rows.Select(row => Columns.Zip(row.Split(' ')).ToDictionary(pair => pair.First, pair => pair.Second))
            .Select(record => string.Join(' ', format.Fields.Select(field => Value(field.Name, record))));

    static string Value(string name, Dictionary<string, string> record)
    {
        var (eni, hasData) = (record["interface-id"], record["log-status"] == "OK");
        return name switch
        {
            "start" => Second(record, 0),
            "end" => Second(record, 60),
            "pkt-srcaddr" => record["srcaddr"],
            "pkt-dstaddr" => record["dstaddr"],
            "type" => hasData ? "IPv4" : "-",
            "vpc-id" => "vpc-1",
            "subnet-id" => eni == "eni-a" ? "subnet-1" : "subnet-2",
            "az-id" => eni == "eni-a" ? "use1-az1" : "use1-az2",
            "tgw-attachment-id" => eni == "eni-a" ? "tgw-attach-1" : "tgw-attach-2",
            "instance-id" => eni switch { "eni-a" => "i-1", "eni-b" => "i-2", "eni-c" => "i-3", _ => "-" },
            "packets-lost-mtu-exceeded" or "packets-lost-ttl-expired" => hasData ? "0" : "-",
            _ => record.GetValueOrDefault(name, "-"),
        };
    }

    static string Second(Dictionary<string, string> record, int more) =>
        (1_431_280_800 + int.Parse(record["start"], CultureInfo.InvariantCulture) + more).ToString(CultureInfo.InvariantCulture);
}

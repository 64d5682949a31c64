using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Exported log entries of Google's VPC flow logs become flow log records.</summary>
public sealed class GoogleFlowLogTests
{
    const string Web = """{"project_id":"shop-prod","vpc_name":"main","subnetwork_name":"web"}""";
    const string Data = """{"project_id":"shop-prod","vpc_name":"main","subnetwork_name":"data"}""";
    const string WebHost = """{"project_id":"shop-prod","vm_name":"web-1","region":"us-central1","zone":"us-central1-b"}""";
    const string DataHost = """{"project_id":"shop-prod","vm_name":"db-1","region":"us-central1","zone":"us-central1-c"}""";

    readonly GoogleFlowLogs logs = new();
    readonly List<(long Line, string Why)> malformed = [];

    [Fact]
    public void An_entry_of_a_source_becomes_an_egress_record_with_the_values_of_its_side()
    {
        Assert.Equal(
            ["8 shop-prod - 10.0.1.5 10.0.2.9 41000 5432 6 12 3456 1767607200 1767607205 ACCEPT OK main web web-1 IPv4 us-central1 egress -"],
            Read(Entry("SRC", $"\"src_vpc\":{Web},\"src_instance\":{WebHost},\"dest_vpc\":{Data},\"dest_instance\":{DataHost}")));
        Assert.Equal((1, 0, 0), (logs.Records, logs.OtherEnds, malformed.Count));
    }

    [Fact]
    public void A_flow_that_both_ends_report_becomes_one_record()
    {
        var ends = $"\"src_vpc\":{Web},\"src_instance\":{WebHost},\"dest_vpc\":{Data},\"dest_instance\":{DataHost}";
        Assert.Single(Read(Entry("DEST", ends), Entry("SRC", ends)));
        Assert.Equal(1, logs.OtherEnds);
        Assert.Empty(logs.SilentSubnets);
    }

    [Fact]
    public void A_reader_of_both_ends_has_an_egress_and_an_ingress_record()
    {
        var ends = $"\"src_vpc\":{Web},\"src_instance\":{WebHost},\"dest_vpc\":{Data},\"dest_instance\":{DataHost}";
        var lines = Text(new GoogleFlowLogs(keepsBothEnds: true), Encoding.UTF8.GetBytes(Entry("SRC", ends) + Entry("DEST", ends))).Split('\n');
        Assert.EndsWith("main web web-1 IPv4 us-central1 egress -", lines[1], StringComparison.Ordinal);
        Assert.EndsWith("main data db-1 IPv4 us-central1 ingress -", lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_subnet_that_never_reports_is_named()
    {
        Assert.Empty(Read(Entry("DEST", $"\"src_vpc\":{Web},\"src_instance\":{WebHost},\"dest_vpc\":{Data},\"dest_instance\":{DataHost}")));
        Assert.Equal(["shop-prod/main/web"], logs.SilentSubnets);
    }

    [Theory]
    [InlineData("DEST", "", 1)]
    [InlineData("DEST", "\"src_location\":{\"country\":\"fra\"},\"dest_instance\":{}", 1)]
    [InlineData("SRC_GATEWAY", "\"src_gateway\":{},\"dest_instance\":{}", 0)]
    [InlineData("SRC_GATEWAY", "\"src_gateway\":{},\"dest_gateway\":{}", 1)]
    [InlineData("DEST_GATEWAY", "\"src_gateway\":{},\"dest_gateway\":{}", 0)]
    [InlineData("DEST_GATEWAY", "\"src_instance\":{},\"dest_gateway\":{}", 0)]
    [InlineData("DEST_GATEWAY", "\"dest_gateway\":{}", 1)]
    [InlineData("SRC", "\"src_instance\":{},\"dest_instance\":{}", 1)]
    public void Of_the_ends_that_an_entry_names_the_first_one_has_the_record(string reporter, string metadata, int records) =>
        Assert.Equal(records, Read(Entry(reporter, metadata)).Length);

    [Fact]
    public void Dropped_packets_are_a_rejected_record_with_their_own_counts_and_reason()
    {
        var entry = Entry("DEST", $"\"src_instance\":{WebHost},\"dest_vpc\":{Data},"
            + "\"disposition\":\"DROPPED\",\"drop_reason\":\"FIREWALL_DENY\",\"packets_dropped\":\"3\",\"bytes_dropped\":\"180\"");
        Assert.Equal(["8 shop-prod - 10.0.1.5 10.0.2.9 41000 5432 6 3 180 1767607200 1767607205 REJECT OK main data - IPv4 - ingress FIREWALL_DENY"],
            Read(entry));
    }

    [Fact]
    public void Protocols_without_ports_and_numbers_that_are_not_text_are_read()
    {
        var entry = Entry("SRC", $"\"src_vpc\":{Web}").Replace("\"src_port\":41000,\"dest_port\":5432,\"protocol\":6", "\"protocol\":1",
            StringComparison.Ordinal)
            .Replace("\"12\"", "12", StringComparison.Ordinal);
        Assert.StartsWith("8 shop-prod - 10.0.1.5 10.0.2.9 - - 1 12 3456 ", Assert.Single(Read(entry)), StringComparison.Ordinal);
    }

    [Fact]
    public void Arrays_on_many_lines_gzip_and_entries_of_other_logs_are_read()
    {
        const string Audit = "{\"logName\":\"projects/p/logs/cloudaudit.googleapis.com%2Factivity\"}";
        string[] entries = [Entry("SRC", $"\"src_vpc\":{Web}"), Entry("DEST", "\"src_location\":{}"), Audit];
        var pretty = JsonNode.Parse($"[{string.Join(',', entries)}]")!.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes("\uFEFF" + pretty));
        Assert.Equal(2, Text(logs, compressed.ToArray()).Split('\n').Length - 2);
        Assert.Equal((2, 1, 0), (logs.Records, logs.OtherEntries, malformed.Count));
    }

    [Fact]
    public void A_malformed_entry_is_reported_with_its_line_and_takes_no_other_entry_with_it()
    {
        var good = Entry("SRC", $"\"src_vpc\":{Web}");
        string[] bad =
        [
            good[..(good.Length / 2)] + "\n", "text\n", "{\"jsonPayload\":{\"connection\":[1}}}\n",
                good.Replace("10.0.1.5", "10.0.1", StringComparison.Ordinal),
            good.Replace("2026-01-05T10:00:00.123456789Z", "soon", StringComparison.Ordinal), good.Replace("\"12\"", "\"-12\"", StringComparison.Ordinal),
            good.Replace("5432", "65536", StringComparison.Ordinal),
                "{\"logName\":\"projects/p/logs/compute.googleapis.com%2Fvpc_flows\",\"textPayload\":\"x\"}\n",
        ];
        Assert.Equal(bad.Length + 1, Read([good, .. bad.SelectMany(line => new[] { line, good })]).Length);
        Assert.Equal(bad.Select((_, index) => (long)(2 + (2 * index))), malformed.Select(problem => problem.Line));
        Assert.All(malformed, problem => Assert.EndsWith(".", problem.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void An_entry_that_is_too_long_is_malformed_and_the_next_one_is_read()
    {
        var entry = Entry("SRC", $"\"src_vpc\":{Web}");
        var huge = entry.Replace("}\n", $",\"labels\":{{\"x\":\"{new string('x', 5_000_000)}\"}}}}\n", StringComparison.Ordinal);
        Assert.Single(Read(huge, entry));
        Assert.Contains("4 MiB", Assert.Single(malformed).Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_another_kind_is_an_error_with_the_fix()
    {
        var error = Assert.Throws<UnreadableObjectException>(() => Text(logs, "2 123456789010 eni-1 ACCEPT OK\n"u8.ToArray()));
        Assert.Contains("gcloud logging read --format json", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Entries_without_metadata_of_both_ends_are_counted()
    {
        Read(Entry("SRC", ""), Entry("DEST", ""), Entry("DEST", ""));
        Assert.Equal((1, 2), logs.WithoutMetadata);
    }

    [Fact]
    public void Blanks_in_names_are_percent_encoded() =>
        Assert.Contains(" my%20net web%0A2 ",
            Assert.Single(Read(Entry("SRC", """ "src_vpc":{"project_id":"p","vpc_name":"my net","subnetwork_name":"web\n2"} """))), StringComparison.Ordinal);

    /// <summary>Returns an entry as a line of a Cloud Storage sink has it.</summary>
    internal static string Entry(string reporter, string metadata) =>
        "{\"insertId\":\"1\",\"jsonPayload\":{\"bytes_sent\":\"3456\",\"connection\":{"
        + "\"dest_ip\":\"10.0.2.9\",\"src_ip\":\"10.0.1.5\",\"src_port\":41000,\"dest_port\":5432,\"protocol\":6},"
        + $"\"end_time\":\"2026-01-05T10:00:05.9Z\",\"packets_sent\":\"12\",\"reporter\":\"{reporter}\","
        + $"\"rtt_msec\":\"4\",{metadata}{(metadata.Trim().Length > 0 ? "," : "")}"
        + "\"start_time\":\"2026-01-05T10:00:00.123456789Z\"},"
        + "\"logName\":\"projects/shop-prod/logs/compute.googleapis.com%2Fvpc_flows\",\"receiveTimestamp\":\"2026-01-05T10:00:12Z\"}\n";

    string[] Read(params string[] entries) => Text(logs, Encoding.UTF8.GetBytes(string.Concat(entries))).Split('\n',
        StringSplitOptions.RemoveEmptyEntries)[1..];

    string Text(GoogleFlowLogs google, byte[] export)
    {
        using var text = google.OpenText(new MemoryStream(export), "export", malformed: (line, why) => malformed.Add((line, why)));
        using StreamReader reader = new(text);
        var read = reader.ReadToEnd();
        Assert.StartsWith(GoogleFlowLogs.Format.ToHeaderLine() + "\n", read, StringComparison.Ordinal);
        return read;
    }
}

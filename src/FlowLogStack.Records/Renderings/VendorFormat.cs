using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Renders a format for the tools that records are sent to: what has to be configured there, so that they find the fields.</summary>
public static class VendorFormat
{
    const int FewestDigitsOfTime = 10;
    const int MostDigitsOfTime = 13;

    // The names of Sumo Logic's own rule and dashboards for the default format.
    static readonly Dictionary<FlowField, string> SumoNames = new()
    {
        [FlowField.AccountId] = "accountID",
        [FlowField.InterfaceId] = "interfaceID",
        [FlowField.SrcAddr] = "src_ip",
        [FlowField.DstAddr] = "dest_ip",
        [FlowField.SrcPort] = "src_port",
        [FlowField.DstPort] = "dest_port",
        [FlowField.Protocol] = "Protocol",
        [FlowField.Packets] = "Packets",
        [FlowField.Start] = "StartSample",
        [FlowField.End] = "EndSample",
        [FlowField.Action] = "Action",
        [FlowField.LogStatus] = "status",
    };

    // What Vector's own function knows.
    static readonly HashSet<string> VectorFields = new(StringComparer.Ordinal)
    {
        "version", "account_id", "interface_id", "srcaddr", "dstaddr", "srcport", "dstport", "protocol", "packets", "bytes", "start", "end", "action",
            "log_status",
        "vpc_id", "subnet_id", "instance_id", "tcp_flags", "type", "pkt_srcaddr", "pkt_dstaddr", "region", "az_id", "sublocation_type", "sublocation_id",
        "pkt_src_aws_service", "pkt_dst_aws_service", "flow_direction", "traffic_path",
    };

    /// <summary>Sumo Logic: a field extraction rule, the timestamp of the source, and the rule that leaves out header lines.</summary>
    public static string ToSumo(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var names = string.Join(',', format.Fields.Select(field => SumoNames.GetValueOrDefault(field, field.Column)));
        var stars = string.Join(' ', format.Fields.Select(_ => "*"));
        return $"""
            # Field extraction rule, applied at ingest time. Parse expression:
            json "logStream", "logGroup", "message", "direction" as logStream, logGroup, msg, direction nodrop
            | if (_raw matches "{"{"}*", msg, _raw) as msg
            | parse field=msg "{stars}" as {names} nodrop

            # Source, advanced options for logs, timestamp format: epoch. Timestamp locator:
            {TimestampLocator(format)}

            # S3 source, processing rule "Exclude messages that match":
            {format.ToHeaderLine()}
            """.ReplaceLineEndings("\n");
    }

    /// <summary>Coralogix: parsing rules with a regular expression, the time of a record, and the rule that blocks header lines.</summary>
    public static string ToCoralogix(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var time = TimeOf(format);
        return $"""
            # Rule group "VPC flow logs", in this order.
            # 1. Block, source field text, regular expression:
            ^{format.ToHeaderLine()}$

            # 2. Parse, source field text, destination field text, regular expression:
            ^{Groups(format, "?<")}$

            # 3. {(time is null ? "The format has no time: records have the time of their arrival."
                : $"Timestamp extract, source field text.{time.Column}, time format Unix epoch in seconds (strftime): %s")}
            """.ReplaceLineEndings("\n");
    }

    /// <summary>Grok, for Logstash, Elastic ingest pipelines and others: one pattern, in which a missing number stays absent.</summary>
    public static string ToGrok(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        return "^" + string.Join(' ', format.Fields.Select(field => field switch
        {
            { IsNumeric: true } => $"(?:-|%{{NONNEGINT:{field.Column}:int}})",
            { Kind: FieldKind.Address } => $"(?:-|%{{IP:{field.Column}}})",
            _ => $"(?:-|%{{NOTSPACE:{field.Column}}})",
        })) + "$";
    }

    /// <summary>Vector Remap Language: Vector's own function where it knows all fields, or else a program that splits the line.</summary>
    public static string ToVrl(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        if (format.Fields.All(field => VectorFields.Contains(field.Column)))
            return $". |= parse_aws_vpc_flow_log!(.message, format: \"{string.Join(' ', format.Fields.Select(field => field.Column))}\")";
        var program = new StringBuilder("parts = split(string!(.message), \" \")\n");
        program.Append(CultureInfo.InvariantCulture, $"assert!(length(parts) == {format.Fields.Length}, message: \"the line has another number of fields\")\n");
        for (var i = 0; i < format.Fields.Length; i++)
        {
            var field = format.Fields[i];
            program.Append(CultureInfo.InvariantCulture, $"if parts[{i}] != \"-\" {{ "
                + $".{field.Column} = {(field.IsNumeric ? $"to_int!(parts[{i}])" : $"parts[{i}]")} }}\n");
        }

        return program.ToString().TrimEnd('\n');
    }

    /// <summary>OpenTelemetry Collector: the operators of a receiver such as filelog, with the time of a record and without header lines.</summary>
    public static string ToOpenTelemetry(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var operators = new StringBuilder("operators:\n  - type: filter\n    expr: 'body == \"").Append(format.ToHeaderLine())
            .Append("\"'\n  - type: regex_parser\n    regex: '^").Append(Groups(format, "?P<")).Append("$'\n");
        if (TimeOf(format) is { } time)
            operators.Append(CultureInfo.InvariantCulture, $"    timestamp:\n      parse_from: attributes.{time.Column}\n      layout_type: epoch\n      "
                + $"layout: s\n");
        return operators.ToString().TrimEnd('\n');
    }

    /// <summary>A statement for Athena that makes the table of an archive; its bucket, account and Region are placeholders in capitals.</summary>
    public static string ToDdl(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        var projection = new PartitionProjection(new S3Layout(), "amzn-s3-demo-bucket", ["111122223333"], ["us-east-1"], retentionDays: null);
        return GlueTableDefinition.For(format, projection, "flow_logs").ToDdl("default");
    }

    // The time is a number between others, so it is found by the number beside it, or by the fields before it.
    static string TimestampLocator(FlowLogFormat format)
    {
        var digits = string.Create(CultureInfo.InvariantCulture, $@"\d{{{FewestDigitsOfTime},{MostDigitsOfTime}}}");
        var fields = format.Fields;
        if (TimeOf(format) is not { } time)
            return "(none: the format has no time; use the time of receipt)";
        var place = fields.TakeWhile(field => field != time).Count();
        return place > 0 && time == FlowField.Start && place + 1 < fields.Length && fields[place + 1] == FlowField.End
            ? $@"\s({digits})\s{digits}"
            : string.Create(CultureInfo.InvariantCulture, $@"(?:^|"")(?:\S+\s){{{place}}}({digits})");
    }

    static FlowField? TimeOf(FlowLogFormat format) =>
        format.Contains(FlowField.Start) ? FlowField.Start : format.Contains(FlowField.End) ? FlowField.End : null;

    static string Groups(FlowLogFormat format, string opening) => string.Join(' ', format.Fields.Select(field => $@"({opening}{field.Column}>\S+)"));
}

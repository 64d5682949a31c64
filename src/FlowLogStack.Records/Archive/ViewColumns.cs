using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>The columns of a view over a table of flow logs, with the SQL expressions of their values.</summary>
static class ViewColumns
{
    /// <summary>Names of common IANA protocol numbers.</summary>
    static readonly (int Number, string Name)[] Protocols =
    [
        (0, "HOPOPT"), (1, "ICMP"), (2, "IGMP"), (4, "IPv4"), (6, "TCP"), (17, "UDP"), (41, "IPv6"), (47, "GRE"), (50, "ESP"), (51, "AH"), (58, "ICMPv6"),
        (89, "OSPF"), (103, "PIM"), (112, "VRRP"), (132, "SCTP"),
    ];

    /// <summary>Services of well-known ports. The name of a flow's service follows from the destination port, or else from the source port.</summary>
    static readonly (int Port, string Name)[] Services =
    [
        (20, "ftp"), (21, "ftp"), (22, "ssh"), (23, "telnet"), (25, "smtp"), (53, "dns"), (67, "dhcp"), (68, "dhcp"), (80, "http"), (88, "kerberos"),
            (110, "pop3"),
        (111, "rpcbind"), (123, "ntp"), (135, "msrpc"), (137, "netbios"), (138, "netbios"), (139, "netbios"), (143, "imap"), (161, "snmp"), (162, "snmp"),
            (179, "bgp"),
        (389, "ldap"), (443, "https"), (445, "smb"), (465, "smtps"), (500, "ike"), (514, "syslog"), (587, "smtp"), (636, "ldaps"), (853, "dns-tls"),
            (993, "imaps"),
        (995, "pop3s"), (1194, "openvpn"), (1433, "mssql"), (1521, "oracle"), (2049, "nfs"), (2181, "zookeeper"), (2379, "etcd"), (3128, "proxy"),
            (3306, "mysql"), (3389, "rdp"),
        (4500, "ipsec"), (5432, "postgresql"), (5439, "redshift"), (5671, "amqps"), (5672, "amqp"), (5900, "vnc"), (5985, "winrm"), (5986, "winrm"),
            (6379, "redis"),
        (6443, "kubernetes"), (8080, "http"), (8443, "https"), (8883, "mqtts"), (9092, "kafka"), (9200, "elasticsearch"), (10250, "kubelet"),
            (11211, "memcached"), (27017, "mongodb"),
    ];

    static readonly (int Bit, string Name)[] Flags = [(1, "FIN"), (2, "SYN"), (4, "RST"), (8, "PSH"), (16, "ACK"), (32, "URG")];

    static readonly (int Number, string Name)[] Paths =
    [
        (1, "same VPC"), (2, "internet gateway or gateway endpoint"), (3, "virtual private gateway"), (4, "peering within the region"),
            (5, "peering with another region"),
        (6, "Local or Wavelength Zone"), (7, "gateway endpoint"), (8, "internet gateway"),
    ];

    static readonly (int Number, string Name)[] Encryptions = [(0, "none"), (1, "Nitro"), (2, "application"), (3, "Nitro and application")];

    public static IEnumerable<(ViewColumn Column, string Expression)> Of(FlowLogFormat format)
    {
        foreach (var field in format.Fields)
            yield return (Typed(field), field.IsNumeric ? Quoted(field) : $"NULLIF({Quoted(field)}, '-')");
        var taken = format.Fields.Select(field => field.Column).ToHashSet(StringComparer.Ordinal);
        foreach (var (column, expression) in Meanings(format))
        {
            // A custom field of the same name has priority.
            if (taken.Add(column.Name))
                yield return (column, expression);
        }
    }

    /// <summary>Returns SQL for the name of a protocol, or for its number as text if it has no common name.</summary>
    public static string ProtocolName(string column) => Named(column, Protocols, $"CAST({column} AS varchar)");

    /// <summary>Returns SQL for the name of a traffic path.</summary>
    public static string TrafficPathName(string column) => Named(column, Paths, $"CAST({column} AS varchar)");

    static IEnumerable<(ViewColumn, string)> Meanings(FlowLogFormat format)
    {
        if (format.Contains(FlowField.Start))
            yield return (new("started", "timestamp(3)", "timestamp"), Instant(FlowField.Start));
        if (format.Contains(FlowField.End))
            yield return (new("ended", "timestamp(3)", "timestamp"), Instant(FlowField.End));
        if (format.Contains(FlowField.Protocol))
            yield return (Text("protocol_name"), ProtocolName(Quoted(FlowField.Protocol)));
        if (format.Contains(FlowField.SrcPort) && format.Contains(FlowField.DstPort))
            yield return (Text("service"), $"COALESCE({Named(Quoted(FlowField.DstPort), Services, null)}, {Named(Quoted(FlowField.SrcPort), Services, null)})");
        if (format.Contains(FlowField.TcpFlags))
            yield return (Text("tcp_flag_names"), FlagNames(Quoted(FlowField.TcpFlags)));
        if (format.Contains(FlowField.FlowDirection))
            yield return (Text("direction"), $"NULLIF({Quoted(FlowField.FlowDirection)}, '-')");
        if (format.Contains(FlowField.TrafficPath))
            yield return (Text("traffic_path_name"), TrafficPathName(Quoted(FlowField.TrafficPath)));
        if (format.Contains(FlowField.EncryptionStatus))
            yield return (Text("encryption_status_name"), Named(Quoted(FlowField.EncryptionStatus), Encryptions, null));
        foreach (var field in format.Fields.Where(field => field.Kind is FieldKind.EncodedText))
            yield return (Text($"{field.Column}_value"), $"TRY(url_decode(NULLIF({Quoted(field)}, '-')))");
    }

    static string FlagNames(string column) =>
        $"CASE WHEN {column} IS NOT NULL THEN "
            + $"array_join(ARRAY[{string.Join(", ", Flags.Select(flag => FlagName(column, flag.Bit, flag.Name)))}], ' ') END";

    static string FlagName(string column, int bit, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"CASE WHEN bitwise_and({column}, {bit}) <> 0 THEN '{name}' END");

    static string Named(string column, (int Number, string Name)[] names, string? otherwise) =>
        $"CASE {column} {string.Join(' ', names.Select(name => string.Create(CultureInfo.InvariantCulture, $"WHEN {name.Number} THEN '{name.Name}'")))}"
            + $"{(otherwise is null ? "" : $" ELSE {otherwise}")} END";

    // Views cannot have times with time zones, and the session's time zone must not matter.
    static string Instant(FlowField field) => $"CAST(from_unixtime({Quoted(field)}) AT TIME ZONE 'UTC' AS timestamp(3))";

    static ViewColumn Typed(FlowField field) => new GlueColumn(field.Column, GlueColumns.HiveType(field.Kind)) switch
    {
        { Type: "int" } column => new(column.Name, "integer", "int"),
        { Type: "string" } column => Text(column.Name),
        var column => new(column.Name, column.Type, column.Type),
    };

    static ViewColumn Text(string name) => new(name, "varchar", "string");

    static string Quoted(FlowField field) => SqlConditions.Identifier(field);
}

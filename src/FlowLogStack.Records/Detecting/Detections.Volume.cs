using System.Globalization;

namespace FlowLogStack.Records;

// Detections of unusual volume, and of missing records.
public static partial class Detections
{
    // One minute this far above the band is not random variation. Values a little above the band show over hours.
    const double FarAboveBand = 12;

    // Bytes come in bursts: minutes of ordinary days are up to 75 standard deviations above the usual.
    const double FarAboveBandOfBytes = 120;

    /// <summary>Unusually many rejected flows.</summary>
    [BuiltIn(180, Scenarios = ["rejected-surge", "misconfigured-nacl"])]
    public static Detection RejectSurge { get; } = new()
    {
        Id = "RejectSurge",
        Title = "Surge of rejected traffic",
        Meaning = "Far more flows were rejected than usual at this time.",
        Rationale = "A surge is an external attack, or a changed rule that rejects required traffic.",
        Response = "Compare the top sources with the previous period, and check for security group and network ACL changes just before the surge.",
        Guidance = new(
            "List sources, targets and ports of the surge. Internal sources indicate a changed rule.",
            "Monitor the error rates of applications whose traffic may be rejected.",
            "Roll back the rule, or deny the attacker's blocks in the network ACL.",
            "Inform those who change rules to check this metric afterwards."),
        FalsePositives = "New public addresses, which are scanned immediately.",
        Tuning = "Widen the anomaly detection band, in standard deviations, if rejects vary widely.",
        Techniques = ["T1498", "T1595", "T1562.007"],
        Limits = "Attacks that rules accept, and a level of rejected traffic that has risen slowly, which the band learns.",
        Conditions = [FlowField.Action.Is("REJECT")],
        Trigger = AlarmTrigger.AboveBand,
        Threshold = FarAboveBand,
        EvaluationPeriods = PeriodsOfOneEvent(TimeSpan.FromMinutes(1)),
        Matching = [Sample("any rejected flow", (FlowField.Action, "REJECT"))],
        Harmless = [Sample("any accepted flow"), NoData],
    };

    /// <summary>Unencrypted traffic in a VPC with encryption controls.</summary>
    [BuiltIn(230, Scenarios = ["unencrypted"])]
    public static Detection UnencryptedTraffic { get; } = new()
    {
        Id = "UnencryptedTraffic",
        Title = "Unencrypted traffic",
        Meaning = "Traffic without encryption in transit was accepted, in a VPC whose encryption is monitored.",
        Rationale = "Before encryption controls are enforced, every flow that they would reject has to be found. Afterwards the count must be zero.",
        Response = "Find the interfaces and their instances. Instance types without Nitro do not encrypt.",
        Guidance = new(
            "List interfaces and services by bytes; distinguish instance types that cannot encrypt from applications that do not.",
            "Monitor the decrease during the migration.",
            "Move to Nitro instances or to TLS, then set encryption controls to enforce.",
            "Inform teams of the date from which unencrypted traffic is rejected."),
        FalsePositives = "Services that are excluded from encryption controls, such as internet and NAT gateways.",
        Tuning = "Allow the interfaces that are excluded.",
        Techniques = ["T1040", "T1557"],
        Limits = "Traffic whose encryption AWS does not know, and weak encryption of applications.",
        Conditions = [FlowField.EncryptionStatus.Is(0)],
        Refinements = [Refinement.Accepted],
        Matching = [Sample("a flow without encryption", FlowLogFormat.V10, (FlowField.EncryptionStatus, "0"))],
        Harmless =
        [
            Sample("a flow that Nitro encrypts", FlowLogFormat.V10),
            Sample("a flow with unknown encryption", FlowLogFormat.V10, (FlowField.EncryptionStatus, "-")),
        ],
    };

    /// <summary>Skipped records (<c>SKIPDATA</c>).</summary>
    [BuiltIn(240, Scenarios = ["skipdata"])]
    public static Detection RecordsLost { get; } = new()
    {
        Id = "RecordsLost",
        Title = "Flow log records lost",
        Meaning = "The flow logs service dropped records for lack of capacity (SKIPDATA).",
        Rationale = "Skipped records cannot be queried later, and may contain an attacker's traffic.",
        Response = "Note interfaces and times. The gap is at AWS and cannot be filled from the account.",
        Guidance = new(
            "List the interfaces and intervals, and check their traffic in other logs.",
            "Check whether one interface is affected, which then has too many flows.",
            "Spread the interface's traffic over several; open a case with AWS if it continues.",
            "Inform those who use the logs as evidence of the gap."),
        FalsePositives = "None. Every such record is a gap.",
        Tuning = "Raise the threshold if single gaps are acceptable.",
        Limits = "Records that flow logs never have: traffic to the VPC's resolver and to instance metadata, DHCP and mirrored traffic.",
        Conditions = [FlowField.LogStatus.Is("SKIPDATA")],
        Matching = [Skipped],
        Harmless = [NoData, Sample("a complete record")],
    };

    /// <summary>A log group without new records.</summary>
    [BuiltIn(250, Scenarios = ["silent-gap"])]
    public static Detection LogsSilent { get; } = new()
    {
        Id = "LogsSilent",
        Title = "Flow logs silent",
        Meaning = "The log group received no flow log records for 15 minutes or longer.",
        Rationale = "A flow log can be ACTIVE and deliver nothing: a role lacks a permission, a key is disabled, or the flow log was deleted. All other "
            + "alarms then have no data and remain in OK.",
        Response = "Check the flow log's state and its last error, then the delivery role and the log group's key.",
        Guidance = new(
            "Describe the flow log: status, DeliverLogsErrorMessage. Look for DeleteFlowLogs and PutRolePolicy in CloudTrail.",
            "Check that records arrive again, and from which minute on.",
            "Restore role, key policy or flow log; protect them from deletion.",
            "Inform those who remove roles and keys that this role is required for evidence."),
        FalsePositives = "Networks without any traffic at night still send NODATA records; a network without interfaces sends nothing.",
        Tuning = "Evaluate more periods if delivery is often late.",
        Techniques = ["T1562.008"],
        Limits = "A flow log that lost one of several monitored resources while others deliver.",
        Severity = Severity.High,
        Measure = Measure.Arrivals,
        Trigger = AlarmTrigger.Below,
        Period = FiveMinutes,
        DatapointsToAlarm = 4,
        EvaluationPeriods = 4,
        MissingData = MissingData.Breaching,
    };

    /// <summary>A record with <see cref="MonitoredNetwork.LargeTransferBytes"/> or more to an external address.</summary>
    [BuiltIn(190, Scenarios = ["exfiltration-transfer"])]
    public static Detection LargeTransfer(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        (FlowField Field, string Value)[] outgoing = [(FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.9")];
        return new()
        {
            Id = "LargeTransfer",
            Title = "Large transfer to the outside",
            Meaning = $"One flow sent {Megabytes(network)} MB or more out of the network within one aggregation interval.",
            Rationale = "Large transfers occur when a database is exfiltrated, or a backup is sent to the wrong destination.",
            Response = "Identify the sending host and the owner of the receiving address, and check whether the transfer was intended.",
            Guidance = new(
                "Look up source, its data and destination. Compare with backup windows.",
                "Monitor the same destination for other hosts.",
                "Deny the destination; send backups through gateway endpoints, which are internal.",
                "Inform teams to announce large transfers."),
            FalsePositives = "Backups, releases and replication to external addresses; S3 and DynamoDB without gateway endpoints.",
            Tuning = "Allow the blocks of backup targets and partners as destinations. Set the smallest size for the network "
                + "(`network.largeTransferMegabytes`) to what backups and releases do not exceed.",
            Techniques = ["T1048", "T1041", "T1567"],
            Limits = "Transfers in several connections or over several aggregation intervals, and to internal addresses or allowed destinations.",
            Conditions = [FlowField.Bytes.IsAtLeast(network.LargeTransferBytes), FlowField.DstAddr.IsOutside(network.Inside)],
            Allowed = new() { Destinations = network.Known.BackupTargets },
            Refinements = [Refinement.Accepted],
            EvaluationPeriods = PeriodsOfOneEvent(TimeSpan.FromMinutes(1)),
            Matching = [Sample("an outgoing copy", [.. outgoing, .. Sized(network.LargeTransferBytes)])],
            Harmless =
            [
                Sample("a copy within the network", [.. outgoing, (FlowField.DstAddr, "10.0.2.9"), .. Sized(network.LargeTransferBytes)]),
                Sample("a download", Sized(network.LargeTransferBytes)),
                Sample("a smaller upload", [.. outgoing, .. Sized(network.LargeTransferBytes - 1)]),
            ],
        };
    }

    /// <summary>Unusually many bytes to external addresses.</summary>
    [BuiltIn(200, Scenarios = ["exfiltration-egress"])]
    public static Detection EgressAnomaly(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "EgressAnomaly",
            Title = "Unusual egress volume",
            Meaning = "Far more bytes left the network than usual at this time.",
            Rationale = "Floods from inside and slow exfiltration have no single large record, but raise total egress bytes.",
            Response = "Compare the top destinations by bytes with the previous period.",
            Guidance = new(
                "List destinations and sources by bytes, and identify the owner of a new one.",
                "Monitor the destination for days, because attackers return.",
                "Deny the destination; allow egress to known ones only.",
                "Inform teams of egress costs and cheaper paths."),
            FalsePositives = "Releases, migrations, successful campaigns.",
            Tuning = "Widen the anomaly detection band, in standard deviations, if the load varies widely.",
            Techniques = ["T1048", "T1041", "T1567", "T1498"],
            Limits = "Transfers within the band, which is wide where traffic is uneven, and slow transfers that the band learns.",
            Conditions = [FlowField.DstAddr.IsOutside(network.Inside)],
            Allowed = new() { Destinations = network.Known.BackupTargets },
            Refinements = [Refinement.Accepted],
            Measure = Measure.Bytes,
            Trigger = AlarmTrigger.AboveBand,
            Threshold = FarAboveBandOfBytes,
            EvaluationPeriods = PeriodsOfOneEvent(TimeSpan.FromMinutes(1)),
            Matching = [Sample("an answer to a client outside", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.9"))],
            Harmless = [Sample("a request from outside"), NoData],
        };
    }

    /// <summary>More bytes to external addresses than usual over hours.</summary>
    [BuiltIn(210)]
    public static Detection SlowEgress(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "SlowEgress",
            Title = "Unusual egress volume over hours",
            Meaning = "More bytes than usual left the network over six hours, although no quarter of an hour stands out.",
            Rationale = "Data that is stolen slowly stays below the peaks of ordinary load. Over hours, its sum doesn't.",
            Response = "Compare the destinations by bytes with the same hours of other days.",
            Guidance = new(
                "List destinations and sources by bytes over a day; a new destination with an even rate is the first suspect.",
                "Watch the destination for days, from all hosts.",
                "Deny the destination; allow egress to known ones only.",
                "Explain to teams which transfers have to be announced."),
            FalsePositives = "Growing load; migrations; the first days of a new service.",
            Tuning = "Widen the band, in standard deviations, where the load differs from day to day. CloudWatch learns the band from up to two weeks; "
                + "before, the alarm has no data.",
            Techniques = ["T1030", "T1041", "T1048"],
            Limits = "Transfers below the threshold, and to internal addresses or allowed destinations.",
            Severity = Severity.Low,
            Conditions = [FlowField.DstAddr.IsOutside(network.Inside)],
            Allowed = new() { Destinations = network.Known.BackupTargets },
            Refinements = [Refinement.Accepted],
            Measure = Measure.Bytes,
            Trigger = AlarmTrigger.AboveBand,
            Threshold = 4,
            Period = TimeSpan.FromHours(6),
            // CloudWatch evaluates more than a day by the hour, and not each minute.
            EvaluationPeriods = 5,
            Matching = [Sample("a response to an external client", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.9"))],
            Harmless = [Sample("a request from an external client"), NoData],
        };
    }

    /// <summary>Far more accepted flows than usual.</summary>
    [BuiltIn(220)]
    public static Detection AcceptedSurge { get; } = new()
    {
        Id = "AcceptedSurge",
        Title = "Surge of accepted traffic",
        Meaning = "Far more flows were accepted than is usual at this time.",
        Rationale = "Volumetric and distributed attacks on open ports are accepted by every rule, and show in the number of flows.",
        Response = "List the destinations by flows, then the sources of the first one. Many sources with few bytes each are an attack.",
        Guidance = new(
            "Compare flows and bytes of the destination: an attack has many flows of the same small size.",
            "Watch the health of the destination and of what it depends on.",
            "Limit rates at the load balancer or by AWS WAF; keep the attacked segment apart from others; inspect what remains with Network Firewall; for a "
                + "lasting attack use Shield Advanced.",
            "Inform teams to announce launches and load tests."),
        FalsePositives = "Launches, campaigns and load tests; jobs that open a connection for each item.",
        Tuning = "Widen the band, in standard deviations, where the load is uneven by nature.",
        Techniques = ["T1498", "T1499"],
        Limits = "Attacks with few connections, such as slow or expensive requests.",
        Conditions = [FlowField.Action.Is("ACCEPT")],
        Trigger = AlarmTrigger.AboveBand,
        Threshold = FarAboveBand,
        EvaluationPeriods = PeriodsOfOneEvent(TimeSpan.FromMinutes(1)),
        Matching = [Sample("any flow that was accepted")],
        Harmless = [Sample("any flow that was rejected", (FlowField.Action, "REJECT")), NoData],
    };

    // An event that pauses for less than two hours is one alarm. CloudWatch evaluates periods that end in each minute, so that periods of several minutes
    // have as many positions, and an event just above the band is above it in some of them only.
    static int PeriodsOfOneEvent(TimeSpan period) => (int)(TimeSpan.FromHours(2) / period);

    // Packets of 1,500 bytes.
    static (FlowField Field, string Value)[] Sized(long bytes) =>
    [
        (FlowField.Packets, Math.Max(1, bytes / 1500).ToString(CultureInfo.InvariantCulture)),
        (FlowField.Bytes, bytes.ToString(CultureInfo.InvariantCulture)),
    ];

    static string Megabytes(MonitoredNetwork network) => (network.LargeTransferBytes / 1e6).ToString("#,0.###", CultureInfo.InvariantCulture);

    static RecordSample NoData => new("an interval without traffic",
        FlowLogFormat.Default, "2 123456789012 eni-0a1b2c3d4e5f60718 - - - - - - - 1767225600 1767225660 - NODATA");

    static RecordSample Skipped => new("an interval with skipped records",
        FlowLogFormat.Default, "2 123456789012 eni-0a1b2c3d4e5f60718 - - - - - - - 1767225600 1767225660 - SKIPDATA");

    static RecordSample Sample(string story, params IReadOnlyCollection<(FlowField Field, string Value)> values) =>
        RecordSample.Of(story, FlowLogFormat.Default, values);

    static RecordSample Sample(string story, FlowLogFormat format, params IReadOnlyCollection<(FlowField Field, string Value)> values) =>
        RecordSample.Of(story, format, values);
}

using System.Globalization;

namespace FlowLogStack.Records;

// Detections of unusual volume, and of missing records.
public static partial class Detections
{
    // A value so far above the band is no chance, so that one window of it is enough; what exceeds the band a little shows over hours.
    const double FarAboveBand = 12;

    // Bytes come in bursts of several times the usual.
    const double FarAboveBandOfBytes = 30;

    /// <summary>Unusually many rejected flows.</summary>
    public static Detection RejectSurge { get; } = new()
    {
        Id = "RejectSurge",
        Title = "Surge of rejected traffic",
        Meaning = "Far more flows were turned away than is usual at this time.",
        Rationale = "A surge is an attack from outside, or a rule that was changed and now turns away traffic that is needed.",
        Response = "Compare the top sources with the time before, and look for security group and network ACL changes just before the surge.",
        Guidance = new(
            "List sources, targets and ports of the surge. Sources inside mean a changed rule.",
            "Watch the error rates of applications whose traffic may be turned away.",
            "Roll back the rule, or deny the attacker's blocks in the network ACL.",
            "Tell those who change rules to look at this metric afterwards."),
        FalsePositives = "Launches of new public addresses, which the internet greets with scans.",
        Tuning = "Widen the band, in standard deviations, where the rejects are uneven by nature.",
        Conditions = [FlowField.Action.Is("REJECT")],
        Trigger = AlarmTrigger.AboveBand,
        Threshold = FarAboveBand,
        Period = FiveMinutes,
        EvaluationPeriods = 12, // An hour, so that one surge is one alarm.
        Matching = [Sample("any flow that was turned away", (FlowField.Action, "REJECT"))],
        Harmless = [Sample("any flow that was accepted"), NoData],
    };

    /// <summary>Unencrypted traffic in a VPC with encryption controls.</summary>
    public static Detection UnencryptedTraffic { get; } = new()
    {
        Id = "UnencryptedTraffic",
        Title = "Unencrypted traffic",
        Meaning = "Traffic without encryption in transit was accepted, in a VPC whose encryption is monitored.",
        Rationale = "Before encryption controls are enforced, every flow they would turn away has to be found; afterwards there must be none.",
        Response = "Find the interfaces and what they are attached to; instance types without Nitro do not encrypt.",
        Guidance = new(
            "List interfaces and services by bytes; tell instance types that cannot encrypt from applications that do not.",
            "Watch the number go down while you migrate.",
            "Move to Nitro instances or to TLS, then set encryption controls to enforce.",
            "Tell teams the date from which unencrypted traffic is turned away."),
        FalsePositives = "Services that are excluded from encryption controls, such as internet and NAT gateways.",
        Tuning = "Allow the interfaces that are excluded.",
        Conditions = [FlowField.EncryptionStatus.Is(0)],
        Refinements = [Refinement.Accepted],
        Matching = [Sample("a flow without encryption", FlowLogFormat.V10, (FlowField.EncryptionStatus, "0"))],
        Harmless =
        [
            Sample("a flow that Nitro encrypts", FlowLogFormat.V10),
            Sample("a flow of which it is not known", FlowLogFormat.V10, (FlowField.EncryptionStatus, "-")),
        ],
    };

    /// <summary>Skipped records (<c>SKIPDATA</c>).</summary>
    public static Detection RecordsLost { get; } = new()
    {
        Id = "RecordsLost",
        Title = "Flow log records lost",
        Meaning = "The flow logs service dropped records for lack of capacity (SKIPDATA).",
        Rationale = "What was lost cannot be queried later; an attacker's traffic may be among it.",
        Response = "Note interfaces and times; the gap is at AWS and nothing in the account fills it.",
        Guidance = new(
            "List the interfaces and intervals; ask what they carried then, from other logs.",
            "Watch whether it stays with one interface, which then carries too many flows.",
            "Spread the interface's traffic over several; open a case with AWS if it lasts.",
            "Tell those who use the logs as evidence that there is a gap, and where."),
        FalsePositives = "None: every such record is a loss.",
        Tuning = "Raise the threshold if single losses do not matter to you.",
        Conditions = [FlowField.LogStatus.Is("SKIPDATA")],
        Matching = [Skipped],
        Harmless = [NoData, Sample("a complete record")],
    };

    /// <summary>A log group without new records.</summary>
    public static Detection LogsSilent { get; } = new()
    {
        Id = "LogsSilent",
        Title = "Flow logs silent",
        Meaning = "No flow log record arrived in the log group for a quarter of an hour and longer.",
        Rationale = "A flow log can be ACTIVE and deliver nothing: a role that lost a permission, a key that was disabled, a deleted flow log. Every other alarm here is then blind, and looks as if all were well.",
        Response = "Look at the flow log's state and its last error, then at the delivery role and the log group's key.",
        Guidance = new(
            "Describe the flow log: status, DeliverLogsErrorMessage. Look for DeleteFlowLogs and PutRolePolicy in CloudTrail.",
            "Watch that records arrive again, and from which minute on.",
            "Restore role, key policy or flow log; protect them from deletion.",
            "Tell those who clean up roles and keys that this one carries evidence."),
        FalsePositives = "Networks without any traffic at night still send NODATA records; a network without interfaces sends nothing.",
        Tuning = "Look back over more periods where delivery is often late.",
        Severity = Severity.High,
        Measure = Measure.Arrivals,
        Trigger = AlarmTrigger.Below,
        Period = FiveMinutes,
        DatapointsToAlarm = 4,
        EvaluationPeriods = 4,
        MissingData = MissingData.Breaching,
    };

    /// <summary>A record with 500 MB or more to an external address.</summary>
    public static Detection LargeTransfer(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "LargeTransfer",
            Title = "Large transfer to the outside",
            Meaning = $"One flow carried {Megabytes(network)} MB or more out of the network within one aggregation interval.",
            Rationale = "Data leaves in bulk when a database is copied away, and when a backup is sent to the wrong place.",
            Response = "Name the host that sends and the owner of the address that receives; ask whether the transfer was meant.",
            Guidance = new(
                "Look up source and destination, and what the source holds. Compare with backup windows.",
                "Watch the same destination from other hosts.",
                "Deny the destination; send backups through gateway endpoints, which are not outside.",
                "Tell teams to announce large transfers."),
            FalsePositives = "Backups, releases and replication to addresses outside; S3 and DynamoDB without gateway endpoints.",
            Tuning = "Allow the blocks of backup targets and partners as destinations. Set the smallest size for the network (`network.largeTransferMegabytes`) to what backups and releases don't exceed.",
            Conditions = [FlowField.Bytes.IsAtLeast(network.LargeTransferBytes), FlowField.DstAddr.IsOutside(network.Inside)],
            Refinements = [Refinement.Accepted],
            Matching = [Sample("a copy that leaves", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.9"), (FlowField.Packets, "400000"), (FlowField.Bytes, "600000000"))],
            Harmless =
            [
                Sample("a copy within the network", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "10.0.2.9"), (FlowField.Packets, "400000"), (FlowField.Bytes, "600000000")),
                Sample("a download", (FlowField.Packets, "400000"), (FlowField.Bytes, "600000000")),
                Sample("a small upload", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.9"), (FlowField.Bytes, "499999999")),
            ],
        };
    }

    /// <summary>Unusually many bytes to external addresses.</summary>
    public static Detection EgressAnomaly(MonitoredNetwork network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return new()
        {
            Id = "EgressAnomaly",
            Title = "Unusual egress volume",
            Meaning = "Far more bytes left the network than is usual at this time.",
            Rationale = "Floods from inside, and data that is stolen in many transfers, have no large record; they show in the sum. So does the bill.",
            Response = "Compare the top destinations by bytes with the time before.",
            Guidance = new(
                "List destinations and sources by bytes; name the owner of a new one.",
                "Watch the destination for days: thieves come back.",
                "Deny the destination; allow egress to known ones only.",
                "Tell teams what egress costs, and the way that costs less."),
            FalsePositives = "Releases, migrations, a campaign that works.",
            Tuning = "Widen the band, in standard deviations, where the load is uneven by nature.",
            Conditions = [FlowField.DstAddr.IsOutside(network.Inside)],
            Refinements = [Refinement.Accepted],
            Measure = Measure.Bytes,
            Trigger = AlarmTrigger.AboveBand,
            Threshold = FarAboveBandOfBytes,
            Period = TimeSpan.FromMinutes(15), // Bytes come in bursts, which are usual; a quarter of an hour evens them out.
            EvaluationPeriods = 4, // An hour, so that one flood is one alarm.
            Matching = [Sample("an answer to a client outside", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.9"))],
            Harmless = [Sample("a request from outside"), NoData],
        };
    }

    /// <summary>More bytes to external addresses than usual over hours.</summary>
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
            Tuning = "Widen the band, in standard deviations, where the load differs from day to day. CloudWatch learns the band from up to two weeks; before, the alarm has no data.",
            Severity = Severity.Low,
            Conditions = [FlowField.DstAddr.IsOutside(network.Inside)],
            Refinements = [Refinement.Accepted],
            Measure = Measure.Bytes,
            Trigger = AlarmTrigger.AboveBand,
            Threshold = 4,
            Period = TimeSpan.FromHours(6),
            EvaluationPeriods = 4,
            Matching = [Sample("an answer to a client outside", (FlowField.SrcAddr, "10.0.1.5"), (FlowField.DstAddr, "203.0.113.9"))],
            Harmless = [Sample("a request from outside"), NoData],
        };
    }

    /// <summary>Far more accepted flows than usual.</summary>
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
            "Limit rates at the load balancer or by AWS WAF; keep the attacked segment apart from others; inspect what remains with Network Firewall; for a lasting attack use Shield Advanced.",
            "Ask teams to announce launches and load tests."),
        FalsePositives = "Launches, campaigns and load tests; jobs that open a connection for each item.",
        Tuning = "Widen the band, in standard deviations, where the load is uneven by nature.",
        Conditions = [FlowField.Action.Is("ACCEPT")],
        Trigger = AlarmTrigger.AboveBand,
        Threshold = FarAboveBand,
        Period = TimeSpan.FromMinutes(15),
        EvaluationPeriods = 4,
        Matching = [Sample("any flow that was accepted")],
        Harmless = [Sample("any flow that was rejected", (FlowField.Action, "REJECT")), NoData],
    };

    static string Megabytes(MonitoredNetwork network) => (network.LargeTransferBytes / 1e6).ToString("#,0.###", CultureInfo.InvariantCulture);

    static RecordSample NoData => new("an interval without traffic", FlowLogFormat.Default, "2 123456789012 eni-0a1b2c3d4e5f60718 - - - - - - - 1767225600 1767225660 - NODATA");

    static RecordSample Skipped => new("an interval whose records were dropped", FlowLogFormat.Default, "2 123456789012 eni-0a1b2c3d4e5f60718 - - - - - - - 1767225600 1767225660 - SKIPDATA");

    static RecordSample Sample(string story, params IReadOnlyCollection<(FlowField Field, string Value)> values) => RecordSample.Of(story, FlowLogFormat.Default, values);

    static RecordSample Sample(string story, FlowLogFormat format, params IReadOnlyCollection<(FlowField Field, string Value)> values) => RecordSample.Of(story, format, values);
}

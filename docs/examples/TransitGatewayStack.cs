using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Amazon.CDK.AWS.S3;
using Constructs;
using FlowLogStack.Capture;
using FlowLogStack.Query;
using FlowLogStack.Records;

namespace Examples;

/// <summary>Only the parts a team wants: a transit gateway's records as hourly Parquet, encrypted with a key, queried in Athena.</summary>
public sealed class TransitGatewayStack : Stack
{
    /// <summary>Makes the transit gateway, its archive and its table.</summary>
    public TransitGatewayStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
        var gateway = new CfnTransitGateway(this, "Gateway", new CfnTransitGatewayProps { Description = "Joins the VPCs of the region" });
        var accessLogs = new AccessLogBucket(this, "AccessLogs");
        var archive = new FlowLogArchive(this, "Archive", new FlowLogArchiveProps
        {
            Layout = new S3Layout { FileFormat = FileFormat.Parquet, PerHourPartition = true, Prefix = "transit" },
            Encryption = ArchiveEncryption.CustomerManaged,
            Tiers = [new ArchiveTier(StorageClass.GLACIER_INSTANT_RETRIEVAL, After: Duration.Days(90))],
            ExpireAfter = Duration.Days(730),
            AccessLogs = accessLogs,
        });
        new FlowLogCapture(this, "Capture", new FlowLogCaptureProps
        {
            Source = CaptureSource.TransitGateway(gateway),
            Destination = CaptureDestination.S3(archive),
        });
        var table = new FlowLogTable(this, "Table", new FlowLogTableProps { Archive = archive, Format = FlowLogFormat.TransitGateway });
        var workgroup = new QueryWorkgroup(this, "Queries", new QueryWorkgroupProps { AccessLogs = accessLogs });
        foreach (var query in AthenaQueries.For(table.Format, table.Projection, table.TableName))
            workgroup.Save(table, query);
    }
}

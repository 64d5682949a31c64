using Amazon.CDK;
using Amazon.CDK.AWS.EC2;
using Constructs;
using FlowLogStack;
using FlowLogStack.Capture;
using FlowLogStack.Query;
using FlowLogStack.Records;
using FlowLogStack.Watch;

namespace Examples;

/// <summary>The snippets of the page about Athena.</summary>
public sealed class AthenaStack : Stack
{
    /// <summary>Creates a stack to which the methods add resources.</summary>
    public AthenaStack(Construct scope, string id, IStackProps? props = null)
        : base(scope, id, props)
    {
    }

    /// <summary>The props of a workgroup with an alarm on the bytes that all queries of a day scan.</summary>
    public FlowLogMonitoringProps Limited { get; } = new()
    {
        Workgroup = new QueryWorkgroupProps { BytesScannedPerDayAlarm = Size.Bytes(200_000_000_000) }
    };

    /// <summary>Saves all queries that the format has the fields for.</summary>
    public void SaveAll(IVpc vpc)
    {
        new FlowLogMonitoring(this, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.Vpc(vpc)], Format = FlowLogFormat.V5,
            Queries = AthenaQueries.All });
    }

    /// <summary>Saves one query for another time.</summary>
    public static void SaveOne(QueryWorkgroup workgroup, FlowLogTable table)
    {
        workgroup.Save(table, AthenaQueries.All.Single(query => query.Id == "InternetEgress"), window: TimeWindow.LastDays(7));
    }

    /// <summary>Sums an archive once an hour.</summary>
    public void Summarize(QueryWorkgroup workgroup, FlowLogTable table)
    {
        new HourlyRollUp(this, "Hourly", new HourlyRollUpProps { Table = table, Workgroup = workgroup });
    }

    /// <summary>Runs the queries of a day each morning.</summary>
    public void RunDaily(QueryWorkgroup workgroup, FlowLogTable table, AlarmTopic topic)
    {
        new ScheduledQueries(this, "Daily", new ScheduledQueriesProps { Table = table, Workgroup = workgroup, Topics = [topic.Topic] });
    }

    /// <summary>Creates a table of which each query names the accounts.</summary>
    public void ShareWithAccounts(FlowLogArchive archive)
    {
        new FlowLogTable(this, "Table", new FlowLogTableProps { Archive = archive, Accounts = PartitionValues.GivenByQuery });
    }

    /// <summary>Unites two tables of different formats.</summary>
    public AthenaTarget Unite(FlowLogArchive newArchive, FlowLogTable old)
    {
        var young = new FlowLogTable(this, "TableV5", new FlowLogTableProps { Archive = newArchive, Format = FlowLogFormat.V5, BesideTable = old,
            TableName = "flow_logs_v5" });
        var history = AthenaTarget.Of(young.UnionWith("History", "all_flow_logs", old));
        return history;
    }
}

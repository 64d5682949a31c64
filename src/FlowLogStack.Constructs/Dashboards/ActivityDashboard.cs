using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Dashboards;

/// <summary>A dashboard of calls of AWS APIs by caller, those that change apart from those that read, their errors, and the requests to S3 buckets.</summary>
public sealed class ActivityDashboard : Construct
{
    internal const string Title = "Activity";

    // Objects in S3 and events in CloudWatch Logs have different names of the same columns.
    const string Columns = "fields coalesce(http_status, httpstatus) as status, coalesce(bytes_sent_size, bytessent) as bytes, "
        + "coalesce(error_code, errorcode) as error, coalesce(remote_ip, remoteip) as address";

    const string Failed = "sum(if(status >= 400, 1, 0))";

    readonly DashboardProps props;

    /// <summary>Creates the dashboard.</summary>
    /// <exception cref="ArgumentException">There is neither a log group of calls nor one of requests.</exception>
    public ActivityDashboard(Construct scope, string id, DashboardProps props)
        : base(scope, id)
    {
        ArgumentNullException.ThrowIfNull(props);
        Given.Ensure(this, props);
        this.props = props;
        var draft = new DashboardDraft(this, props, Title, "Callers and what they changed, in the records of CloudTrail, and requests to S3 buckets, in "
            + "their access logs. Both arrive minutes to hours after the event.", TimeSpan.FromDays(1));
        draft.Section("Changes and reads", [Calls("Changes, reads and errors over time", "fields if(readOnly = 0, 1, 0) as change, if(readOnly = 1, 1, 0) as "
            + "read, if(ispresent(errorCode), 1, 0) as error | stats sum(change) as changes, sum(read) as reads, sum(error) as errors by bin(15m) as t "
            + "| sort t", LogView.Lines), Saved("CallsByService")]);
        draft.Section("Changes by caller", [Calls("Changes by caller and action",
            $"fields {Who} as who | filter readOnly = 0 | stats count(*) as calls, sum(if(ispresent(errorCode), 1, 0)) as failed, max(@timestamp) as lastCall "
            + "by who, sourceIPAddress, eventSource, eventName | sort calls desc | limit 50")]);
        draft.Section("Security", [Saved("SecurityGroupChanges"), Saved("PoliciesChanged")], [Saved("BucketExposure"), Saved("LoggingSwitchedOff")],
            [Saved("RootUse"), Saved("FailedSignIns")]);
        draft.Section("Errors of calls", [Saved("DeniedCalls")]);
        draft.Section("S3 traffic", [Requests("Requests, errors and bytes over time", $"{Columns} | stats count(*) as requests, {Failed} as errors, "
            + "sum(bytes) / 1000000 as megabytes by bin(15m) as t | sort t", LogView.Lines),
            Requests("Requests by bucket and operation", $"{Columns} | stats count(*) as requests, sum(bytes) as bytesSent, {Failed} as errors "
            + "by bucket_name, operation | sort requests desc | limit 50")]);
        draft.Section("S3 requesters and errors", [Requests("Requesters by bytes", $"{Columns} | stats count(*) as requests, sum(bytes) as bytesSent, "
            + $"{Failed} as errors by requester, address, bucket_name | sort bytesSent desc, requests desc | limit 50"),
            Requests("Errors by bucket and code", $"{Columns} | filter status >= 400 | stats count(*) as requests by bucket_name, status, error, operation "
            + "| sort requests desc | limit 50")]);
        Dashboard = draft.Build();
    }

    /// <summary>The dashboard of calls and requests.</summary>
    public FlowLogDashboard Dashboard { get; }

    static string Who => ActivityQueryText.InsightsWho;

    // As a saved query, but the panel has the width for fewer rows.
    Offer Saved(string id)
    {
        var question = ActivityQuestions.All.Single(question => question.Id == id);
        return Calls(question.Name, question.Insights!.ReplaceLineEndings(" "));
    }

    Offer Calls(string title, string query, LogView view = LogView.Table) => Panel(title, props.Activity?.Calls?.LogGroupName, query, view,
        "set the log group to which a trail sends its records");

    Offer Requests(string title, string query, LogView view = LogView.Table) => Panel(title, props.Activity?.Requests?.LogGroupName, query, view,
        "set the log group that receives S3 server access logs; access logs in a bucket are queried with Athena");

    Offer Panel(string title, string? logGroup, string query, LogView view, string fix) => logGroup is null
        ? Offer.Not(title, fix)
        : Offer.Of(new LogPanel
        {
            Title = title, LogGroupName = logGroup, Query = query.Replace(" | ", "\n| ", StringComparison.Ordinal), View = view, Height = 8,
            Share = props.Activity!.GigabytesPerDay / props.GigabytesPerDay,
        });
}

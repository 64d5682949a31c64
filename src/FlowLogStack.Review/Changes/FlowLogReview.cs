using System.Globalization;

namespace FlowLogStack.Review;

/// <summary>The changes of flow logs: which records go where from when.</summary>
sealed class FlowLogReview(ReviewContext context)
{
    readonly IReadOnlyList<FlowLogFacts> old = context.Before.FlowLogs;
    readonly IReadOnlyList<FlowLogFacts> now = context.After.FlowLogs;

    internal void Run()
    {
        foreach (var pair in context.PairsOf("AWS::EC2::FlowLog"))
        {
            if (context.Replacements.Of(pair.New.LogicalId) is { } replacement)
                Replaced(pair, replacement);
        }

        foreach (var removed in context.RemovedOf("AWS::EC2::FlowLog"))
            Removed(new FlowLogFacts(removed));
        foreach (var added in context.AddedOf("AWS::EC2::FlowLog"))
            Added(new FlowLogFacts(added));
        Migrations();
    }

    // A migration in two deployments: another flow log of the same resource and kind of destination, beside the one of before.
    void Migrations()
    {
        foreach (var kind in Steps(now.Where(flowLog => !IsIn(old, flowLog))))
        {
            var (added, kept) = kind.First();
            var removable = kind.Select(step => Markup.Code(step.Other.Resource.LogicalId)).Distinct();
            context.Findings.Add(ReviewRules.MigrationStep, ReviewSeverity.Info, added.Resource,
                $"First step of a migration: records of {Sources(kind)} are delivered to {added.Where} beside {kept.Where}.",
                [
                    "Both flow logs deliver all records, and both are paid for until one is removed.",
                    $"Next step: when readers and queries use the new records, remove {string.Join(", ", removable)} in a later deployment.",
                ]);
        }

        foreach (var kind in Steps(old.Where(flowLog => !IsIn(now, flowLog))))
        {
            var (removed, successor) = kind.First();
            context.Findings.Add(ReviewRules.MigrationStep, ReviewSeverity.Info, removed.Resource,
                $"Last step of a migration: records of {Sources(kind)} are delivered to {successor.Where} only.",
                [
                    "The other flow log has delivered them since an earlier deployment, so none are missing.",
                    "Earlier records stay where they are, as long as they are kept.",
                ]);
        }
    }

    // Flow logs with another one beside them that both templates have, by kind of destination.
    IEnumerable<IGrouping<string, (FlowLogFacts FlowLog, FlowLogFacts Other)>> Steps(IEnumerable<FlowLogFacts> flowLogs) =>
        flowLogs.SelectMany(flowLog => now.Where(other => Stays(other) && IsBeside(flowLog, other)).Take(1).Select(other => (flowLog, other)))
            .GroupBy(step => step.flowLog.Kind);

    static string Sources(IEnumerable<(FlowLogFacts FlowLog, FlowLogFacts Other)> steps) =>
        string.Join(", ", steps.Select(step => Markup.Code(step.FlowLog.Source)).Distinct());

    static bool IsIn(IEnumerable<FlowLogFacts> flowLogs, FlowLogFacts wanted) =>
        flowLogs.Any(flowLog => flowLog.Resource.LogicalId == wanted.Resource.LogicalId);

    bool Stays(FlowLogFacts flowLog) => IsIn(old, flowLog) && IsIn(now, flowLog);

    // Two flow logs of the same place would be duplicates, and records of one action don't replace those of another.
    bool IsBeside(FlowLogFacts one, FlowLogFacts other) =>
        one.Kind == other.Kind && context.Renamed(one.Source) == context.Renamed(other.Source) && one.Traffic == other.Traffic
        && (one.Destination != other.Destination || one.Folder != other.Folder);

    void Replaced(ResourcePair pair, PlannedReplacement replacement)
    {
        var (was, becomes) = (new FlowLogFacts(pair.Old), new FlowLogFacts(pair.New));
        var details = new List<string>();
        var severity = ReviewSeverity.Low;
        string? fix = null;
        void Raise(ReviewSeverity to) => severity = severity < to ? to : severity;

        var sameSource = context.Renamed(was.Source) == becomes.Source;
        var samePlace = was.Kind == becomes.Kind && context.Renamed(was.Destination) == becomes.Destination && was.Folder == becomes.Folder;
        var isRecreated = pair.New.ReferencesOf("LogGroupName").Concat(pair.New.ReferencesOf("LogDestination"))
            .Any(name => context.Replacements.Of(name) is { IsCertain: true });
        if (!sameSource)
        {
            details.Add(
                $"From the deployment on, {Markup.Code(becomes.Source)} is recorded. "
                + $"{Markup.Code(was.Source)} is no longer recorded by this flow log.");
            if (!now.Any(other => other.Source == context.Renamed(was.Source)))
                Raise(ReviewSeverity.High);
        }

        if (samePlace && !isRecreated)
        {
            details.Add($"CloudFormation creates the new flow log before it deletes the old one, so there is no gap. For some minutes both deliver to "
                + $"{becomes.Where}: {(sameSource ? "records of that time arrive twice" : "records of both arrive")}.");
            if (sameSource && !pair.Differs("LogFormat") && !pair.Differs("TrafficType"))
                details.Add("EC2 can reject a second flow log with the same source, destination and traffic. The deployment then fails, and the old flow log "
                    + "stays.");
        }
        else
        {
            Raise(ReviewSeverity.Medium);
            details.Add($"Records go to {becomes.Where}{(samePlace ? ", which is new," : "")} from the deployment on. Earlier ones stay in "
                + $"{(samePlace ? "the old one" : was.Where)}{(samePlace ? ", if that is kept" : "")}.");
            details.Add("CloudFormation creates the new flow log before it deletes the old one: for some minutes both deliver, and there is no gap.");
        }

        ReviewFormat(was, becomes, samePlace && !isRecreated, details, Raise, ref fix);
        if (was.Traffic != becomes.Traffic)
            ReviewTraffic(was, becomes, details, Raise);
        if (was.Interval != becomes.Interval)
        {
            details.Add(string.Create(CultureInfo.InvariantCulture,
                $"Records are aggregated for up to {becomes.Interval:0} instead of {was.Interval:0} seconds: "
                + $"{(becomes.Interval > was.Interval ? "they arrive later and are fewer" : "they arrive earlier and are more, which costs more")}."));
            if (becomes.Interval > was.Interval)
            {
                Raise(ReviewSeverity.Medium);
                if (becomes.IsLogGroup)
                    details.Add("Alarms that sum packets or bytes by the minute enter ALARM more easily, because a record's sums count in the minute in which "
                        + "it starts. Alarms that count flows by the minute enter ALARM less easily, and an anomaly detection band of their number learns "
                        + "bursts every ten minutes. A backtest on records of the old flow log doesn't show it.");
            }
        }

        if (was.IsS3 && becomes.IsS3 && pair.Differs("DestinationOptions"))
            ReviewOptions(pair, was, becomes, samePlace, details, Raise);
        if (becomes.IsS3)
            details.Add("The names of S3 objects contain the id of the flow log, which is new.");
        context.Findings.Add(
            ReviewRules.FlowLogReplaced, severity, pair.New,
                $"The flow log {Markup.Code(pair.New.LogicalId)} of {Markup.Code(becomes.Source)} {(replacement.IsCertain ? "is" : "may be")} replaced "
                + $"{replacement.Cause}.", details,
            replacement.Move is null && replacement.Because is null ? replacement.Properties.Select(pair.Evidence) : [], fix);
    }

    static void ReviewFormat(FlowLogFacts was, FlowLogFacts becomes, bool samePlace, List<string> details, Action<ReviewSeverity> raise, ref string? fix)
    {
        if (was.Format is not { } old || becomes.Format is not { } now || old.Equals(now))
            return;
        raise(ReviewSeverity.Medium);
        var (adds, lacks) = (now.Fields.Except(old.Fields).Select(field => field.Name).ToList(), old.Fields.Except(now.Fields).Select(field => field.Name)
            .ToList());
        details.Add($"Records have {now.Fields.Length} instead of {old.Fields.Length} fields from the deployment "
            + $"on{(adds.Count > 0 ? $"; added: {Markup.Codes(adds)}" : "")}{(lacks.Count > 0 ? $"; removed: {Markup.Codes(lacks)}" : "")}"
            + $"{(adds.Count + lacks.Count == 0 ? "; their order changes" : "")}.");
        var appends = now.Fields.Length > old.Fields.Length && old.Fields.SequenceEqual(now.Fields.Take(old.Fields.Length));
        if (!samePlace)
            return;
        if (becomes.IsLogGroup)
        {
            details.Add($"{Markup.Sentence(becomes.Where)} contains events of both formats. Filters and queries read fields by position, so queries over the "
                + "time before the deployment need the old ones.");
        }
        else if (becomes.IsS3 && !becomes.IsParquet && !appends)
        {
            raise(ReviewSeverity.High);
            details.Add($"Objects of both formats are below the same prefix {Markup.Code(becomes.Folder + "AWSLogs/")}. A table reads text by position, so "
                + "it misreads the old objects with the new columns, or the new ones with the old columns.");
            fix = "Deliver to another prefix with a second table, and keep the old table for the old objects.";
        }
        else if (becomes.IsS3)
        {
            details.Add($"Objects of both formats are below the same prefix {Markup.Code(becomes.Folder + "AWSLogs/")}. "
                + $"{(becomes.IsParquet ? "Parquet is read by column name" : "The new fields follow the old ones")}, so new columns of old objects are NULL.");
        }
    }

    static void ReviewTraffic(FlowLogFacts was, FlowLogFacts becomes, List<string> details, Action<ReviewSeverity> raise)
    {
        if (becomes.Traffic is null)
        {
            details.Add($"All records are delivered, instead of {(was.Traffic == "ACCEPT" ? "accepted" : "rejected")} traffic only. Counts and costs grow.");
            return;
        }

        var lost = becomes.Traffic == "ACCEPT" ? "rejected" : "accepted";
        raise(ReviewSeverity.High);
        details.Add($"Records of {lost} traffic are no longer delivered. They cannot be recovered.");
    }

    static void ReviewOptions(ResourcePair pair, FlowLogFacts was, FlowLogFacts becomes, bool samePlace, List<string> details, Action<ReviewSeverity> raise)
    {
        if (was.IsParquet != becomes.IsParquet)
        {
            raise(samePlace ? ReviewSeverity.High : ReviewSeverity.Medium);
            details.Add($"Objects are {(becomes.IsParquet ? "Parquet instead of text" : "text instead of Parquet")} from the deployment "
                + $"on.{(samePlace ? " Both kinds are below the same prefix, and a table reads only one of them." : "")}");
        }

        if (pair.Differs("DestinationOptions.HiveCompatiblePartitions") || pair.Differs("DestinationOptions.PerHourPartition"))
        {
            raise(ReviewSeverity.Medium);
            details.Add("The folders of objects have another layout from the deployment on. The partitions of a table cover only one layout.");
        }
    }

    void Removed(FlowLogFacts removed)
    {
        if (context.RemovedOf("AWS::EC2::VPC").Concat(context.RemovedOf("AWS::EC2::Subnet")).Any(resource => resource.ReferredName == removed.Source))
        {
            context.Findings.Add(ReviewRules.FlowLogRemoved, ReviewSeverity.Low, removed.Resource,
                $"The flow log {Markup.Code(removed.Resource.LogicalId)} is deleted with {Markup.Code(removed.Source)}.");
            return;
        }

        var others = now.Where(other => other.Source == context.Renamed(removed.Source)).ToList();
        var same = others.Where(other => other.Kind == removed.Kind).ToList();
        var isFollowed = same.Exists(other => Stays(other) && IsBeside(removed, other));
        context.Findings.Add(
            ReviewRules.FlowLogRemoved, isFollowed ? ReviewSeverity.Low : same.Count > 0 ? ReviewSeverity.Medium : ReviewSeverity.High, removed.Resource,
            $"Records of {Markup.Code(removed.Source)} are no longer delivered to {removed.Where}.",
            [
                "Records that were delivered stay, as long as the destination keeps them.",
                others.Count == 0 ? "No other flow log of the template records it."
                    : $"It is still recorded by {string.Join(", ", others.Select(other => $"{Markup.Code(other.Resource.LogicalId)} to {other.Where}"))}.",
            ]);
    }

    void Added(FlowLogFacts added)
    {
        var twin = old.Concat(now).FirstOrDefault(other => other.Resource.LogicalId != added.Resource.LogicalId && other.Source == added.Source
            && other.Kind == added.Kind && other.Destination == added.Destination && other.Folder == added.Folder
            && context.After.Resources.ContainsKey(other.Resource.LogicalId));
        context.Findings.Add(
            ReviewRules.FlowLogAdded, twin is null ? ReviewSeverity.Info : ReviewSeverity.Medium, added.Resource,
            $"Records of {Markup.Code(added.Source)} are delivered to {added.Where} from the deployment on.",
            [.. added.Format is { } format
                ? [$"{format.Fields.Length} fields, "
                + $"{(added.Traffic is null ? "all traffic" : added.Traffic == "ACCEPT" ? "accepted traffic only" : "rejected traffic only")}."]
                : Array.Empty<string>(), .. twin is null ? Array.Empty<string>()
                : [$"{Markup.Code(twin.Resource.LogicalId)} delivers to the same place, so records arrive twice."]]);
    }
}

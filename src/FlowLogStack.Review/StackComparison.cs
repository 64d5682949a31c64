using System.Text.Json.Nodes;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>The comparison of one stack: both templates, and the logs that are read for it.</summary>
sealed class StackComparison : IDisposable
{
    // The comparison is of the times in ALARM alone.
    static readonly BacktestOptions States = new() { PagesPerWeek = null, KeepsTalkers = false };

    readonly ReviewContext context;
    readonly StackTemplate old;
    readonly StackTemplate now;
    readonly ReviewOptions options;
    readonly CostReview? cost;
    readonly SharedCounts counts = new();
    readonly SharedOutcomes outcomes = new();
    readonly List<string> notes = [];
    Backtest? before;
    Backtest? after;

    internal StackComparison(StackTemplate old, StackTemplate now, ReviewOptions options)
    {
        this.old = old;
        this.now = now;
        this.options = options;
        var (oldRoot, newRoot) = (ReviewedTemplate.ReadRoot(old.Text, old.Name), ReviewedTemplate.ReadRoot(now.Text, now.Name));
        var moves = LogicalIdMoves.Find((JsonObject)oldRoot["Resources"]!, (JsonObject)newRoot["Resources"]!);
        LogicalIdMoves.Apply(oldRoot, moves);
        var parameters = new Dictionary<string, string>(old.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in now.Environment.Concat(options.Parameters))
            parameters[name] = value;
        EnsureKnown(options.Parameters, oldRoot, newRoot);
        var before = ReviewedTemplate.Resolve(oldRoot, old.Name, now.Stack, parameters);
        context = new ReviewContext(now.Stack, before, ReviewedTemplate.Resolve(newRoot, now.Name, now.Stack, parameters, before.Alarms), [.. moves]);
        try
        {
            cost = CostReview.Of(context, options);
        }
        catch (TemplateException e)
        {
            notes.Add($"Costs are not estimated: {Markup.Plain(e.Message)}");
        }
    }

    public void Dispose() => cost?.Dispose();

    /// <summary>Log format of logs without a header line: that of the old template, whose flow logs recorded them; without any, that of the new one.</summary>
    internal FlowLogFormat HeaderlessFormat =>
        (context.Before.Alarms is { FlowLogs.Count: 0, Archives.Count: 0 } ? After : Before).HeaderlessFormat;

    /// <summary>Returns the simulations of both templates, which take the records of logs from now on.</summary>
    internal IEnumerable<IRecordSink> TakeRecords() => [Before, After];

    /// <summary>Returns the estimates of both templates, which take the records of logs from now on.</summary>
    internal IEnumerable<IRecordSink> TakeRecordsForCosts() => cost?.TakeRecords() ?? [];

    internal StackReview Finish()
    {
        new LossReview(context).Run();
        new FlowLogReview(context).Run();
        new RetentionReview(context).Run();
        new PermissionReview(context).Run();
        new ProtectionReview(context).Run();
        new SubscriberReview(context).Run();
        new DetectionReview(context).Run();
        var backtest = after is null ? null : Compare(Before, after);
        if (backtest is not null)
            ReviewBacktest(backtest);
        new QueryReview(context).Run();
        var limits = new LimitReview(context).Run();
        var ignored = new OtherReview(context).Run();
        var estimate = cost?.Finish(context.Findings);
        var known = context.Before.Alarms.Notes.ToHashSet(StringComparer.Ordinal);
        return new StackReview
        {
            Stack = now.Stack,
            Before = old.Name,
            After = now.Name,
            Text = now.Text,
            Findings = [.. context.Findings.Sorted().Concat(DriftComparison.Of(old, now, options)).OrderBy(finding => finding.Rule.Section)],
            Cost = estimate,
            Limits = limits,
            Backtest = backtest,
            Ignored = ignored,
            Notes = [.. notes, .. context.After.Alarms.Notes.Where(note => !known.Contains(note)).Select(Markup.Plain)],
        };
    }

    static BacktestComparison Compare(Backtest before, Backtest after)
    {
        var old = Task.Run(before.Finish);
        var now = after.Finish();
        return BacktestComparison.Of(old.GetAwaiter().GetResult(), now);
    }

    void ReviewBacktest(BacktestComparison comparison)
    {
        if (comparison.SilencedEpisodes.Count > 0)
        {
            context.Findings.Add(
                ReviewRules.BacktestChanged, ReviewSeverity.Medium, null,
                    $"On the given logs, alarms no longer enter ALARM {comparison.SilencedEpisodes.Count} "
                    + $"{(comparison.SilencedEpisodes.Count == 1 ? "time" : "times")}.",
                Episodes(comparison.SilencedEpisodes));
        }

        if (comparison.AddedEpisodes.Count > 0)
        {
            context.Findings.Add(
                ReviewRules.BacktestChanged, ReviewSeverity.Low, null,
                    $"On the given logs, alarms enter ALARM {comparison.AddedEpisodes.Count} more {(comparison.AddedEpisodes.Count == 1 ? "time" : "times")}.",
                Episodes(comparison.AddedEpisodes));
        }
    }

    Backtest Before => before ??= new Backtest(context.Before.Alarms, States, counts, outcomes);

    Backtest After => after ??= new Backtest(context.After.Alarms, States, counts, outcomes);

    static IEnumerable<string> Episodes(IReadOnlyList<AlarmEpisode> episodes) =>
    [
        .. episodes.Take(10).Select(episode =>
            $"{Markup.Code(episode.Alarm.Name)} from {BacktestJson.TextOf(episode.Period.From)} to {BacktestJson.TextOf(episode.Period.To)}"),
        .. episodes.Count > 10 ? [$"{episodes.Count - 10} more."] : Array.Empty<string>(),
    ];

    void EnsureKnown(IReadOnlyDictionary<string, string> parameters, JsonObject oldRoot, JsonObject newRoot)
    {
        if (parameters.Count == 0)
            return;
        var known = AlarmTemplate.ParameterNames(oldRoot.ToJsonString(), old.Name).Concat(AlarmTemplate.ParameterNames(newRoot.ToJsonString(), now.Name))
            .ToHashSet(StringComparer.Ordinal);
        if (parameters.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new TemplateException($"Neither {old.Name} nor {now.Name} has the parameter '{unknown}'. They have {string.Join(", ", known)}.");
    }
}

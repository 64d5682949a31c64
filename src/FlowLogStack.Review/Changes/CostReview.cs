using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>The estimated monthly costs of both templates.</summary>
sealed class CostReview : IDisposable
{
    const decimal Notable = 10;

    readonly CostEstimator before;
    readonly CostEstimator after;
    readonly ReviewOptions options;
    bool hasRecords;

    CostReview(CostEstimator before, CostEstimator after, ReviewOptions options)
    {
        this.before = before;
        this.after = after;
        this.options = options;
    }

    /// <summary>Prepares the estimates.</summary>
    /// <exception cref="TemplateException">A template can't be estimated.</exception>
    internal static CostReview Of(ReviewContext context, ReviewOptions options)
    {
        var before = new CostEstimator(context.Before.Alarms, context.Before.Read, options.Prices);
        try
        {
            return new CostReview(before, new CostEstimator(context.After.Alarms, context.After.Read, options.Prices, other: before), options);
        }
        catch (TemplateException)
        {
            before.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        before.Dispose();
        after.Dispose();
    }

    /// <summary>Returns the estimates and their meters, which take the records of logs from now on.</summary>
    internal IEnumerable<IRecordSink> TakeRecords()
    {
        hasRecords = true;
        return CostEstimator.Sinks([before, after]);
    }

    internal ReviewCost Finish(FindingList findings)
    {
        if (!hasRecords && options.Rate is not null)
        {
            hasRecords = true;
            CostEstimator.ReadTypical([after, before]);
        }

        var (then, now) = (before.Finish(options.Rate?.PerMonth), after.Finish(options.Rate?.PerMonth));
        var (old, total) = hasRecords ? (then.Total, now.Total) : (then.Fixed, now.Fixed);
        var items = then.Items.Concat(now.Items).Where(item => hasRecords || item.IsFixed).Select(item => item.Kind).Distinct()
            .Select(kind => new ReviewCostItem(kind, Sum(then, kind), Sum(now, kind)))
            .Where(item => Math.Round(item.Before, 2) != Math.Round(item.After, 2))
            .OrderByDescending(item => Math.Abs(item.After - item.Before)).ToList();
        var change = Math.Round(total, 2) - Math.Round(old, 2);
        if (change != 0)
        {
            findings.Add(
                ReviewRules.CostChanged, change >= Notable && total >= 1.1m * old ? ReviewSeverity.Low : ReviewSeverity.Info, null,
                string.Create(CultureInfo.InvariantCulture, $"The change {(change > 0 ? "adds" : "saves")} {Math.Abs(change):#,0.00} USD a "
                    + $"month{(hasRecords ? "" : " without traffic")}."));
        }

        return new ReviewCost(old, total, hasRecords, items,
            [.. now.Notes.Where(note => hasRecords || !note.Contains("the input contains no ", StringComparison.OrdinalIgnoreCase)).Select(Markup.Plain)]);
    }

    decimal Sum(CostEstimate estimate, string kind) => estimate.Items
        .Where(item => item.Kind == kind && (hasRecords || item.IsFixed)).Sum(item => item.Dollars);
}

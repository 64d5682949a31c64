using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>The effects of a change of CloudFormation templates on records, permissions, detections, queries and costs.</summary>
/// <remarks>
/// Stacks are pairs by name; two inputs with one stack each are a pair whatever their names. Logs are optional: with them the review compares which
/// alarms enter <c>ALARM</c> and what the traffic costs. Not thread-safe.
/// </remarks>
public sealed class TemplateReview : IDisposable
{
    readonly ReviewInput before;
    readonly ReviewInput after;
    readonly List<StackComparison> comparisons = [];
    readonly List<StackReview> unpaired = [];

    /// <summary>Reads both inputs.</summary>
    /// <param name="before">The old templates.</param>
    /// <param name="after">The new templates.</param>
    /// <param name="options">Options. Default: null (defaults).</param>
    /// <exception cref="TemplateException">
    /// A template isn't valid, or the inputs have no stack in common. The message contains the file, the problem and the fix.
    /// </exception>
    public TemplateReview(ReviewInput before, ReviewInput after, ReviewOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        options ??= new ReviewOptions();
        this.before = before;
        this.after = after;
        try
        {
            foreach (var (old, now) in Pairs())
            {
                if (old is not null && now is not null)
                    comparisons.Add(new StackComparison(old, now, options));
                else if (now is not null)
                    unpaired.Add(Alone(now, ReviewRules.StackAdded, ReviewSeverity.Info, $"The stack {Markup.Code(now.Stack)} is added.", []));
                else if (old is not null)
                    unpaired.Add(Alone(old, ReviewRules.StackRemoved, ReviewSeverity.Medium,
                        $"The stack {Markup.Code(old.Stack)} is no longer in the new input.",
                        ["A deployment does not delete it. It stays until `cdk destroy` or its deletion in CloudFormation."]));
            }
        }
        catch (TemplateException)
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Reads a text object of flow logs, compressed with gzip or not, or a Parquet object.</summary>
    /// <remarks>Lines without a header line have the log format of the old template, whose flow logs recorded them.</remarks>
    /// <param name="stream">Bytes of the object. The stream isn't disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="rejected">Callback with the line number of each malformed line and the reason. Default: null (none).</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or is Parquet of other data than flow logs. Records read before still
    /// count.</exception>
    public void Read(Stream stream, string name, Action<long, string>? rejected = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var formats = comparisons.GroupBy(comparison => comparison.HeaderlessFormat).ToList();
        if (formats.Count == 1)
            Read(stream, name, formats[0], rejected);
        else
            ReadEach(stream, name, formats, rejected);
    }

    // Both templates share their counts, but simulations and estimates share nothing that changes, so each kind has a thread.
    static void Read(Stream stream, string name, IGrouping<FlowLogFormat, StackComparison> stacks, Action<long, string>? rejected) =>
        RecordSinks.Read(stream, name, stacks.Key, [.. stacks.SelectMany(comparison => comparison.TakeRecords())],
            [.. stacks.SelectMany(comparison => comparison.TakeRecordsForCosts())], rejected);

    // Stacks with other log formats read the object again. A temporary file is readable by its owner only.
    static void ReadEach(Stream stream, string name, List<IGrouping<FlowLogFormat, StackComparison>> formats, Action<long, string>? rejected)
    {
        var file = Path.GetTempFileName();
        try
        {
            using (var copy = new FileStream(file, FileMode.Open, FileAccess.Write))
                stream.CopyTo(copy);
            foreach (var stacks in formats)
            {
                using var again = new FileStream(file, FileMode.Open, FileAccess.Read);
                Read(again, name, stacks, rejected);
                // Malformed lines are reported once.
                rejected = null;
            }
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Returns the review.</summary>
    public ReviewResult Finish() => new(before.Name, after.Name, [.. comparisons.Select(comparison => comparison.Finish()), .. unpaired]);

    /// <summary>Returns the effects of changes of a deployed stack that CloudFormation did not make.</summary>
    /// <param name="stack">The deployed template with its drift.</param>
    /// <exception cref="TemplateException">The template isn't valid.</exception>
    public static IReadOnlyList<ReviewFinding> DriftOf(StackTemplate stack)
    {
        ArgumentNullException.ThrowIfNull(stack);
        return DriftComparison.Of(stack, now: null, new ReviewOptions());
    }

    /// <summary>Frees the memory of the estimates.</summary>
    public void Dispose()
    {
        foreach (var comparison in comparisons)
            comparison.Dispose();
    }

    IEnumerable<(StackTemplate? Old, StackTemplate? New)> Pairs()
    {
        if (before.Stacks.Count == 1 && after.Stacks.Count == 1)
            return [(before.Stacks[0], after.Stacks[0])];
        var pairs = after.Stacks.Select(now => (Old: before.Stacks.FirstOrDefault(old => old.Stack == now.Stack), New: (StackTemplate?)now)).ToList();
        if (pairs.TrueForAll(pair => pair.Old is null))
            throw new TemplateException($"{before.Name} and {after.Name} have no stack in common: {Names(before)} and {Names(after)}. Use the templates of "
                + "one stack, such as cdk.out/STACK.template.json.");
        return [.. pairs, .. before.Stacks.Where(old => after.Stacks.All(now => now.Stack != old.Stack))
            .Select(old => ((StackTemplate?)old, (StackTemplate?)null))];
    }

    static string Names(ReviewInput input) => string.Join(", ", input.Stacks.Select(stack => stack.Stack));

    static StackReview Alone(StackTemplate template, ReviewRule rule, ReviewSeverity severity, string title, IReadOnlyList<string> details) => new()
    {
        Stack = template.Stack,
        Before = rule == ReviewRules.StackRemoved ? template.Name : "",
        After = rule == ReviewRules.StackAdded ? template.Name : "",
        Findings = [new ReviewFinding { Rule = rule, Severity = severity, Stack = template.Stack, Title = title, Details = details }],
    };
}

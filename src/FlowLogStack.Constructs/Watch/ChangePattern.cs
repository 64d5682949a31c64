using System.Text.Json;
using Constructs;
using FlowLogStack.Records;

namespace FlowLogStack.Watch;

/// <summary>The EventBridge pattern of a detection of changes: calls of the EC2 API that succeeded, as CloudTrail reports them.</summary>
static class ChangePattern
{
    /// <summary>State of a rule for calls that read, which EventBridge doesn't send to other rules.</summary>
    const string WithReads = "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS";

    const int Length = 4096;

    // EventBridge's default quota. An account can have it raised to 4,096.
    const int DefaultQuota = 2048;

    static readonly string[] Sources = ["aws.ec2"];
    static readonly string[] DetailTypes = ["AWS API Call via CloudTrail"];
    static readonly string[] EventSources = ["ec2.amazonaws.com"];

    /// <summary>Returns the pattern.</summary>
    /// <param name="rule">The construct with the rule.</param>
    /// <param name="change">The detection.</param>
    /// <exception cref="ArgumentException">
    /// The list of calls is empty or too long, it contains calls that read although the detection excludes them, or a condition has no prefixes or
    /// is on a value that already has a condition.
    /// </exception>
    public static Dictionary<string, object> Of(Construct rule, ChangeDetection change)
    {
        if (change.Calls.IsEmpty)
            throw new ArgumentException(
                $"The change '{change.Title}' has no calls, so it would never notify. Add operations of EC2, such as DeleteFlowLogs.");
        if (!change.IncludesReads && change.Calls.FirstOrDefault(ChangeDetection.IsRead) is { } read)
            throw new ArgumentException(
                $"The call '{read}' of the change '{change.Title}' reads and changes nothing. "
                + $"Remove it, or set {nameof(ChangeDetection.IncludesReads)} to true.");
        var detail = new Dictionary<string, object>
        {
            ["eventSource"] = EventSources,
            ["eventName"] = change.Calls.ToArray(),
            // Failed calls change nothing.
            ["errorCode"] = new object[] { new Dictionary<string, object> { ["exists"] = false } },
        };
        foreach (var condition in change.Conditions)
            Add(detail, change, condition);
        var pattern = new Dictionary<string, object> { ["source"] = Sources, ["detail-type"] = DetailTypes, ["detail"] = detail };
        EnsureFits(rule, change, JsonSerializer.Serialize(pattern).Length);
        return pattern;
    }

    /// <summary>Returns the state of the rule, or null for the default state.</summary>
    public static string? StateFor(ChangeDetection change) => change.IncludesReads ? WithReads : null;

    static void EnsureFits(Construct rule, ChangeDetection change, int length)
    {
        if (length > Length)
            throw new ArgumentException(
                $"The pattern of the change '{change.Title}' has {length} characters with its {change.Calls.Length} calls, and EventBridge allows {Length}. "
                + "Divide it into several changes.");
        if (length > DefaultQuota)
            CdkVersions.AddWarning(
                rule,
                "flowlogstack:event-pattern-quota",
                $"The pattern of the change '{change.Title}' has {length} characters, and EventBridge's default quota is {DefaultQuota}. "
                    + $"Divide it into several changes, or request a quota of {Length}.");
    }

    static void Add(Dictionary<string, object> detail, ChangeDetection change, ChangeCondition condition)
    {
        if (condition.Prefixes.IsDefaultOrEmpty)
            throw new ArgumentException($"The condition '{condition.Path}' of the change '{change.Title}' has no prefixes, so no event matches. Add one.");
        var path = condition.Path.Split('.');
        var at = detail;
        foreach (var name in path[..^1])
        {
            if (!at.TryGetValue(name, out var next))
                at[name] = next = new Dictionary<string, object>();
            at = next as Dictionary<string, object> ?? throw Twice(change, condition);
        }

        // A pattern has one list of values for a path, of which any matches, so that a second condition would replace the first.
        if (!at.TryAdd(path[^1], condition.Prefixes.Select(prefix => (object)new Dictionary<string, object> { ["prefix"] = prefix }).ToArray()))
            throw Twice(change, condition);
    }

    static ArgumentException Twice(ChangeDetection change, ChangeCondition condition) => new(
        $"The condition '{condition.Path}' of the change '{change.Title}' is on a value that already has a condition in the event pattern. "
        + "Remove it, or use another path.");
}

using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>
/// A detection of changes to the network itself: calls of the EC2 API that CloudTrail reports to EventBridge. Flow log
/// records do not show them; the Region requires a trail that logs management events.
/// </summary>
public sealed record ChangeDetection
{
    static readonly string[] Reads = ["Describe", "Get", "List", "Search"];

    /// <summary>Id in catalogs and construct ids: words in PascalCase.</summary>
    public required string Id { get; init; }

    /// <summary>Subject of the message.</summary>
    public required string Title { get; init; }

    /// <summary>Meaning of the event, as one sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>Reason why the event matters.</summary>
    public required string Rationale { get; init; }

    /// <summary>Recommended first action; part of the message.</summary>
    public required string Response { get; init; }

    /// <summary>Recommended further actions.</summary>
    public required Guidance Guidance { get; init; }

    /// <summary>Harmless causes of the same event.</summary>
    public required string FalsePositives { get; init; }

    /// <summary>Ids of the techniques of MITRE ATT&amp;CK for Enterprise that the change indicates, such as <c>T1562.008</c>. Default: empty.</summary>
    public ImmutableArray<string> Techniques { get; init; } = [];

    /// <summary>Cases that the detection does not find, as one or more sentences. Default: empty.</summary>
    public string Limits { get; init; } = "";

    /// <summary>Urgency. Default: medium.</summary>
    public Severity Severity { get; init; } = Severity.Medium;

    /// <summary>Names of the EC2 API's operations. Failed calls do not count.</summary>
    public required ImmutableArray<string> Calls { get; init; }

    /// <summary>Values that an event must have, all of them. Default: empty (each successful call counts).</summary>
    public ImmutableArray<ChangeCondition> Conditions { get; init; } = [];

    /// <summary>Whether <see cref="Calls"/> can contain calls that read, such as <c>DescribeFlowLogs</c>. Default: false (calls that change only).</summary>
    public bool IncludesReads { get; init; }

    /// <summary>
    /// Dotted paths to the ids and names of the changed resources in an event's <c>detail</c>, with indices of list elements as in
    /// <c>items[0]</c>. A path that an event lacks adds nothing to the message. Default: empty.
    /// </summary>
    public ImmutableArray<string> Subjects { get; init; } = [];

    /// <summary>Returns whether a call reads: its name begins with <c>Describe</c>, <c>Get</c>, <c>List</c> or <c>Search</c>.</summary>
    /// <param name="call">Name of an operation of the EC2 API.</param>
    public static bool IsRead(string call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return Reads.Any(verb => call.StartsWith(verb, StringComparison.Ordinal));
    }
}

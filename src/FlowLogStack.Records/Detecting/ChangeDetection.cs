using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>
/// A detection of changes to the network itself: calls of the EC2 API that CloudTrail reports to EventBridge. Flow log
/// records do not show them; the Region requires a trail that logs management events.
/// </summary>
public sealed record ChangeDetection
{
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

    /// <summary>What the detection does not find, as one or more sentences. Default: empty.</summary>
    public string Limits { get; init; } = "";

    /// <summary>Urgency. Default: medium.</summary>
    public Severity Severity { get; init; } = Severity.Medium;

    /// <summary>Names of the EC2 API's operations. Failed calls do not count.</summary>
    public required ImmutableArray<string> Calls { get; init; }

    /// <summary>
    /// Dotted paths to the ids and names of the changed resources in an event's <c>detail</c>. A path that an event lacks
    /// adds nothing to the message. Default: empty.
    /// </summary>
    public ImmutableArray<string> Subjects { get; init; } = [];
}

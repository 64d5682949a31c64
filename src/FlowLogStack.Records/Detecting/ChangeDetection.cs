using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>
/// A change of the network itself worth a message: calls of the EC2 API, as CloudTrail tells EventBridge of them. No
/// record shows these; a trail that logs management events in the region does.
/// </summary>
public sealed record ChangeDetection
{
    /// <summary>The detection's id in catalogues and construct ids: words in PascalCase.</summary>
    public required string Id { get; init; }

    /// <summary>What people read as the subject of the message.</summary>
    public required string Title { get; init; }

    /// <summary>What has happened, as one sentence.</summary>
    public required string Meaning { get; init; }

    /// <summary>Why that matters.</summary>
    public required string Rationale { get; init; }

    /// <summary>What to do first; it stands in the message.</summary>
    public required string Response { get; init; }

    /// <summary>What to do from there.</summary>
    public required Guidance Guidance { get; init; }

    /// <summary>Harmless things that look the same.</summary>
    public required string FalsePositives { get; init; }

    /// <summary>How urgent it is. Default: medium.</summary>
    public Severity Severity { get; init; } = Severity.Medium;

    /// <summary>The calls, by the names of the EC2 API's operations. Failed calls do not count.</summary>
    public required ImmutableArray<string> Calls { get; init; }

    /// <summary>
    /// Where an event's <c>detail</c> has the ids and names of what was changed, as dotted paths of texts; a path that an
    /// event lacks adds nothing to the message. Default: none.
    /// </summary>
    public ImmutableArray<string> Subjects { get; init; } = [];
}

using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>
/// A query of flow logs in Athena's SQL: its description, its required fields, and its SQL for any log format, S3 key layout
/// and time window.
/// </summary>
public sealed class AthenaQuery
{
    readonly Func<AthenaQueryText, string> render;

    internal AthenaQuery(string id, string name, string description, FlowField[] fields, Func<AthenaQueryText, string> render)
    {
        Id = id;
        Name = name;
        Description = description;
        Fields = [.. fields];
        this.render = render;
    }

    /// <summary>Id in PascalCase, unique among all queries; also the name of the prepared statement.</summary>
    public string Id { get; }

    /// <summary>Name in the console; at most 128 characters.</summary>
    public string Name { get; }

    /// <summary>Description of the result; at most 1024 characters.</summary>
    public string Description { get; }

    /// <summary>Fields that a log format requires for the query.</summary>
    public ImmutableArray<FlowField> Fields { get; }

    /// <summary>Additional fields that the query reads if the log format has them. Default: empty.</summary>
    public ImmutableArray<FlowField> OptionalFields { get; internal init; } = [];

    /// <summary>Parameters for each <c>?</c>, in order. Default: empty. A query with parameters is saved as a prepared statement.</summary>
    public ImmutableArray<AthenaQueryParameter> Parameters { get; internal init; } = [];

    /// <summary>Default time window of the query. Default: the last day.</summary>
    public TimeWindow Window { get; internal init; } = TimeWindow.LastDays(1);

    /// <summary>Name of the query of AWS's integration template that this query improves. Default: null, none.</summary>
    public string? Replaces { get; internal init; }

    /// <summary>Table that the query requires in addition to the flow logs. Default: none.</summary>
    public CompanionTable Companion { get; internal init; }

    /// <summary>Returns whether the archive has the required fields and the additional table.</summary>
    public bool FitsTo(AthenaTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Fields.All(target.Format.Contains) && target.NameOf(Companion) is not null;
    }

    /// <summary>Returns the SQL statement.</summary>
    /// <param name="target">Table or view to query.</param>
    /// <param name="window">Time window. Default: null, <see cref="Window"/>.</param>
    /// <exception cref="FlowLogFormatException">The log format lacks required fields; the message contains all of them.</exception>
    /// <exception cref="ArgumentException">The additional table is missing, or the scope lacks accounts or Regions that each query has to set.</exception>
    public string ToSql(AthenaTarget target, TimeWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Format.EnsureContains($"The query '{Id}'", Fields);
        var companion = target.NameOf(Companion)
            ?? throw new ArgumentException($"The query '{Id}' requires a table of {Companion}. Create one by CompanionTables.{Companion}, and "
                + $"set {Companion}Table of the target.", nameof(target));
        return render(new AthenaQueryText(target, window ?? Window, companion));
    }

    /// <summary>Returns the SQL statement with its saved name.</summary>
    /// <inheritdoc cref="ToSql"/>
    public NamedAthenaQuery ToNamed(AthenaTarget target, TimeWindow? window = null) => new(Id, Name, Description, ToSql(target, window));
}

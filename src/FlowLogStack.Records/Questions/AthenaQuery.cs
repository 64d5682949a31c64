using System.Collections.Immutable;

namespace FlowLogStack.Records;

/// <summary>A table beside the flow logs that a query needs.</summary>
public enum CompanionTable
{
    /// <summary>None.</summary>
    None,

    /// <summary>Blocks of addresses with their countries: <see cref="CompanionTables.Countries"/>.</summary>
    Countries,

    /// <summary>Rules of security groups or network ACLs: <see cref="CompanionTables.Rules"/>.</summary>
    Rules,
}

/// <summary>What a <c>?</c> of a query stands for.</summary>
/// <param name="Name">Its name, in a word or two.</param>
/// <param name="Example">A value, written as SQL: text within quotes.</param>
public sealed record AthenaQueryParameter(string Name, string Example);

/// <summary>
/// A question about flow logs in Athena's SQL: what it answers, which fields it needs, and its text for any format, layout
/// and time.
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

    /// <summary>A short id in PascalCase, unique among all queries; the name of the prepared statement, too.</summary>
    public string Id { get; }

    /// <summary>The name people pick it by; at most 128 characters.</summary>
    public string Name { get; }

    /// <summary>What it answers; at most 1024 characters.</summary>
    public string Description { get; }

    /// <summary>The fields that a format must have for it.</summary>
    public ImmutableArray<FlowField> Fields { get; }

    /// <summary>The fields that it reads as well where the format has them; none for most.</summary>
    public ImmutableArray<FlowField> OptionalFields { get; internal init; } = [];

    /// <summary>What its <c>?</c> stand for, in order; none for most. A query with parameters is saved as a prepared statement.</summary>
    public ImmutableArray<AthenaQueryParameter> Parameters { get; internal init; } = [];

    /// <summary>The time it is about unless said otherwise. Default: the last day.</summary>
    public TimeWindow Window { get; internal init; } = TimeWindow.LastDays(1);

    /// <summary>The query of AWS's integration template that it is a better one of; null for the others.</summary>
    public string? Replaces { get; internal init; }

    /// <summary>The table it needs beside the flow logs. Default: none.</summary>
    public CompanionTable Companion { get; internal init; }

    /// <summary>Whether the archive has what it needs: the fields, and the table beside the flow logs.</summary>
    public bool FitsTo(AthenaTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Fields.All(target.Format.Contains) && target.NameOf(Companion) is not null;
    }

    /// <summary>The statement.</summary>
    /// <param name="target">What it is asked of.</param>
    /// <param name="window">The time it is about. Default: <see cref="Window"/>.</param>
    /// <exception cref="FlowLogFormatException">The format lacks fields; all of them are named.</exception>
    /// <exception cref="ArgumentException">The table beside the flow logs is not there, or the scope lacks the accounts or regions that each query of the archive must name.</exception>
    public string ToSql(AthenaTarget target, TimeWindow? window = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        target.Format.EnsureContains($"The query '{Id}'", Fields);
        var companion = target.NameOf(Companion) ?? throw new ArgumentException($"The query '{Id}' needs a table of {Companion}: make one as CompanionTables.{Companion} says and name it in the target's {Companion}Table.", nameof(target));
        return render(new AthenaQueryText(target, window ?? Window, companion));
    }

    /// <summary>The statement with the name it is saved under.</summary>
    /// <inheritdoc cref="ToSql"/>
    public NamedAthenaQuery ToNamed(AthenaTarget target, TimeWindow? window = null) => new(Id, Name, Description, ToSql(target, window));
}

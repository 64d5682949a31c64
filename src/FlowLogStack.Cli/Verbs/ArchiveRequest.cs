using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The request for an archive in Athena, as far as the command line contains it.</summary>
sealed record ArchiveRequest
{
    /// <summary>The workgroup; null if the statement is only printed.</summary>
    internal string? Workgroup { get; init; }

    internal bool IsShown { get; init; }

    internal TimeSpan? Last { get; init; }

    internal string? Database { get; init; }

    internal string? Table { get; init; }

    internal S3Layout? Layout { get; init; }

    internal ArchiveScope Scope { get; init; } = ArchiveScope.All;

    /// <summary>Returns the options of a backtest with the start of the time range.</summary>
    /// <exception cref="FormatException">The time range has no start, or its start isn't before its end.</exception>
    internal BacktestOptions Timed(BacktestOptions options, DateTimeOffset now)
    {
        if (Last is { } span)
        {
            return options.From is null && options.To is null
                ? options with { From = now - span }
                : throw new FormatException($"--last {TrafficDuration.Format(span)} and --from exclude each other. Use one of them.");
        }

        if (options.From is not { } from)
            throw new FormatException("--athena requires a start time. Add --last, as in --last 30d, or --from.");
        TimeArgument.CheckRange(from, options.To, now);
        return options;
    }

    /// <summary>Returns the database and the table: those on the command line, or those of the template.</summary>
    /// <param name="template">The template.</param>
    /// <param name="format">Log format of the table; null if it isn't on the command line.</param>
    /// <exception cref="FormatException">Neither the command line nor the template contains one.</exception>
    internal (string Database, AthenaTarget Target) In(AlarmTemplate template, FlowLogFormat? format)
    {
        var named = template.Tables.Where(known => known.Name == Table).ToList();
        var known = named.Count > 0 ? named[0]
            : template.Tables is [var only] ? only
            : Table is not null || template.Tables.Count == 0 ? null
            : throw new FormatException($"The template has several archive tables. Use --table "
            + $"with {string.Join(" or ", template.Tables.Select(table => table.Name))}.");
        var relation = Table ?? known?.Name ?? throw Missing("--table", "table");
        // A table of another name may be a view of the template's table, or a table of another log format.
        return (
            Database ?? known?.Database ?? throw Missing("--database", "database"),
            new AthenaTarget
            {
                Format = format ?? known?.Format ?? template.FlowLogs.Select(flowLog => flowLog.Format).FirstOrDefault() ?? FlowLogFormat.Default,
                Projection = Layout is null && known is not null ? known.Projection : LayoutArgument.Project(Layout ?? new S3Layout()),
                Relation = relation,
                Scope = Scope,
            });
    }

    static FormatException Missing(string option, string what) =>
        new($"{option} is missing, and the template has no table over an archive of flow logs. Add {option} with the name of the {what}.");
}

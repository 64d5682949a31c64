using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>An archive that is asked in Athena, as far as the command line says which.</summary>
sealed record ArchiveRequest
{
    /// <summary>The workgroup; null when the statement is only shown.</summary>
    internal string? Workgroup { get; init; }

    internal bool IsShown { get; init; }

    internal TimeSpan? Last { get; init; }

    internal string? Database { get; init; }

    internal string? Table { get; init; }

    internal S3Layout? Layout { get; init; }

    internal ArchiveScope Scope { get; init; } = ArchiveScope.All;

    /// <summary>The options of a backtest, with the time it begins.</summary>
    /// <exception cref="FormatException">The time has no beginning, or none before its end.</exception>
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
        return from < (options.To ?? now) ? options : throw new FormatException($"--from {BacktestJson.TextOf(from)} is not before {(options.To is null ? "now" : "--to")}, so there is no time between them. Use an earlier --from.");
    }

    /// <summary>The database and the table: those named, or else the template's own.</summary>
    /// <param name="template">The template.</param>
    /// <param name="format">The fields of the table, when they were given.</param>
    /// <exception cref="FormatException">Neither names one.</exception>
    internal (string Database, AthenaTarget Target) In(AlarmTemplate template, FlowLogFormat? format)
    {
        var named = template.Tables.Where(known => known.Name == Table).ToList();
        var known = named.Count > 0 ? named[0]
            : template.Tables is [var only] ? only
            : Table is not null || template.Tables.Count == 0 ? null
            : throw new FormatException($"The template has several archive tables. Use --table with {string.Join(" or ", template.Tables.Select(table => table.Name))}.");
        var relation = Table ?? known?.Name ?? throw Missing("--table", "table");
        // A table of another name may be the view of the template's own, or the one of another format.
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
        new($"{option} is missing: the template has no table over an archive of flow logs, so name the {what} of yours.");
}

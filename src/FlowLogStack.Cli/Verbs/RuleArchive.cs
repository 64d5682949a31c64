using System.CommandLine;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The options of <c>flowlogs rules</c> that query an archive in Athena instead of reading files.</summary>
sealed class RuleArchive
{
    const string DefaultTable = "flow_logs";

    readonly Option<string?> workgroup = new("--workgroup") { Description = "Athena workgroup that counts the records of an archive, in place of files.",
        HelpName = "NAME" };
    readonly Option<bool> show = new("--show") { Description = "Print the Athena statement and run nothing." };
    readonly Option<string?> database = new("--database") { Description = "Glue database of the table. Requires --workgroup.", HelpName = "NAME" };
    readonly Option<string?> table = new("--table") { Description = "Table or view, with the fields of --format. Default: flow_logs. Requires --workgroup.",
        HelpName = "NAME" };
    readonly Option<string?> layout = new("--layout") { Description = "S3 key layout of the table: s3, s3-hourly, s3-hive or s3-hive-hourly. Default: s3. "
        + "Requires --workgroup.", HelpName = "LAYOUT" };
    readonly Option<string?> last = new("--last") { Description = "Time range up to now, in whole hours, such as 24h or 30d. Default: 30d. Requires "
        + "--workgroup.", HelpName = "SPAN" };
    readonly Option<string?> from = new("--from") { Description = "Start of the time range in UTC, such as 2026-01-31T13:00, in place of --last. Requires "
        + "--workgroup.", HelpName = "TIME" };
    readonly Option<string?> to = new("--to") { Description = "With --from, the end of the time range. Default: now. Requires --workgroup.",
        HelpName = "TIME" };
    readonly Option<string?> accounts = new("--accounts") { Description = "Accounts, separated by commas, which a table of an organization may require. "
        + "Default: all. Requires --workgroup.", HelpName = "IDS" };
    readonly Option<string?> regions = new("--regions") { Description = "Regions, separated by commas. Default: all. Requires --workgroup.",
        HelpName = "REGIONS" };

    Option[] All => [workgroup, show, database, table, layout, last, from, to, accounts, regions];

    internal void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    /// <summary>Returns the request for an archive; null if files are read.</summary>
    /// <exception cref="FormatException">An option is malformed, or isn't valid with files.</exception>
    internal Asked? Request(ParseResult parsed, string[] files, string? format)
    {
        if (parsed.GetValue(workgroup) is null && !parsed.GetValue(show))
        {
            return All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } stray
                ? throw new FormatException($"{stray.Name} requires --workgroup. Add --workgroup NAME, or remove the option.")
                : null;
        }

        if (files.Length > 0)
            throw new FormatException($"'{files[0]}' and {(parsed.GetValue(show) ? "--show" : "--workgroup")} exclude each other. Use files, or an "
                + "archive in Athena.");
        if (!parsed.GetValue(show) && parsed.GetValue(database) is null)
            throw new FormatException("--database is missing. Add the Glue database of the table.");
        return new Asked(
            parsed.GetValue(workgroup),
            parsed.GetValue(show),
            parsed.GetValue(database),
            new AthenaTarget
            {
                Format = format is null ? FlowLogFormat.Default : FormatArgument.Parse(format),
                Projection = LayoutArgument.Project(LayoutArgument.Parse(parsed.GetValue(layout))),
                Relation = parsed.GetValue(table) ?? DefaultTable,
                Scope = ListArgument.Scope(parsed.GetValue(accounts), parsed.GetValue(regions)),
            },
            QueryCommand.WindowOf(parsed.GetValue(last), TimeArgument.Instant("--from", parsed.GetValue(from)), TimeArgument.Instant("--to",
                parsed.GetValue(to)))
                ?? TimeWindow.LastDays(30));
    }

    /// <summary>A request for an archive.</summary>
    internal sealed record Asked(string? Workgroup, bool IsShown, string? Database, AthenaTarget Target, TimeWindow Window)
    {
        /// <summary>Prepares the review; the statement is valid.</summary>
        /// <exception cref="FormatException">The table lacks a column, or the archive requires accounts or Regions.</exception>
        internal ArchiveRuleReview Prepare(RuleReview review)
        {
            try
            {
                var prepared = new ArchiveRuleReview(review, Target, Window);
                _ = prepared.Statement;
                return prepared;
            }
            catch (ArgumentException e)
            {
                throw new FormatException(e.Message, e);
            }
        }
    }
}

using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The options of verbs that query an archive in Athena instead of reading files.</summary>
sealed class ArchiveArguments
{
    readonly Option<string?> athena =
        new("--athena") { Description = "Athena workgroup that counts the records of an archive, in place of files. The statement is generated from the "
            + "template's filters and rules; the alarms are simulated locally.", HelpName = "WORKGROUP" };
    readonly Option<bool> show = new("--show") { Description = "Print the Athena statement and run nothing." };
    readonly Option<string?> last =
        new("--last") { Description = "Time range of the archive up to now, as in 24h or 30d, in place of --from. Requires --athena.", HelpName = "SPAN" };
    readonly Option<string?> database = new("--database") { Description = "Glue database. Default: the database of the template's table. Requires --athena.",
        HelpName = "NAME" };
    readonly Option<string?> table =
        new("--table") { Description = "Table or view, with the fields of --format. Default: the template's table with its own fields. Requires --athena.",
            HelpName = "NAME" };
    readonly Option<string?> layout =
        new("--layout") { Description = "S3 key layout of the table: s3, s3-hourly, s3-hive or s3-hive-hourly. Default: the layout of the template's table, "
            + "or else s3. Requires --athena.", HelpName = "LAYOUT" };
    readonly Option<string?> accounts =
        new("--accounts") { Description = "Accounts, separated by commas, which a table of an organization may require. Default: all. Requires --athena.",
            HelpName = "IDS" };
    readonly Option<string?> regions = new("--regions") { Description = "Regions, separated by commas. Default: all. Requires --athena.",
        HelpName = "REGIONS" };

    internal void AddTo(Command command)
    {
        foreach (var option in All)
            command.Add(option);
    }

    /// <summary>Returns the request for an archive, or null if files are read.</summary>
    /// <exception cref="FormatException">An option is malformed, or isn't valid with files.</exception>
    internal ArchiveRequest? Request(ParseResult parsed)
    {
        if (parsed.GetValue(athena) is null && !parsed.GetValue(show))
        {
            return All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } stray
                ? throw new FormatException($"{stray.Name} requires --athena. Add --athena WORKGROUP, or remove the option.")
                : null;
        }

        return new ArchiveRequest
        {
            Workgroup = parsed.GetValue(athena),
            IsShown = parsed.GetValue(show),
            Last = parsed.GetValue(last) is { } span ? TrafficDuration.Parse(span) : null,
            Database = parsed.GetValue(database),
            Table = parsed.GetValue(table),
            Layout = parsed.GetValue(layout) is { } keys ? LayoutArgument.Parse(keys) : null,
            Scope = ListArgument.Scope(parsed.GetValue(accounts), parsed.GetValue(regions)),
        };
    }

    Option[] All => [athena, show, last, database, table, layout, accounts, regions];
}

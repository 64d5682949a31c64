using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The options of verbs that query an archive in Athena instead of reading files.</summary>
sealed class ArchiveArguments
{
    readonly Option<string?> athena = new("--athena") { Description = "Instead of files: have Athena count the records of an archive, in this workgroup. The statement is read off the template's filters and rules; the alarms are simulated here.", HelpName = "WORKGROUP" };
    readonly Option<bool> show = new("--show") { Description = "Print the statement for Athena instead of running it." };
    readonly Option<string?> last = new("--last") { Description = "With --athena, how much of the archive, up to now: 24h, 30d. Or give --from.", HelpName = "SPAN" };
    readonly Option<string?> database = new("--database") { Description = "With --athena, the Glue database. Default: that of the template's own table.", HelpName = "NAME" };
    readonly Option<string?> table = new("--table") { Description = "With --athena, the table or view, with the fields of --format. Default: the template's own table, with its own.", HelpName = "NAME" };
    readonly Option<string?> layout = new("--layout") { Description = "With --athena, the table's keys: s3, s3-hourly, s3-hive or s3-hive-hourly. Default: as the template's table has them, or else s3.", HelpName = "LAYOUT" };
    readonly Option<string?> accounts = new("--accounts") { Description = "With --athena, only these accounts, with commas. An organization's table may need them.", HelpName = "IDS" };
    readonly Option<string?> regions = new("--regions") { Description = "With --athena, only these regions, with commas.", HelpName = "REGIONS" };

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
                ? throw new FormatException($"{stray.Name} is about an archive in Athena: name the workgroup with --athena, or leave it out.")
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
            Scope = QueryCommand.ScopeOf(parsed.GetValue(accounts), parsed.GetValue(regions)),
        };
    }

    Option[] All => [athena, show, last, database, table, layout, accounts, regions];
}

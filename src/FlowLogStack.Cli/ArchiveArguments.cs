using System.CommandLine;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>The options of verbs that query an archive in Athena instead of reading files.</summary>
sealed class ArchiveArguments
{
    readonly Option<string?> athena = new("--athena") { Description = "Athena workgroup that counts the records of an archive, instead of files. The alarms are simulated locally.", HelpName = "WORKGROUP" };
    readonly Option<bool> show = new("--show") { Description = "Print the statement for Athena instead of running it." };
    readonly Option<string?> last = new("--last") { Description = "With --athena, the time range up to now, such as 24h or 30d. Default: --from.", HelpName = "SPAN" };
    readonly Option<string?> database = new("--database") { Description = "With --athena, the Glue database. Default: that of the template's table.", HelpName = "NAME" };
    readonly Option<string?> table = new("--table") { Description = "With --athena, the table or view, with the fields of --format. Default: the template's table, with its fields.", HelpName = "NAME" };
    readonly Option<string?> layout = new("--layout") { Description = "With --athena, the table's keys: s3, s3-hourly, s3-hive or s3-hive-hourly. Default: those of the template's table, otherwise s3.", HelpName = "LAYOUT" };
    readonly Option<string?> accounts = new("--accounts") { Description = "With --athena, the accounts to read, separated by commas. Some tables of an organization require them.", HelpName = "IDS" };
    readonly Option<string?> regions = new("--regions") { Description = "With --athena, the regions to read, separated by commas.", HelpName = "REGIONS" };

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
                ? throw new FormatException($"{stray.Name} requires --athena. Add --athena WORKGROUP, or remove it.")
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

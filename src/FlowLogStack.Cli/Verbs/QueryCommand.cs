using System.CommandLine;
using Amazon.Athena;
using FlowLogStack.Parquet;
using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary><c>flowlogs query</c>: runs a query of the catalog, or an SQL statement, on files or on an archive in Athena.</summary>
static class QueryCommand
{
    internal static Command Create(CommandStreams streams)
    {
        var name = new Argument<string?>("NAME") { Description = "Name of a built-in query, such as top-rejected-sources, or its first letters. --list "
            + "prints all.", Arity = ArgumentArity.ZeroOrOne };
        var files = new Argument<string[]>("FILE") { Description = $"Flow logs, files of CloudTrail and S3 access logs to query on this machine, instead of "
            + $"an archive in Athena. {Inputs.Description.Replace(" Default: standard input.", "", StringComparison.Ordinal)}", Arity =
            ArgumentArity.ZeroOrMore };
        var memory = new Option<string?>("--memory-limit") { Description = "Maximum memory of a query on files, such as 2GB; beyond it, temporary files are "
            + "used. Default: 80% of the machine's memory.", HelpName = "SIZE" };
        var sql = new Option<string?>("--sql") { Description = "A SQL statement, instead of a built-in query.", HelpName = "SQL" };
        var list = new Option<bool>("--list", "-l") { Description = "List the built-in queries whose fields the format has." };
        var show = new Option<bool>("--show") { Description = "Print the statement instead of running it." };
        var workgroup = new Option<string?>("--workgroup") { Description = "The Athena workgroup, which sets the location of results. Required to run a "
            + "query in Athena.", HelpName = "NAME" };
        var database = new Option<string?>("--database") { Description = "The Glue database of the table. Required to run a query in Athena.",
            HelpName = "NAME" };
        var table = new Option<string>("--table") { Description = "The table or view. Default: flow_logs.", HelpName = "NAME",
            DefaultValueFactory = _ => "flow_logs" };
        var format = new Option<string>("--format", "-f") { Description = $"The format of the table's records. {FormatArgument.Description} Default: default.",
            HelpName = "FORMAT", DefaultValueFactory = _ => "default" };
        var layout = new Option<string?>("--layout") { Description = "The table's keys: s3 (a folder for each day), s3-hourly, s3-hive or s3-hive-hourly. "
            + "Default: s3.", HelpName = "LAYOUT" };
        var last = new Option<string?>("--last") { Description = "Time range up to now, in whole hours, such as 24h or 7d. Default: the query's own, for most "
            + "queries the last day; with files, all of their records.", HelpName = "SPAN" };
        var from = CloudOption.CreateWithTime("Start of the time range in UTC, such as 2026-01-31T13:00, instead of --last.");
        var to = new Option<string?>("--to") { Description = "With --from, the end of the time range. Default: now.", HelpName = "WHEN" };
        var accounts = new Option<string?>("--accounts") { Description = "Accounts to read, separated by commas. Some tables of an organization require them.",
            HelpName = "IDS" };
        var regions = new Option<string?>("--regions") { Description = "Regions to read, separated by commas.", HelpName = "REGIONS" };
        var parameters = new Option<string[]>("--parameter") { Description = "SQL literal for the next `?` of the query, such as 443 or \"'10.0.0.1'\". "
            + "Repeat for each `?`.", HelpName = "SQL" };
        var countries = new Option<string?>("--countries-table") { Description = "A table of countries, for the query that requires one.", HelpName = "NAME" };
        var locations = new Option<string?>("--locations-table") { Description = "With a --countries-table of GeoLite2's blocks, the table of its locations.",
            HelpName = "NAME" };
        var rules = new Option<string?>("--rules-table") { Description = "A table of rules, for the queries that require one.", HelpName = "NAME" };
        var activity = new Option<bool>("--activity") { Description = "With --list, the built-in queries of activity: CloudTrail and S3 access logs." };
        var activityTable = new Option<string?>("--activity-table") { Description = "The table that a query of activity reads. Default: cloudtrail or "
            + "s3_access_logs.", HelpName = "NAME" };
        var geo = GeoOption.Create("With files, add columns with the country, network and AWS service of both addresses, such as src_country, and a table "
            + "'countries'.");
        var output = OutputOption.WithParquet(OutputFormat.Table);
        var formulas = FormulaOption.Create();

        var command = new Command("query", "Runs an Athena query on an archive, or the same query on files on this machine. For an archive it prints the data "
            + "scanned and the estimated cost; Region and credentials are those of other AWS tools.")
        {
            name, files, sql, memory, list, show, workgroup, database, table, format, layout, last, from, to, accounts, regions, parameters, countries,
                locations, rules, activity, activityTable, geo, output, formulas,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var target = new AthenaTarget
            {
                Format = FormatArgument.Parse(parsed.GetValue(format)!),
                Projection = LayoutArgument.Project(LayoutArgument.Parse(parsed.GetValue(layout))),
                Relation = parsed.GetValue(table)!,
                Scope = ListArgument.Scope(parsed.GetValue(accounts), parsed.GetValue(regions)),
                CountriesTable = parsed.GetValue(countries) ?? (parsed.GetValue(geo) is [_, ..] ? FileQueryRun.Countries : null),
                CountryLocationsTable = parsed.GetValue(locations),
                RulesTable = parsed.GetValue(rules),
            };
            // Null for Parquet.
            OutputFormat? printed = parsed.GetValue(output) == OutputOption.Parquet ? null : parsed.Get(output);
            if (parsed.GetValue(list))
                return Task.FromResult(List(streams, target, parsed.GetValue(activity), printed ?? OutputFormat.Table));
            if (parsed.GetValue(activity))
                throw new FormatException("--activity requires --list. Add --list, or remove the option; the name of a query determines what it reads.");
            var (google, start) = CloudOption.Split(parsed.GetValue(from));
            var (since, until) = (TimeArgument.Instant("--from", start), TimeArgument.Instant("--to", parsed.GetValue(to)));
            var window = WindowOf(parsed.GetValue(last), since, until);
            var given = parsed.GetValue(parameters) ?? [];
            var (query, inputs) = InputsOf(parsed.GetValue(name), parsed.GetValue(files) ?? [], parsed.GetValue(sql));
            var asked = Asked.Of(query, parsed.GetValue(sql), window, parsed.GetValue(show) ? null : given, parsed.GetValue(activityTable));
            if (inputs.Length > 0 && !parsed.GetValue(show))
            {
                if (parsed.GetValue(workgroup) is { } group)
                    throw new FormatException($"--workgroup {group} and the file '{inputs[0]}' exclude each other. Use an archive in Athena, or files.");
                var use = InputUse.Records with
                {
                    Google = google,
                    Format = parsed.GetResult(format) is { Implicit: false } ? target.Format : null,
                    IsWanted = WantedIn(parsed.GetValue(last), since, until, target.Scope),
                };
                return ReadFilesAsync(inputs, asked, given, target, parsed.GetValue(geo), addresses => new FileQueryRun(streams,
                    use with { Addresses = addresses }, printed, parsed.GetValue(formulas), parsed.GetValue(memory)), cancellation);
            }

            if (parsed.GetValue(geo) is [var file, ..] && inputs.Length == 0)
                throw new FormatException($"--geo {file} requires files to query. Add them, or use a table with --countries-table.");
            if (printed is null && !parsed.GetValue(show))
                throw new FormatException("--output parquet requires files to query. Add them, or use CREATE TABLE … AS in Athena.");
            if (google is not null && inputs.Length == 0)
                throw new FormatException("--from gcp requires files to query. Add them.");
            var statement = asked.ToSql(target, window);
            if (parsed.GetValue(show))
                return Task.FromResult(Show(streams, statement));
            var where = (
                parsed.GetValue(workgroup)
                    ?? throw new FormatException("--workgroup is missing. Add the Athena workgroup, which is the output 'Workgroup' of a stack, or the "
                        + "files to query."),
                parsed.GetValue(database) ?? throw new FormatException("--database is missing. Add the Glue database of the table."));
            return new QueryRun(streams, () => new AmazonAthenaClient(), printed!.Value, parsed.GetValue(formulas)).RunAsync(statement, given, where.Item1,
                where.Item2, cancellation);
        });
        return command;
    }

    static async Task<int> ReadFilesAsync(string[] files, Asked asked, string[] given, AthenaTarget target, string[]? geo,
        Func<AddressFiles?, FileQueryRun> open, CancellationToken cancellation)
    {
        using var addresses = GeoOption.Open(geo);
        var run = open(addresses);
        target = target with { Projection = LayoutArgument.Project(new S3Layout()) };
        return await FileWork.RunAsync(
            () => run.Run(files, target.Relation, format => asked.ToSql(target with { Format = format }, asked.Window ?? AllTime), given, asked.Words,
                cancellation),
            cancellation,
            cleanup: TimeSpan.FromSeconds(2)).ConfigureAwait(false);
    }

    internal static int Show(CommandStreams streams, string statement)
    {
        var buffer = new OutputBuffer(streams.Output);
        buffer.WriteLine(statement);
        buffer.Flush();
        return ExitCode.Success;
    }

    // Without a time range, a query on files is about all of their records.
    static TimeWindow AllTime =>
        TimeWindow.Between(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));

    // An archive's objects outside of the range of the records' starts aren't read.
    static Func<string, bool> WantedIn(string? last, DateTimeOffset? from, DateTimeOffset? to, ArchiveScope scope)
    {
        var since = last is null ? from : DateTimeOffset.UtcNow - TrafficDuration.Parse(last);
        return key => ArchiveKey.MayContain(key, since, to, scope);
    }

    // With --sql, the first word is a file, unless it is the name of a query.
    static (string? Name, string[] Files) InputsOf(string? name, string[] files, string? sql)
    {
        var isQuery = name is not null && !File.Exists(name) && !Directory.Exists(name) && Ids.Any(id => Hyphened(id) == name);
        return sql is null || name is null || isQuery ? (name, files) : (null, [name, .. files]);
    }

    static IEnumerable<string> Ids => AthenaQueries.All.Select(query => query.Id).Concat(ActivityQuestions.All.Select(question => question.Id));

    static string Find(string name)
    {
        if (Ids.FirstOrDefault(id => name.Replace("-", "", StringComparison.Ordinal).Equals(id, StringComparison.OrdinalIgnoreCase)
            || name.Equals(Hyphened(id), StringComparison.OrdinalIgnoreCase)) is { } exact)
            return exact;
        var started = Ids.Where(id => Hyphened(id).StartsWith(name, StringComparison.OrdinalIgnoreCase)).ToList();
        if (started is [var only])
            return only;
        if (started.Count > 1)
            throw new FormatException($"'{name}' is ambiguous. Use {string.Join(" or ", started.Select(Hyphened))}.");
        var nearest = Nearest.To(name, Ids.Select(Hyphened));
        throw new FormatException($"Unknown query '{name}'.{(nearest is null ? "" : $" Did you mean '{nearest}'?")} 'flowlogs query --list' prints them.");
    }

    internal static TimeWindow? WindowOf(string? last, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (last is null)
        {
            if (from is null)
                return to is null ? null : throw new FormatException("--to requires --from. Add the start time.");
            var now = DateTimeOffset.UtcNow;
            TimeArgument.CheckRange(from.Value, to, now);
            return TimeWindow.Between(from.Value, to ?? now);
        }

        if (from is not null || to is not null)
            throw new FormatException($"--last {last} and --from exclude each other. Use one of them.");
        var span = TrafficDuration.Parse(last);
        return span.TotalHours is >= 1 and <= 87_600 && span.TotalHours % 1 == 0
            ? TimeWindow.LastHours((int)span.TotalHours)
            : throw new FormatException($"--last must be a number of whole hours, but is '{last}'. Use 1h, 24h or 7d.");
    }

    static int List(CommandStreams streams, AthenaTarget target, bool activity, OutputFormat format)
    {
        var buffer = new OutputBuffer(streams.Output);
        var rows = new RowOutput(format, buffer, [new("query"), new("answers")]);
        foreach (var question in activity ? ActivityQuestions.All : [])
            rows.Add(Hyphened(question.Id), $"{question.Name}. {question.Description}");
        // The tables of countries and rules are set when a query is run.
        foreach (var query in activity ? [] : AthenaQueries.Offered(target with { CountriesTable = "countries", RulesTable = "rules" }))
            rows.Add(Hyphened(query.Id), $"{query.Name}. {query.Description}");
        rows.Finish();
        buffer.Flush();
        return ExitCode.Success;
    }

    internal static string Hyphened(string id) => string.Concat(id.Select((c, index) => char.IsAsciiLetterUpper(c)
        ? (index == 0 || char.IsAsciiLetterUpper(id[index - 1]) ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));

    /// <summary>The query on the command line, whose arguments are valid.</summary>
    /// <param name="Id">Id of a query of the catalog; null for a statement.</param>
    /// <param name="Sql">The statement; null for a query of the catalog.</param>
    /// <param name="Window">The time range; null for the query's own.</param>
    /// <param name="ActivityTable">Table of activity; null for the default one.</param>
    sealed record Asked(string? Id, string? Sql, TimeWindow? Window, string? ActivityTable)
    {
        /// <summary>The query as words of a command line.</summary>
        internal string Words => Id is null ? $"--sql \"{Sql}\"" : Hyphened(Id);

        /// <summary>Checks the arguments before anything is read.</summary>
        /// <param name="name">Name of a query of the catalog, or its first letters.</param>
        /// <param name="sql">A statement.</param>
        /// <param name="window">The time range.</param>
        /// <param name="parameters">The values of the query's <c>?</c> placeholders; null if they aren't needed.</param>
        /// <param name="activityTable">Table of activity.</param>
        /// <exception cref="FormatException">The arguments exclude each other, or the query is missing or unknown.</exception>
        internal static Asked Of(string? name, string? sql, TimeWindow? window, string[]? parameters, string? activityTable)
        {
            if (sql is not null)
            {
                if (name is not null)
                    throw new FormatException($"'{name}' and --sql exclude each other. Use a query of the catalog or a statement of your own.");
                return window is null ? new Asked(null, sql, null, activityTable)
                    : throw new FormatException("--sql excludes --last, --from and --to. Write the time into the statement.");
            }

            if (name is null)
                throw new FormatException("A query is missing. Add the name of a query, which --list prints, or a statement with --sql.");
            var id = Find(name);
            var expected = AthenaQueries.All.FirstOrDefault(known => known.Id == id)?.Parameters ?? [];
            if (parameters is not null && parameters.Length != expected.Length)
                throw new FormatException($"The query '{Hyphened(id)}' has {expected.Length} parameters, but --parameter "
                    + $"occurs {parameters.Length} times. {(expected.IsEmpty ? "Remove --parameter" : "Use " + string.Join(' ', expected.Select(Example))
                        + ", in this order: " + string.Join(", ", expected.Select(parameter => parameter.Name)))}.");
            return new Asked(id, null, window, activityTable);
        }

        /// <summary>Returns the statement.</summary>
        /// <param name="target">The table of flow logs.</param>
        /// <param name="window">The time range of a query of the catalog; null for its own.</param>
        /// <exception cref="FormatException">The table lacks a field of the query.</exception>
        internal string ToSql(AthenaTarget target, TimeWindow? window)
        {
            if (Sql is not null)
                return Sql;
            try
            {
                return ActivityQuestions.All.FirstOrDefault(question => question.Id == Id) is { } activity
                    ? activity.ToSql(new ActivityTarget { Projection = ProjectionOf(activity.Kind), Table = ActivityTable, Scope = target.Scope,
                        FlowLogs = target }, window)
                    : AthenaQueries.All.First(known => known.Id == Id).ToSql(target, window);
            }
            catch (ArgumentException e)
            {
                throw new FormatException(e.Message, e);
            }
        }

        static string Example(AthenaQueryParameter parameter) => $"--parameter \"{parameter.Example}\"";

        // The predicate of a statement has the columns of the partitions, but not their location.
        static ActivityProjection ProjectionOf(ActivityKind kind)
        {
            var any = PartitionValues.Of("any");
            return kind is ActivityKind.CloudTrail ? ActivityProjection.OfTrail("any", any, any) : ActivityProjection.OfAccessLogs("any", any, any, ["any"]);
        }
    }
}

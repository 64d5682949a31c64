using System.Globalization;
using System.Text;
using FlowLogStack.Simulation;
using FlowLogStack.Testing;

namespace FlowLogStack.Benchmarks;

/// <summary>
/// How many bytes Athena would scan for each named query, and what that costs: a generated day of three accounts in two
/// regions, as text and as Parquet, of which DuckDB adds up what the query's partitions and columns select.
/// </summary>
/// <remarks>Text is read whole; of Parquet, the chunks of the columns that the query names, and the footer. Both as they are compressed.</remarks>
sealed class AthenaBytes(DuckDb database, DateTimeOffset day)
{
    static readonly FlowLogFormat Format = FlowLogFormat.V5;
    static readonly S3Layout Daily = new();
    static readonly S3Layout Hourly = new() { PerHourPartition = true };

    internal static int Run(string[] arguments)
    {
        var rate = arguments is [var given, ..] ? long.Parse(given, CultureInfo.InvariantCulture) : 235;
        var folder = Directory.CreateTempSubdirectory("flowlogs-athena-").FullName;
        try
        {
            using var database = DuckDb.Start();
            var plan = new TrafficPlan
            {
                Format = Format,
                Duration = TimeSpan.FromDays(1),
                Rate = TrafficRate.PerSecond(rate),
                Accounts = TrafficPlan.AccountIds(3),
                Regions = ["eu-west-1", "us-east-1"],
            };
            var summary = TrafficArchive.Write(plan, folder, Hourly);
            var bytes = new AthenaBytes(database, plan.Start);
            bytes.Load(folder);
            Console.WriteLine(bytes.Report(summary));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    void Load(string folder)
    {
        database.Query("CREATE TABLE objects (path VARCHAR, log_account VARCHAR, log_region VARCHAR, log_hour_time VARCHAR, delivered TIMESTAMPTZ, "
            + "text_bytes BIGINT)");
        var rows = new List<string>();
        foreach (var text in Directory.EnumerateFiles(folder, "*.log.gz", SearchOption.AllDirectories))
        {
            var parts = Path.GetRelativePath(folder, text).Split(Path.DirectorySeparatorChar);
            var slot = DateTimeOffset.ParseExact(parts[^1].Split('_')[4], "yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
            rows.Add(string.Create(CultureInfo.InvariantCulture, $"('{text}.parquet', '{parts[1]}', '{parts[3]}', '{string.Join('/', parts[4..8])}', "
                + $"TIMESTAMPTZ '{slot:yyyy-MM-dd HH:mm:ss}+00', {new FileInfo(text).Length})"));
            database.Query($"COPY ({FlowLogFiles.TextRows(Format.ToGlueColumns(), [text])}) TO '{text}.parquet' (FORMAT parquet, COMPRESSION gzip)");
        }

        database.Query($"INSERT INTO objects VALUES {string.Join(", ", rows)}");
        database.Query($"""
            CREATE TABLE chunks AS SELECT file_name AS path, path_in_schema AS name, sum(total_compressed_size)::BIGINT AS bytes
            FROM parquet_metadata('{folder}/**/*.parquet') GROUP BY 1, 2
            UNION ALL SELECT file_name, '', footer_size::BIGINT FROM parquet_file_metadata('{folder}/**/*.parquet')
            """);
    }

    string Report(TrafficSummary summary)
    {
        var text = new StringBuilder();
        var whole = Total("true");
        text.AppendLine(CultureInfo.InvariantCulture,
            $"{summary.Records:N0} records of {Format.Fields.Length} fields, {whole:N0} bytes as text.gz, {Parquet("true", [.. Format.Fields]):N0} as Parquet.")
            .AppendLine();

        text.AppendLine("| a question about | at | objects read | of the day's bytes |").AppendLine("|---|---|---|---|");
        foreach (var (layout, name) in new[] { (Hourly, "hourly"), (Daily, "daily") })
        {
            foreach (var at in new[] { day.AddHours(18), day.AddHours(18).AddMinutes(30), day.AddHours(18).AddMinutes(58) })
            {
                foreach (var scope in new[] { ArchiveScope.All, new ArchiveScope { Accounts = [TrafficPlan.AccountIds(1)[0]], Regions = ["eu-west-1"] } })
                {
                    var selected = Selected(layout, TimeWindow.LastHours(1), at, scope);
                    var bytes = Total(selected);
                    text.AppendLine(CultureInfo.InvariantCulture,
                        $"| the last hour, {name} layout{(scope.Accounts.IsEmpty ? "" : ", one account and region")} | {at:HH:mm} | {Count(selected)} | "
                            + $"1/{(decimal)whole / Math.Max(1, bytes):F1} |");
                }
            }
        }

        var three = new[] { FlowField.SrcAddr, FlowField.Bytes, FlowField.Start };
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"Three columns ({string.Join(", ", three.Select(field => field.Name))}) of the "
            + $"day: {(decimal)whole / Parquet("true", three):F1} times fewer bytes as Parquet than as text.gz.").AppendLine();

        text.AppendLine("| query | text.gz, day | USD | last hour, daily layout | last hour, hourly layout | Parquet, day | USD | last hour, daily layout | "
            + "last hour, hourly layout |").AppendLine("|---|---|---|---|---|---|---|---|---|");
        var target = new AthenaTarget { Format = Format, Projection = Projection(Hourly), Relation = "t", CountriesTable = "c", RulesTable = "r" };
        var lastDay = Selected(Hourly, TimeWindow.LastDays(1), day.AddDays(1).AddSeconds(-1), ArchiveScope.All);
        var asked = day.AddHours(18).AddMinutes(30);
        var (hourOfDaily, hourOfHourly) = (Selected(Daily, TimeWindow.LastHours(1), asked, ArchiveScope.All),
            Selected(Hourly, TimeWindow.LastHours(1), asked, ArchiveScope.All));
        foreach (var query in AthenaQueries.Offered(target))
        {
            FlowField[] fields = query.Id == "RecordsOfTheLastDay" ? [.. Format.Fields] : [.. query.Fields.Concat(query.OptionalFields).Where(Format.Contains)];
            var (textDay, parquetDay) = (Total(lastDay), Parquet(lastDay, fields));
            text.AppendLine(CultureInfo.InvariantCulture,
                $"| {query.Id} | {Megabytes(textDay)} | {Dollars(textDay)} | {Megabytes(Total(hourOfDaily))} | {Megabytes(Total(hourOfHourly))} | "
                    + $"{Megabytes(parquetDay)} | {Dollars(parquetDay)} | {Megabytes(Parquet(hourOfDaily, fields))} | "
                    + $"{Megabytes(Parquet(hourOfHourly, fields))} |");
        }

        return text.ToString();
    }

    // Objects that were not delivered yet at the moment of the question are not read.
    string Selected(S3Layout layout, TimeWindow window, DateTimeOffset at, ArchiveScope scope)
    {
        database.SetClock(at);
        var predicate = Projection(layout).ToSql(window, scope);
        var partitions = predicate[..predicate.IndexOf(" AND \"start\"", StringComparison.Ordinal)];
        var time = layout.PerHourPartition ? "log_hour_time" : "substr(log_hour_time, 1, 10)";
        database.Query($"CREATE OR REPLACE TABLE selected AS SELECT path FROM (SELECT path, log_account, log_region, delivered, {time} AS log_time FROM "
            + $"objects) WHERE delivered <= now() AND {partitions}");
        var name = $"selected_{Guid.NewGuid():N}";
        database.Query($"CREATE TABLE {name} AS FROM selected");
        return $"path IN (FROM {name})";
    }

    long Total(string selected) => database.Query($"SELECT coalesce(sum(text_bytes), 0) FROM objects WHERE {selected}").Scalar.GetInt64();

    long Count(string selected) => database.Query($"SELECT count(*) FROM objects WHERE {selected}").Scalar.GetInt64();

    long Parquet(string selected, IReadOnlyCollection<FlowField> fields) =>
        database.Query($"SELECT coalesce(sum(bytes), 0) FROM chunks WHERE {selected} AND name IN "
            + $"('', {string.Join(", ", fields.Select(field => DuckDb.Literal(field.Column)))})").Scalar.GetInt64();

    static PartitionProjection Projection(S3Layout layout) => new(layout, "archive", TrafficPlan.AccountIds(3), ["eu-west-1", "us-east-1"], null);

    static string Megabytes(long bytes) => (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);

    static string Dollars(long bytes) => AthenaPrice.Of(bytes).ToString("0.000000", CultureInfo.InvariantCulture);
}

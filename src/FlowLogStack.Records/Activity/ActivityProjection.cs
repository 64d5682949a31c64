using System.Collections.Immutable;
using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>
/// Partition projection for an activity log: the partition columns of a Glue table, and the table parameters from which Athena computes the
/// location of each partition. Partitions need not be loaded or crawled.
/// </summary>
/// <remarks>
/// The date in the keys of a trail is that of the delivery, some minutes after the call, so a time window includes the folder of the next
/// day. Keys of access logs have the day of the request if they are partitioned by event time.
/// </remarks>
public sealed class ActivityProjection
{
    /// <summary>Partition column of the prefix of an access log, if a bucket receives logs under several.</summary>
    public const string PrefixColumn = "log_prefix";

    readonly (string Column, PartitionValues Values)[] values;

    ActivityProjection(ActivityKind kind, string location, string template, (string Column, PartitionValues Values)[] values, int? retentionDays)
    {
        Kind = kind;
        this.values = values;
        Location = location;
        Columns = [.. values.Select(value => new GlueColumn(value.Column, "string")), new GlueColumn(PartitionProjection.Time, "string")];
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        parameters["projection.enabled"] = "true";
        foreach (var (column, known) in values)
            ProjectionParameters.AddValues(parameters, column, known);
        ProjectionParameters.AddTime(parameters, PartitionProjection.Time, isHourly: false, retentionDays);
        parameters["storage.location.template"] = $"{location}{template}${{{PartitionProjection.Time}}}/";
        Parameters = parameters.ToImmutable();
    }

    /// <summary>Kind of the log.</summary>
    public ActivityKind Kind { get; }

    /// <summary>Location of the table: the common prefix of all its partitions.</summary>
    public string Location { get; }

    /// <summary>Partition columns, in the order of the keys.</summary>
    public ImmutableArray<GlueColumn> Columns { get; }

    /// <summary>Table parameters that enable projection, sorted by name.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; }

    /// <summary>Data columns of the table.</summary>
    public ImmutableArray<GlueColumn> DataColumns => ColumnsOf(Kind);

    /// <summary>Default name of the table.</summary>
    public string DefaultTableName => Kind is ActivityKind.CloudTrail ? CloudTrailFormat.TableName : AccessLogFormat.TableName;

    /// <summary>SQL for the time of a record.</summary>
    internal string RecordTime => Kind is ActivityKind.CloudTrail ? "from_iso8601_timestamp(eventtime)"
        : "parse_datetime(requestdatetime, 'dd/MMM/yyyy:HH:mm:ss Z')";

    /// <summary>Creates the projection of a trail's files: <c>PREFIX/AWSLogs/[ORGANIZATION/]ACCOUNT/CloudTrail/REGION/yyyy/MM/dd/</c>.</summary>
    /// <param name="bucket">Name of the bucket, or a token.</param>
    /// <param name="accounts">Accounts whose calls the trail records.</param>
    /// <param name="regions">Regions whose calls the trail records. Calls of global services are in us-east-1.</param>
    /// <param name="prefix">Prefix of the trail's keys, without a slash at its ends. Default: empty.</param>
    /// <param name="organizationId">Id of the organization, such as <c>o-exampleorgid</c>, for a trail of an organization. Default: null, a trail of one
    /// account.</param>
    /// <param name="retentionDays">Retention of objects in days, which limits the projected dates. Default: null, unlimited, which projects ten years.</param>
    /// <exception cref="ArgumentException">The prefix or the id is not valid.</exception>
    public static ActivityProjection OfTrail(string bucket, PartitionValues accounts, PartitionValues regions, string prefix = "",
        string? organizationId = null,
        int? retentionDays = null)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(prefix);
        if (prefix.StartsWith('/') || prefix.EndsWith('/') || prefix.Contains("//", StringComparison.Ordinal))
            throw new ArgumentException($"The prefix '{prefix}' of the trail has an empty part. Remove slashes at its ends and '//', as in 'security/trail'.",
                nameof(prefix));
        if (organizationId is not null && !organizationId.StartsWith("o-", StringComparison.Ordinal)
            && !organizationId.Contains("${", StringComparison.Ordinal))
            throw new ArgumentException($"'{organizationId}' is not the id of an organization. Use an id such as o-exampleorgid.", nameof(organizationId));
        var root = $"s3://{bucket}/{(prefix.Length == 0 ? "" : prefix + "/")}AWSLogs/{(organizationId is null ? "" : organizationId + "/")}";
        return new ActivityProjection(ActivityKind.CloudTrail, root, $"${{{PartitionProjection.Account}}}/CloudTrail/${{{PartitionProjection.Region}}}/",
            [(PartitionProjection.Account, accounts), (PartitionProjection.Region, regions)], retentionDays);
    }

    /// <summary>
    /// Creates the projection of S3 server access logs with keys partitioned by event time: <c>PREFIX/ACCOUNT/REGION/BUCKET/yyyy/MM/dd/</c>.
    /// </summary>
    /// <param name="bucket">Name of the bucket that receives the logs, or a token.</param>
    /// <param name="accounts">Accounts of the buckets whose requests are logged.</param>
    /// <param name="regions">Their Regions.</param>
    /// <param name="buckets">Names of the buckets whose requests are logged.</param>
    /// <param name="prefixes">Prefixes of the logs, with or without the slash at the end. Default: none.</param>
    /// <param name="retentionDays">Retention of objects in days, which limits the projected dates. Default: null, unlimited, which projects ten years.</param>
    public static ActivityProjection OfAccessLogs(string bucket, PartitionValues accounts, PartitionValues regions, IEnumerable<string> buckets,
        IReadOnlyList<string>? prefixes = null, int? retentionDays = null)
    {
        ArgumentNullException.ThrowIfNull(bucket);
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(regions);
        ArgumentNullException.ThrowIfNull(buckets);
        var names = (prefixes ?? []).Select(prefix => prefix.TrimEnd('/')).Where(prefix => prefix.Length > 0).Distinct().ToList();
        var location = $"s3://{bucket}/{(names is [var only] ? only + "/" : "")}";
        var template = $"${{{PartitionProjection.Account}}}/${{{PartitionProjection.Region}}}/${{{AccessLogFormat.BucketPartition}}}/";
        (string, PartitionValues)[] known = [(PartitionProjection.Account, accounts), (PartitionProjection.Region, regions),
            (AccessLogFormat.BucketPartition, PartitionValues.Of(buckets))];
        return names.Count > 1
            ? new ActivityProjection(ActivityKind.AccessLogs, location, $"${{{PrefixColumn}}}/{template}",
            [(PrefixColumn, PartitionValues.Of(names)), .. known], retentionDays)
            : new ActivityProjection(ActivityKind.AccessLogs, location, template, known, retentionDays);
    }

    /// <summary>Returns the definition of a table over the log.</summary>
    /// <param name="name">Name of the table. Default: null, <c>cloudtrail</c> or <c>s3_access_logs</c>.</param>
    public GlueTableDefinition ToTable(string? name = null)
    {
        var isTrail = Kind is ActivityKind.CloudTrail;
        return new GlueTableDefinition
        {
            Name = name ?? DefaultTableName,
            Columns = DataColumns,
            PartitionColumns = Columns,
            Parameters = Parameters.Add("EXTERNAL", "TRUE"),
            Location = Location,
            // This class returns each element of 'Records' as a row.
            InputFormat = isTrail ? "com.amazon.emr.cloudtrail.CloudTrailInputFormat" : "org.apache.hadoop.mapred.TextInputFormat",
            OutputFormat = "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat",
            // AWS advises against CloudTrailSerde, which does not know newer fields.
            SerializationLibrary = isTrail ? "org.apache.hive.hcatalog.data.JsonSerDe" : "org.apache.hadoop.hive.serde2.RegexSerDe",
            SerializationParameters = ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal)
                .Add(isTrail ? "serialization.format" : "input.regex", isTrail ? "1" : AccessLogFormat.Pattern),
        };
    }

    /// <summary>
    /// Returns the SQL predicate for the records of a time window, accounts and Regions. It contains conditions on partitions, so that Athena
    /// reads no others, and on the time of the records.
    /// </summary>
    /// <param name="window">The time window.</param>
    /// <param name="scope">Accounts and Regions. Default: null, all.</param>
    /// <exception cref="ArgumentException">Each query has to set the accounts or Regions, and the scope contains none.</exception>
    public string ToSql(TimeWindow window, ArchiveScope? scope = null) => ToSql(window, scope, isOfRecords: true);

    /// <summary>Returns the SQL predicate for the partitions of a time window, with lines that are not records.</summary>
    /// <inheritdoc cref="ToSql(TimeWindow, ArchiveScope)"/>
    internal string ToPartitionSql(TimeWindow window, ArchiveScope? scope = null) => ToSql(window, scope, isOfRecords: false);

    /// <summary>Returns the data columns of the table of a log.</summary>
    internal static ImmutableArray<GlueColumn> ColumnsOf(ActivityKind kind) =>
        kind is ActivityKind.CloudTrail ? CloudTrailFormat.Columns : [.. AccessLogFormat.Fields.Select(field => new GlueColumn(field.Column, field.Type))];

    string ToSql(TimeWindow window, ArchiveScope? scope, bool isOfRecords)
    {
        ArgumentNullException.ThrowIfNull(window);
        scope ??= ArchiveScope.All;
        var conditions = values.SelectMany(value => ProjectionParameters.Scope(value.Column, value.Values, value.Column switch
        {
            PartitionProjection.Account => scope.Accounts,
            PartitionProjection.Region => scope.Regions,
            _ => [],
        })).ToList();
        var (from, to, firstDay, dayAfter) = Bounds(window);
        conditions.Add($"{PartitionProjection.Time} >= {firstDay}");
        if (dayAfter is not null)
            conditions.Add($"{PartitionProjection.Time} < {dayAfter}");
        if (isOfRecords)
            conditions.Add($"{RecordTime} >= {from}");
        if (isOfRecords && to is not null)
            conditions.Add($"{RecordTime} < {to}");
        return string.Join(" AND ", conditions);
    }

    // Ends are exclusive. The folder after the last day has records that were delivered after midnight.
    static (string From, string? To, string FirstDay, string? DayAfter) Bounds(TimeWindow window)
    {
        const string now = "current_timestamp";
        static string Day(string moment) => $"date_format({moment}, '%Y/%m/%d')";
        switch (window)
        {
            case TimeWindow.Last(var count, var unit):
                var start = $"{now} - interval '{count}' {unit}";
                return (start, null, Day(start), null);
            case TimeWindow.Whole(var count, var unit):
                var until = $"date_trunc('{unit}', {now})";
                var begin = $"{until} - interval '{count}' {unit}";
                return (begin, until, Day(begin), Day($"{until} + interval '2' day"));
            case TimeWindow.Span(var first, var end):
                return (Literal(first), Literal(end), $"'{first.UtcDateTime.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}'",
                    $"'{end.UtcDateTime.Date.AddDays(2).ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}'");
            default:
                throw new ArgumentOutOfRangeException(nameof(window), window, "Not a window.");
        }
    }

    static string Literal(DateTimeOffset moment) =>
        $"from_iso8601_timestamp('{moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}')";
}

using System.Collections.Immutable;
using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>
/// Partition projection for one S3 key layout: the partition columns of a Glue table, and the table parameters from
/// which Athena computes the location of each partition. Partitions need not be loaded or crawled.
/// </summary>
/// <remarks>
/// The names of partition columns begin with <c>log_</c>, which no field does, so they differ from data columns such as
/// <c>region</c>. Layouts without Hive names are projected by one date column; Hive-compatible ones by integer year,
/// month, day and hour, because a date format with quoted literals is not documented to work.
/// </remarks>
public sealed class PartitionProjection
{
    /// <summary>Column of the account id.</summary>
    public const string Account = "log_account";

    /// <summary>Column of the Region.</summary>
    public const string Region = "log_region";

    internal const string Time = "log_time";
    internal const string Year = "log_year";
    internal const string Month = "log_month";
    internal const string Day = "log_day";
    internal const string Hour = "log_hour";

    readonly S3Layout layout;
    readonly PartitionValues accounts;
    readonly PartitionValues regions;

    /// <summary>Creates the projection of an archive with a list of accounts and Regions.</summary>
    /// <param name="layout">S3 key layout.</param>
    /// <param name="bucket">Name of the bucket, or a token.</param>
    /// <param name="accounts">Accounts whose records the archive contains; a few dozen at most.</param>
    /// <param name="regions">Regions whose records the archive contains.</param>
    /// <param name="retentionDays">Retention of objects in days, which limits the projected dates; null for unlimited, which projects ten years.</param>
    public PartitionProjection(S3Layout layout, string bucket, IEnumerable<string> accounts, IEnumerable<string> regions, int? retentionDays)
        : this(layout, bucket, PartitionValues.Of(accounts), PartitionValues.Of(regions), retentionDays)
    {
    }

    /// <summary>Creates the projection of an archive with listed accounts and Regions, or with those that each query sets.</summary>
    /// <param name="layout">S3 key layout.</param>
    /// <param name="bucket">Name of the bucket, or a token.</param>
    /// <param name="accounts">Accounts whose records the archive contains.</param>
    /// <param name="regions">Regions whose records the archive contains.</param>
    /// <param name="retentionDays">Retention of objects in days, which limits the projected dates; null for unlimited, which projects ten years.</param>
    public PartitionProjection(S3Layout layout, string bucket, PartitionValues accounts, PartitionValues regions, int? retentionDays)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(accounts);
        ArgumentNullException.ThrowIfNull(regions);
        this.layout = layout;
        this.accounts = accounts;
        this.regions = regions;
        Location = $"s3://{bucket}/{layout.RootPrefix}";
        Columns = [new(Account, "string"), new(Region, "string"), .. TimeColumns()];
        Parameters = Describe(bucket, retentionDays);
    }

    /// <summary>S3 key layout of the archive.</summary>
    public S3Layout Layout => layout;

    /// <summary>Partition columns, in the order of the S3 key layout.</summary>
    public ImmutableArray<GlueColumn> Columns { get; }

    /// <summary>Location of the table: the common prefix of all its partitions.</summary>
    public string Location { get; }

    /// <summary>Table parameters that enable projection, sorted by name.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; }

    /// <summary>
    /// Returns the SQL predicate for the records of a time window, accounts and Regions. It contains conditions on partitions,
    /// so that Athena reads no others, and on the records' own start.
    /// </summary>
    /// <param name="window">The time window.</param>
    /// <param name="scope">Accounts and Regions. Default: null, all.</param>
    /// <exception cref="ArgumentException">Each query has to set the accounts or Regions, and the scope contains none.</exception>
    public string ToSql(TimeWindow window, ArchiveScope? scope = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        scope ??= ArchiveScope.All;
        return string.Join(" AND ", [.. ProjectionParameters.Scope(Account, accounts, scope.Accounts),
            .. ProjectionParameters.Scope(Region, regions, scope.Regions), PartitionWindow.ToSql(layout, window)]);
    }

    /// <summary>Returns the predicate for the records of the last 24 hours, for which Athena reads at most two days.</summary>
    public string LastDaySql() => ToSql(TimeWindow.LastDays(1));

    /// <summary>Throws if a column of the log format is also a partition column.</summary>
    /// <exception cref="FlowLogFormatException">A custom field has the name of a partition column.</exception>
    public void EnsureDistinctFrom(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        foreach (var column in Columns)
        {
            if (format.Fields.FirstOrDefault(field => field.Column == column.Name) is { } field)
                throw new FlowLogFormatException(field.Name, format.IndexOf(field)
                    + 1, $"'{field}' at position {format.IndexOf(field) + 1} of the format becomes the column '{column.Name}', which is a partition column of "
                    + "the table. Use another name for the custom field.");
        }
    }

    IEnumerable<GlueColumn> TimeColumns() => (layout.HiveCompatiblePartitions, layout.PerHourPartition) switch
    {
        (false, _) => [new(Time, "string")],
        (true, false) => [new(Year, "int"), new(Month, "int"), new(Day, "int")],
        (true, true) => [new(Year, "int"), new(Month, "int"), new(Day, "int"), new(Hour, "int")],
    };

    ImmutableSortedDictionary<string, string> Describe(string bucket, int? retentionDays)
    {
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        parameters["projection.enabled"] = "true";
        ProjectionParameters.AddValues(parameters, Account, accounts);
        ProjectionParameters.AddValues(parameters, Region, regions);
        if (!layout.HiveCompatiblePartitions)
        {
            ProjectionParameters.AddTime(parameters, Time, layout.PerHourPartition, retentionDays);
        }
        else
        {
            Count(Year, "2020,2050", null);
            Count(Month, "1,12", 2);
            Count(Day, "1,31", 2);
            if (layout.PerHourPartition)
                Count(Hour, "0,23", 2);
        }

        parameters["storage.location.template"] = $"s3://{bucket}/{layout.RegionPrefix($"${{{Account}}}", $"${{{Region}}}")}{TimeTemplate()}/";
        return parameters.ToImmutable();

        void Count(string column, string range, int? digits)
        {
            parameters[$"projection.{column}.type"] = "integer";
            parameters[$"projection.{column}.range"] = range;
            if (digits is { } width)
                parameters[$"projection.{column}.digits"] = width.ToString(CultureInfo.InvariantCulture);
        }
    }

    string TimeTemplate() => (layout.HiveCompatiblePartitions, layout.PerHourPartition) switch
    {
        (false, _) => $"${{{Time}}}",
        (true, false) => $"year=${{{Year}}}/month=${{{Month}}}/day=${{{Day}}}",
        (true, true) => $"year=${{{Year}}}/month=${{{Month}}}/day=${{{Day}}}/hour=${{{Hour}}}",
    };
}

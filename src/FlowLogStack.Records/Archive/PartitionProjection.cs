using System.Collections.Immutable;
using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>
/// Partition projection for one archive layout: the partition columns of its Glue table and the table parameters from
/// which Athena computes where each partition lies, so that nothing has to load or crawl partitions.
/// </summary>
/// <remarks>
/// Partition columns are named <c>log_…</c>, which no field is, so they never collide with data columns such as
/// <c>region</c>. Layouts without Hive names are projected by one date column; Hive-compatible ones by integer year,
/// month, day and hour, because a date format with quoted literals is not documented to work.
/// </remarks>
public sealed class PartitionProjection
{
    /// <summary>The column of the account id.</summary>
    public const string Account = "log_account";

    /// <summary>The column of the region.</summary>
    public const string Region = "log_region";

    internal const string Time = "log_time";
    internal const string Year = "log_year";
    internal const string Month = "log_month";
    internal const string Day = "log_day";
    internal const string Hour = "log_hour";

    readonly S3Layout layout;
    readonly PartitionValues accounts;
    readonly PartitionValues regions;

    /// <summary>Projects an archive.</summary>
    /// <param name="layout">How its keys are laid out.</param>
    /// <param name="bucket">The bucket's name, or what stands for it.</param>
    /// <param name="accounts">The accounts whose records it holds; a few dozen at most.</param>
    /// <param name="regions">The regions whose records it holds.</param>
    /// <param name="retentionDays">How many days the archive keeps objects, which bounds the dates projected; null for all, which projects ten years.</param>
    public PartitionProjection(S3Layout layout, string bucket, IEnumerable<string> accounts, IEnumerable<string> regions, int? retentionDays)
        : this(layout, bucket, PartitionValues.Of(accounts), PartitionValues.Of(regions), retentionDays)
    {
    }

    /// <summary>Projects an archive whose accounts or regions each query gives.</summary>
    /// <param name="layout">How its keys are laid out.</param>
    /// <param name="bucket">The bucket's name, or what stands for it.</param>
    /// <param name="accounts">The accounts whose records it holds.</param>
    /// <param name="regions">The regions whose records it holds.</param>
    /// <param name="retentionDays">How many days the archive keeps objects, which bounds the dates projected; null for all, which projects ten years.</param>
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

    /// <summary>How the archive's keys are laid out.</summary>
    public S3Layout Layout => layout;

    /// <summary>The partition columns, in the order of the key tree.</summary>
    public ImmutableArray<GlueColumn> Columns { get; }

    /// <summary>The table's location: the common prefix of all its partitions.</summary>
    public string Location { get; }

    /// <summary>The table parameters that switch projection on, in the order of their names.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; }

    /// <summary>
    /// The SQL predicate for the records of a time, accounts and regions: partitions first, so that Athena reads no others,
    /// then the records' own start.
    /// </summary>
    /// <param name="window">The time.</param>
    /// <param name="scope">The accounts and regions. Default: all.</param>
    /// <exception cref="ArgumentException">Each query must give the accounts or the regions, and the scope names none.</exception>
    public string ToSql(TimeWindow window, ArchiveScope? scope = null)
    {
        ArgumentNullException.ThrowIfNull(window);
        scope ??= ArchiveScope.All;
        return string.Join(" AND ", [.. Scope(Account, accounts, scope.Accounts), .. Scope(Region, regions, scope.Regions), PartitionWindow.ToSql(layout, window)]);
    }

    /// <summary>The predicate for the records of the last 24 hours, of which Athena reads two days at most.</summary>
    public string LastDaySql() => ToSql(TimeWindow.LastDays(1));

    /// <summary>Refuses a format one of whose columns is also a partition column.</summary>
    /// <exception cref="FlowLogFormatException">A custom field has the name of a partition column.</exception>
    public void EnsureDistinctFrom(FlowLogFormat format)
    {
        ArgumentNullException.ThrowIfNull(format);
        foreach (var column in Columns)
        {
            if (format.Fields.FirstOrDefault(field => field.Column == column.Name) is { } field)
                throw new FlowLogFormatException(field.Name, format.IndexOf(field) + 1, $"'{field}' at position {format.IndexOf(field) + 1} of the format becomes the column '{column.Name}', which is a partition column of the table: choose another name for the custom field.");
        }
    }

    IEnumerable<GlueColumn> TimeColumns() => (layout.HiveCompatiblePartitions, layout.PerHourPartition) switch
    {
        (false, _) => [new(Time, "string")],
        (true, false) => [new(Year, "int"), new(Month, "int"), new(Day, "int")],
        (true, true) => [new(Year, "int"), new(Month, "int"), new(Day, "int"), new(Hour, "int")],
    };

    static IEnumerable<string> Scope(string column, PartitionValues values, ImmutableArray<string> wanted)
    {
        if (wanted is [])
        {
            if (values is PartitionValues.Injected)
                throw new ArgumentException($"The archive's partitions have no list of values for '{column}', so each query names them: give the scope at least one.", nameof(wanted));
            yield break;
        }

        if (wanted.FirstOrDefault(value => value.Length == 0 || value.Contains('\'', StringComparison.Ordinal)) is { } bad)
            throw new ArgumentException($"'{bad}' is no value of '{column}': give an account id or a region.", nameof(wanted));
        yield return wanted is [var only] ? $"{column} = '{only}'" : $"{column} IN ({string.Join(", ", wanted.Select(value => $"'{value}'"))})";
    }

    ImmutableSortedDictionary<string, string> Describe(string bucket, int? retentionDays)
    {
        var parameters = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        parameters["projection.enabled"] = "true";
        Enumerate(Account, accounts);
        Enumerate(Region, regions);
        if (!layout.HiveCompatiblePartitions)
        {
            parameters[$"projection.{Time}.type"] = "date";
            parameters[$"projection.{Time}.format"] = layout.PerHourPartition ? "yyyy/MM/dd/HH" : "yyyy/MM/dd";
            parameters[$"projection.{Time}.interval"] = "1";
            parameters[$"projection.{Time}.interval.unit"] = layout.PerHourPartition ? "HOURS" : "DAYS";
            // One day more than is kept: expiry runs once a day, after the object has come of age.
            parameters[$"projection.{Time}.range"] = retentionDays is { } days
                ? string.Create(CultureInfo.InvariantCulture, $"NOW-{days + 1}DAYS,NOW")
                : "NOW-10YEARS,NOW";
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

        void Enumerate(string column, PartitionValues values)
        {
            parameters[$"projection.{column}.type"] = values is PartitionValues.Listed ? "enum" : "injected";
            if (values is PartitionValues.Listed(var list))
                parameters[$"projection.{column}.values"] = string.Join(',', list);
        }

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

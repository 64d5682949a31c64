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

    const string Time = "log_time";
    const string Year = "log_year";
    const string Month = "log_month";
    const string Day = "log_day";
    const string Hour = "log_hour";

    readonly S3Layout layout;

    /// <summary>Projects an archive.</summary>
    /// <param name="layout">How its keys are laid out.</param>
    /// <param name="bucket">The bucket's name, or what stands for it.</param>
    /// <param name="accounts">The accounts whose records it holds; a few dozen at most.</param>
    /// <param name="regions">The regions whose records it holds.</param>
    /// <param name="retentionDays">How many days the archive keeps objects, which bounds the dates projected; null for all, which projects ten years.</param>
    public PartitionProjection(S3Layout layout, string bucket, IEnumerable<string> accounts, IEnumerable<string> regions, int? retentionDays)
    {
        ArgumentNullException.ThrowIfNull(layout);
        this.layout = layout;
        Location = $"s3://{bucket}/{layout.RootPrefix}";
        Columns = [new(Account, "string"), new(Region, "string"), .. TimeColumns()];
        Parameters = Describe(bucket, string.Join(',', accounts), string.Join(',', regions), retentionDays);
    }

    /// <summary>The partition columns, in the order of the key tree.</summary>
    public ImmutableArray<GlueColumn> Columns { get; }

    /// <summary>The table's location: the common prefix of all its partitions.</summary>
    public string Location { get; }

    /// <summary>The table parameters that switch projection on, in the order of their names.</summary>
    public ImmutableSortedDictionary<string, string> Parameters { get; }

    /// <summary>
    /// The SQL predicate for the records of the last 24 hours: partitions first, so that Athena reads two days at most,
    /// then the records' own start.
    /// </summary>
    public string LastDaySql()
    {
        const string From = "current_timestamp - interval '1' day";
        var partitions = (layout.HiveCompatiblePartitions, layout.PerHourPartition) switch
        {
            (false, false) => $"{Time} >= date_format({From}, '%Y/%m/%d')",
            (false, true) => $"{Time} >= date_format({From}, '%Y/%m/%d/%H')",
            _ => string.Join(" AND ", new[] { (Year, "year"), (Month, "month"), (Day, "day") }
                .Select(part => $"{part.Item1} IN ({part.Item2}({From}), {part.Item2}(current_timestamp))")),
        };
        return $"{partitions} AND {SqlConditions.Identifier(FlowField.Start)} >= to_unixtime({From})";
    }

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

    ImmutableSortedDictionary<string, string> Describe(string bucket, string accounts, string regions, int? retentionDays)
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

        void Enumerate(string column, string values)
        {
            parameters[$"projection.{column}.type"] = "enum";
            parameters[$"projection.{column}.values"] = values;
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

using System.Collections.Immutable;
using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>Table parameters of projected partition columns, for tables of every kind.</summary>
static class ProjectionParameters
{
    /// <summary>Adds the parameters of a column of accounts, Regions or names.</summary>
    internal static void AddValues(ImmutableSortedDictionary<string, string>.Builder parameters, string column, PartitionValues values)
    {
        parameters[$"projection.{column}.type"] = values is PartitionValues.Listed ? "enum" : "injected";
        if (values is PartitionValues.Listed(var list))
            parameters[$"projection.{column}.values"] = string.Join(',', list);
    }

    /// <summary>Adds the parameters of a date column with a folder for each day or hour.</summary>
    /// <param name="parameters">Receives the parameters.</param>
    /// <param name="column">Name of the column.</param>
    /// <param name="isHourly">Whether there is a folder for each hour.</param>
    /// <param name="retentionDays">Retention of objects in days; null for unlimited, which projects ten years.</param>
    internal static void AddTime(ImmutableSortedDictionary<string, string>.Builder parameters, string column, bool isHourly, int? retentionDays)
    {
        parameters[$"projection.{column}.type"] = "date";
        parameters[$"projection.{column}.format"] = isHourly ? "yyyy/MM/dd/HH" : "yyyy/MM/dd";
        parameters[$"projection.{column}.interval"] = "1";
        parameters[$"projection.{column}.interval.unit"] = isHourly ? "HOURS" : "DAYS";
        // One day more than the retention, because S3 expires objects once a day, after they reach their age.
        parameters[$"projection.{column}.range"] = retentionDays is { } days
            ? string.Create(CultureInfo.InvariantCulture, $"NOW-{days + 1}DAYS,NOW")
            : "NOW-10YEARS,NOW";
    }

    /// <summary>Returns the condition on a column of accounts, Regions or names.</summary>
    /// <exception cref="ArgumentException">Each query has to set the column and does not, or a value is not valid.</exception>
    internal static IEnumerable<string> Scope(string column, PartitionValues values, ImmutableArray<string> wanted)
    {
        if (wanted is [])
        {
            if (values is PartitionValues.Injected)
                throw new ArgumentException($"The archive's partitions have no list of values for '{column}', so each query has to set them. Add at least one "
                    + "to the scope.", nameof(wanted));
            yield break;
        }

        if (wanted.FirstOrDefault(value => value.Length == 0 || value.Contains('\'', StringComparison.Ordinal)) is { } bad)
            throw new ArgumentException($"'{bad}' is not a valid value of '{column}'. Use an account id or a Region.", nameof(wanted));
        yield return wanted is [var only] ? $"{column} = '{only}'" : $"{column} IN ({string.Join(", ", wanted.Select(value => $"'{value}'"))})";
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace FlowLogStack.Athena.Tests;

/// <summary>
/// Partition projection as documented in Athena's guide, computed only from a table's parameters and partition columns. It doesn't use the
/// library's layouts, so a wrong template, range or number of digits finds nothing.
/// </summary>
static partial class Projection
{
    /// <summary>Returns the projected partitions with objects, as values by column, with their locations.</summary>
    /// <param name="table">The table.</param>
    /// <param name="now">Value of <c>NOW</c>.</param>
    /// <param name="injected">Values of injected columns in queries.</param>
    /// <param name="exists">Returns whether a folder, with a trailing slash, has objects below it. Other folders are skipped.</param>
    public static IEnumerable<(string Location, IReadOnlyDictionary<string, string> Values)> Partitions(
        GlueTableDefinition table, DateTime now, IReadOnlyDictionary<string, string[]> injected, Func<string, bool> exists)
    {
        Assert.Equal("true", table.Parameters["projection.enabled"]);
        var template = table.Parameters["storage.location.template"];
        Assert.EndsWith("/", template);
        Assert.StartsWith(table.Location, template);
        Assert.Equal(table.PartitionColumns.Select(column => column.Name).Order(), Placeholder().Matches(template).Select(match => match.Groups[1].Value)
            .Order());
        var known = table.PartitionColumns.ToDictionary(column => column.Name, column => Values(table.Parameters, column.Name, now, injected).ToList());
        return Below(template, new Dictionary<string, string>());

        IEnumerable<(string, IReadOnlyDictionary<string, string>)> Below(string location, IReadOnlyDictionary<string, string> values)
        {
            var next = Placeholder().Match(location);
            if (!exists(next.Success ? location[..(location.LastIndexOf('/', next.Index) + 1)] : location))
                return [];
            return next.Success
                ? known[next.Groups[1].Value].SelectMany(value => Below(
                    location.Remove(next.Index, next.Length).Insert(next.Index, value),
                    new Dictionary<string, string>(values) { [next.Groups[1].Value] = value }))
                : [(location, values)];
        }
    }

    static IEnumerable<string> Values(ImmutableSortedDictionary<string, string> parameters, string column, DateTime now,
        IReadOnlyDictionary<string, string[]> injected)
    {
        string Of(string setting) => parameters[$"projection.{column}.{setting}"];
        switch (Of("type"))
        {
            case "enum":
                return Of("values").Split(',');
            case "injected":
                return injected[column];
            case "integer":
                var bounds = Of("range").Split(',').Select(bound => int.Parse(bound, CultureInfo.InvariantCulture)).ToArray();
                var digits = parameters.TryGetValue($"projection.{column}.digits", out var width) ? int.Parse(width, CultureInfo.InvariantCulture) : 1;
                return Enumerable.Range(bounds[0], bounds[1] - bounds[0] + 1).Select(number => number.ToString($"D{digits}", CultureInfo.InvariantCulture));
            case "date":
                var format = Of("format");
                var ends = Of("range").Split(',').Select(bound => Moment(bound, format, now)).ToArray();
                var unit = Of("interval.unit");
                return Steps(ends[0], ends[1], int.Parse(Of("interval"), CultureInfo.InvariantCulture), unit)
                    .Select(moment => moment.ToString(format, CultureInfo.InvariantCulture));
            case var type:
                throw new InvalidOperationException($"Athena has no projection type '{type}'.");
        }
    }

    static IEnumerable<DateTime> Steps(DateTime from, DateTime to, int interval, string unit)
    {
        var first = unit == "HOURS" ? from.Date.AddHours(from.Hour) : from.Date;
        for (var moment = first; moment <= to; moment = unit == "HOURS" ? moment.AddHours(interval) : unit == "DAYS" ? moment.AddDays(interval)
            : throw new InvalidOperationException($"Not a unit here: '{unit}'."))
            yield return moment;
    }

    static DateTime Moment(string bound, string format, DateTime now)
    {
        if (bound == "NOW")
            return now;
        var relative = Relative().Match(bound);
        if (!relative.Success)
            return DateTime.ParseExact(bound, format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);
        var count = int.Parse(relative.Groups[1].Value, CultureInfo.InvariantCulture);
        return relative.Groups[2].Value == "DAYS" ? now.AddDays(-count) : now.AddYears(-count);
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@"^NOW-(\d+)(DAYS|YEARS)$")]
    private static partial Regex Relative();
}

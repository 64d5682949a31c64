using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A field of events in a Contributor Insights rule: a position between spaces, or a JSON path.</summary>
sealed class InsightField
{
    InsightField(int position, string[] path)
    {
        Position = position;
        Path = path;
    }

    /// <summary>The position, from 0.</summary>
    internal int Position { get; }

    /// <summary>The names from the root of a JSON event.</summary>
    internal string[] Path { get; }

    /// <summary>Returns the column of the field, or null if events have no such field.</summary>
    /// <exception cref="FormatException">No column contains the field. The message contains the reason.</exception>
    internal EventColumn? ColumnIn(EventColumns columns) =>
        Position < 0 ? throw new FormatException("it reads JSON, and a table of records has none")
        : Position < columns.Count ? columns[Position]
        : null;

    /// <summary>Returns the field of a name.</summary>
    /// <param name="name">An alias or a position from 1; a path such as <c>$.a.b</c> in JSON rules.</param>
    /// <param name="isJson">Whether the rule reads JSON.</param>
    /// <param name="aliases">Positions of the aliases, from 1.</param>
    /// <exception cref="TemplateException">The rule has no such field.</exception>
    internal static InsightField Of(string name, bool isJson, IReadOnlyDictionary<string, string> aliases)
    {
        if (isJson)
            return name.StartsWith("$.", StringComparison.Ordinal) ? new InsightField(-1, name[2..].Split('.'))
                : throw new TemplateException($"'{name}' is not a JSON path; use '$.{name}'");
        var place = aliases.GetValueOrDefault(name, name);
        return int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var position) && position > 0
            ? new InsightField(position - 1, [])
            : throw new TemplateException($"its Fields name no '{name}'");
    }
}

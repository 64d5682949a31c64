using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>A row of a statement's result: what the records of one minute that arrived in the same minute come to.</summary>
readonly ref struct ArchiveRow(IReadOnlyList<string?> values)
{
    /// <summary>The minute, and the minute of arrival; in which minute that was, only processors ask, and no row reaches one.</summary>
    internal EventMinute Time => new((long)Number(0), (long)Number(1), (long)Number(1));

    /// <summary>Whether a value is there.</summary>
    internal bool Has(int column) => values[column] is not null;

    /// <summary>A number; NULL, which is the sum of nothing, as 0.</summary>
    internal double Number(int column) => values[column] is { } text ? Parse(text) : 0;

    /// <summary>A list of numbers; NULL as an empty one.</summary>
    internal double[] Numbers(int column) => [.. Words(column).Select(Parse)];

    /// <summary>A list of hashes, of which the lowest ones of SQL's signed numbers are the lowest here; NULL as an empty one.</summary>
    internal ulong[] Hashes(int column) => [.. Words(column).Select(word => (ulong)long.Parse(word, CultureInfo.InvariantCulture) ^ (1UL << 63))];

    string[] Words(int column) => values[column]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}

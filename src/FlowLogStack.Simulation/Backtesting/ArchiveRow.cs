using System.Globalization;

namespace FlowLogStack.Simulation;

/// <summary>A row of the statement's result: the aggregated records of one minute that arrived in the same minute.</summary>
readonly ref struct ArchiveRow(IReadOnlyList<string?> values)
{
    /// <summary>The minute and the minute of arrival. The minute in which records arrived is needed only for processors, which don't receive rows.</summary>
    internal EventMinute Time => new((long)Number(0), (long)Number(1), (long)Number(1));

    /// <summary>Returns whether a column has a value.</summary>
    internal bool Has(int column) => values[column] is not null;

    /// <summary>Returns a number. NULL, which is the sum of no values, is 0.</summary>
    internal double Number(int column) => values[column] is { } text ? Parse(text) : 0;

    /// <summary>Returns a list of numbers. NULL is an empty list.</summary>
    internal double[] Numbers(int column) => [.. Words(column).Select(Parse)];

    /// <summary>Returns a list of hashes in the order of SQL's signed numbers. NULL is an empty list.</summary>
    internal ulong[] Hashes(int column) => [.. Words(column).Select(word => (ulong)long.Parse(word, CultureInfo.InvariantCulture) ^ (1UL << 63))];

    string[] Words(int column) => values[column]?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];

    static double Parse(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);
}

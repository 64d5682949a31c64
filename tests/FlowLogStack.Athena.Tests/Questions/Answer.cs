using System.Globalization;

namespace FlowLogStack.Athena.Tests;

/// <summary>The expected rows of a query, computed from the records.</summary>
sealed class Answer(IEnumerable<object?[]> rows)
{
    public IReadOnlyList<object?[]> Rows { get; } = [.. rows];

    /// <summary>Returns one row for each key, with values computed from its records.</summary>
    public static Answer Grouped<T>(IEnumerable<T> records, Func<T, object?[]> key, params Func<List<T>, object?>[] values) => new(
        records.GroupBy(key, new KeyComparer()).Select(group => (object?[])[.. group.Key, .. values.Select(value => value([.. group]))]));

    public Answer Where(Func<object?[], bool> wanted) => new(Rows.Where(wanted));

    /// <summary>Sorts by columns, descending for negative numbers (<c>~0</c> for the first), NULL last.</summary>
    public Answer Sorted(params int[] columns)
    {
        var sorted = Rows.Order(Comparer<object?[]>.Create((left, right) =>
        {
            foreach (var column in columns)
            {
                var index = column < 0 ? ~column : column;
                var order = (left[index], right[index]) switch
                {
                    (null, null) => 0,
                    (null, _) => 1,
                    (_, null) => -1,
                    (string a, string b) => string.CompareOrdinal(a, b) * (column < 0 ? -1 : 1),
                    var (a, b) => Comparer<object>.Default.Compare(a, b) * (column < 0 ? -1 : 1),
                };
                if (order != 0)
                    return order;
            }

            return 0;
        }));
        return new Answer(sorted);
    }

    public Answer First(int count) => new(Rows.Take(count));

    /// <summary>Asserts equal rows in the same order. Fractions may differ in the ninth digit.</summary>
    public void MustEqual(SqlResult actual, string what)
    {
        var lines = actual.Rows.Select(row => row.Select(cell => cell.ValueKind is System.Text.Json.JsonValueKind.Null ? null : cell.ToString()).ToArray())
            .ToList();
        var expected = Rows.Select(row => row.Select(Text).ToArray()).ToList();
        for (var i = 0; i < Math.Max(lines.Count, expected.Count); i++)
        {
            var (was, now) = (expected.ElementAtOrDefault(i), lines.ElementAtOrDefault(i));
            if (was is null || now is null || was.Length != now.Length || !was.Zip(now).All(pair => Same(pair.First, pair.Second)))
                Assert.Fail($"{what}: row {i + 1} of {lines.Count} (expected {expected.Count}) is\n  {Line(now)}\nand should be\n  {Line(was)}");
        }
    }

    static string Line(string?[]? row) => row is null ? "absent" : string.Join('|', row.Select(cell => cell ?? "∅"));

    static bool Same(string? expected, string? actual) => expected == actual
        || (double.TryParse(expected, NumberStyles.Float, CultureInfo.InvariantCulture, out var a)
            && double.TryParse(actual, NumberStyles.Float, CultureInfo.InvariantCulture, out var b)
            && Math.Abs(a - b) <= 1e-9 * Math.Max(1, Math.Abs(a)));

    static string? Text(object? value) => value switch
    {
        DateTime moment => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        bool truth => truth ? "True" : "False",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString(),
    };

    sealed class KeyComparer : IEqualityComparer<object?[]>
    {
        public bool Equals(object?[]? x, object?[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(object?[] key) => key.Aggregate(0, HashCode.Combine);
    }
}

using System.Text;

namespace FlowLogStack.Records.Tests;

public sealed class RowMatchesTests
{
    const int Rows = 500;

    static readonly string[] Values = ["1", "2", "22", "-", "10.0.0.1", "two", "x"];

    static readonly string[] Patterns =
    [
        "[a, b=2, c]", "[a, b, c]", "[..., c=22]", "[a=%^1%, ...]", "[]", "[a, b, c, d]", "[a, b!=2, c]", "[a=1, b=2 || b=22, c=x]", "[a=1 || a=2, b, c!=x]",
        "[a, b=t* || b=x*, c]", "[..., b=2, c]", "[a, b>1, c<=22]", "[a=10.*, ...]", "[a, b]",
    ];

    readonly Random random = new(4);
    long offset;

    [Fact]
    public void Selects_what_the_text_of_a_row_selects()
    {
        var set = SetOf(Patterns);
        var matches = new RowMatches(set);
        var rows = new KnownRows();
        // One dictionary for several blocks, then another one.
        foreach (var values in new[] { Values, Values, [.. Values.Reverse()] })
        {
            var columns = Enumerable.Range(0, 3).Select(_ => ColumnOf(values)).ToArray();
            for (var first = 0; first < Rows; first += Rows / 2)
                AssertSame(set, matches, rows, columns, first, Rows / 2);
        }
    }

    [Fact]
    public void Leaves_out_what_is_skipped()
    {
        var matches = new RowMatches(SetOf("[a=1]", "[a=1]", "[a!=1]"));
        var rows = Of(new RowColumn(ColumnOf(["1"]).Values, [0]));
        Assert.True(rows.TryFind(0));
        var matching = new int[3];
        Assert.Equal(1, matches.Match(rows, [true, false, false], matching));
        Assert.Equal(1, matching[0]);
    }

    [Theory]
    [InlineData("[a=\"x y\"]", "\"x")]
    [InlineData("[a=1]", "[x")]
    [InlineData("x", "x")]
    [InlineData("{ $.a = 1 }", "x")]
    public void Leaves_what_numbers_do_not_decide_to_the_text(string pattern, string value)
    {
        var rows = Of(new RowColumn(ColumnOf([value]).Values, [0]));
        Assert.True(rows.TryFind(0));
        Assert.Equal(-1, new RowMatches(SetOf(pattern)).Match(rows, [], new int[1]));
    }

    [Fact]
    public void Leaves_the_rest_of_a_line_and_values_that_are_not_known_to_the_text()
    {
        var known = new RowColumn(ColumnOf(["1"]).Values, [0]);
        var rows = Of(known, known);
        Assert.True(rows.TryFind(0));
        Assert.Equal(-1, new RowMatches(SetOf("[a=1]")).Match(rows, [], new int[1]));
        rows = Of(known, new RowColumn(null, [0]));
        Assert.True(rows.TryFind(0));
        Assert.Equal(-1, new RowMatches(SetOf("[a=1, b]")).Match(rows, [], new int[1]));
    }

    [Fact]
    public void Leaves_more_patterns_than_a_row_has_bits_to_the_text()
    {
        var rows = Of(new RowColumn(ColumnOf(["1"]).Values, [0]));
        Assert.True(rows.TryFind(0));
        string[] all = [.. Enumerable.Range(0, RowMatches.Most + 1).Select(i => $"[a={i}]")];
        Assert.Equal(1, new RowMatches(SetOf(all[1..])).Match(rows, [], new int[all.Length]));
        Assert.Equal(-1, new RowMatches(SetOf(all)).Match(rows, [], new int[all.Length]));
    }

    [Fact]
    public void A_line_is_a_row_only_from_its_start_and_in_order()
    {
        var rows = new KnownRows();
        Assert.False(rows.HasRows);
        Assert.False(rows.TryFind(0));
        rows.Add(new RowBlock(100, [0, 5, 9], [], 0, []));
        rows.Add(new RowBlock(100, [9, 12], [], 2, []));
        Assert.True(rows.HasRows);
        Assert.False(rows.TryFind(0));
        Assert.True(rows.TryFind(100));
        Assert.Equal((0, 4), (rows.Row, rows.Length));
        Assert.False(rows.TryFind(102));
        Assert.True(rows.TryFind(105));
        Assert.Equal((1, 3), (rows.Row, rows.Length));
        Assert.True(rows.TryFind(109));
        Assert.Equal((0, 2, 2), (rows.Row, rows.Block.First, rows.Length));
        Assert.False(rows.TryFind(112));
    }

    [Fact]
    public void Rows_that_nobody_seeks_are_not_kept()
    {
        var rows = new KnownRows();
        for (var i = 0; i < 1000; i++)
            rows.Add(new RowBlock(i * 10, [0, 10], [], 0, []));
        Assert.True(rows.TryFind(0));
        Assert.False(rows.TryFind(9_000));
    }

    void AssertSame(LogPatternSet set, RowMatches matches, KnownRows rows, RowColumn[] columns, int first, int count)
    {
        var lines = Enumerable.Range(first, count).Select(row =>
            string.Join(' ', columns.Select(column => Encoding.UTF8.GetString(column.Values![column.Numbers[row]])))).ToList();
        var starts = new List<int> { 0 };
        foreach (var line in lines)
            starts.Add(starts[^1] + line.Length + 1);
        rows.Add(new RowBlock(offset, [.. starts], [], first, columns));
        int[] matching = new int[set.Count], expected = new int[set.Count];
        for (var row = 0; row < count; row++)
        {
            Assert.True(rows.TryFind(offset + starts[row]));
            var found = matches.Match(rows, [], matching);
            Assert.Equal(expected[..set.Match(Encoding.UTF8.GetBytes(lines[row]), expected)], matching[..found]);
        }

        offset += starts[^1];
    }

    RowColumn ColumnOf(string[] values)
    {
        var parts = new List<TextPart>();
        foreach (var value in values)
            parts.Add(new TextPart(parts.Count == 0 ? 0 : parts[^1].Start + parts[^1].Length, value.Length + 1));
        return new RowColumn(new ColumnValues(Encoding.UTF8.GetBytes(string.Concat(values.Select(value => value + " "))), [.. parts]),
            [.. Enumerable.Range(0, Rows).Select(_ => random.Next(values.Length))]);
    }

    static KnownRows Of(params RowColumn[] columns)
    {
        var rows = new KnownRows();
        rows.Add(new RowBlock(0, [0, 2], [], 0, columns));
        return rows;
    }

    static LogPatternSet SetOf(params string[] patterns) => new(patterns.Select(LogPattern.Parse));
}

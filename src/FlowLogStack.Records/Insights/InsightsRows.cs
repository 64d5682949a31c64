using System.Text;

namespace FlowLogStack.Records;

/// <summary>The rows of a query's result: sorted, limited, and without duplicates if the query removes them.</summary>
/// <remarks>
/// Keeps no more rows than the limit, and with <c>dedup</c> one more for each distinct value. Rows that sort equally stay
/// in the order of the events.
/// </remarks>
sealed class InsightsRows
{
    readonly (InsightsExpression Expression, bool IsDescending)[] sortKeys;
    readonly InsightsExpression[] dedupKeys;
    readonly InsightsExpression[] columns;
    readonly int limit;
    readonly InsightsValue[] candidate;
    readonly PriorityQueue<Row, Row> kept;
    readonly Dictionary<string, Row> unique = [];
    long sequence;

    internal InsightsRows((InsightsExpression Expression, bool IsDescending)[] sortKeys, InsightsExpression[] dedupKeys,
        InsightsExpression[] columns, int limit)
    {
        this.sortKeys = sortKeys;
        this.dedupKeys = dedupKeys;
        this.columns = columns;
        this.limit = limit;
        candidate = new InsightsValue[sortKeys.Length];
        // The queue returns the last row of the order first, because that row is dropped first.
        kept = new PriorityQueue<Row, Row>(Comparer<Row>.Create((left, right) => Compare(right, left)));
    }

    internal void Add(InsightsEvent from)
    {
        for (var i = 0; i < candidate.Length; i++)
            candidate[i] = sortKeys[i].Expression.Of(from);
        sequence++;
        if (dedupKeys.Length > 0 && KeyOf(from) is { } key)
        {
            // Of two rows that sort equally, the first one stays.
            if (!unique.TryGetValue(key, out var known) || CompareCandidate(known) < 0)
                unique[key] = Make(from);
            return;
        }

        if (kept.Count < limit)
        {
            var row = Make(from);
            kept.Enqueue(row, row);
        }
        else if (CompareCandidate(kept.Peek()) < 0)
        {
            var row = Make(from);
            kept.EnqueueDequeue(row, row);
        }
    }

    internal InsightsValue[][] Complete()
    {
        var rows = kept.UnorderedItems.Select(item => item.Element).Concat(unique.Values).ToList();
        rows.Sort(Compare);
        return [.. rows.Take(limit).Select(row => row.Values)];
    }

    Row Make(InsightsEvent from) =>
        new([.. candidate.Select(value => value.Detach())], [.. columns.Select(column => Cell(column, from))], sequence);

    static InsightsValue Cell(InsightsExpression column, InsightsEvent from)
    {
        var value = column.Of(from);
        return (column.IsNumber ? value.AsNumber() : value).Detach();
    }

    // An event without a value in one of its fields has no duplicates.
    string? KeyOf(InsightsEvent from)
    {
        var key = new StringBuilder();
        foreach (var expression in dedupKeys)
        {
            var value = expression.Of(from);
            if (value.IsNone)
                return null;
            var text = value.ToString();
            key.Append(text.Length).Append(' ').Append(text);
        }

        return key.ToString();
    }

    int CompareCandidate(Row row)
    {
        for (var i = 0; i < candidate.Length; i++)
        {
            var order = InsightsOrder.Compare(candidate[i], row.Keys[i]);
            if (order != 0)
                return sortKeys[i].IsDescending ? -order : order;
        }

        return 1;
    }

    int Compare(Row left, Row right)
    {
        for (var i = 0; i < sortKeys.Length; i++)
        {
            var order = InsightsOrder.Compare(left.Keys[i], right.Keys[i]);
            if (order != 0)
                return sortKeys[i].IsDescending ? -order : order;
        }

        return left.Sequence.CompareTo(right.Sequence);
    }

    sealed record Row(InsightsValue[] Keys, InsightsValue[] Values, long Sequence);
}

namespace FlowLogStack.Simulation;

/// <summary>A value of metric math: a number, a time series, or a list of time series.</summary>
readonly struct MathValue
{
    readonly double? number;
    readonly double?[]? series;
    readonly IReadOnlyList<double?[]>? list;

    MathValue(MathType type, double? number, double?[]? series, IReadOnlyList<double?[]>? list)
    {
        Type = type;
        this.number = number;
        this.series = series;
        this.list = list;
    }

    internal MathType Type { get; }

    /// <summary>The number; null if it couldn't be computed.</summary>
    internal double? Value => number;

    /// <summary>The values of the time series, null where it has none.</summary>
    internal double?[] Points => series ?? throw new InvalidOperationException("It is not a time series.");

    /// <summary>The time series of the list; one for a time series, none for a number.</summary>
    internal IReadOnlyList<double?[]> Items => list ?? (series is null ? [] : [series]);

    internal static MathValue Number(double? value) => new(MathType.Number, value is { } known && double.IsFinite(known) ? known : null, null, null);

    internal static MathValue Series(double?[] points) => new(MathType.Series, null, points, null);

    internal static MathValue List(IReadOnlyList<double?[]> items) => new(MathType.List, null, null, items);

    /// <summary>Returns the values as a time series. A number has the same value in every window.</summary>
    internal double?[] Over(int count)
    {
        if (Type is MathType.Series)
            return Points;
        var points = new double?[count];
        Array.Fill(points, number);
        return points;
    }

    /// <summary>Returns the values as one time series: of a list with one item that item, of other lists no values.</summary>
    internal double?[] OneSeries(int count) => Type is not MathType.List ? Over(count) : Items is [var only] ? only : new double?[count];

    /// <summary>Computes a value window by window, for a list for each time series.</summary>
    /// <param name="count">Number of windows in the time range.</param>
    /// <param name="operands">The operands.</param>
    /// <param name="compute">
    /// Function of the operands' values in a window; returns null for no value. It is called in windows in which a time series has a value, with null
    /// for operands that have none.
    /// </param>
    internal static MathValue Combine(int count, ReadOnlySpan<MathValue> operands, Func<double?[], double?> compute)
    {
        var items = int.MaxValue;
        var hasSeries = false;
        foreach (var operand in operands)
        {
            if (operand.Type is MathType.List)
                items = Math.Min(items, operand.Items.Count);
            hasSeries |= operand.Type is MathType.Series;
        }

        var values = new double?[operands.Length];
        if (items < int.MaxValue)
        {
            var results = new double?[items][];
            for (var item = 0; item < items; item++)
                results[item] = PointsOf(count, operands, item, values, compute);
            return List(results);
        }

        if (hasSeries)
            return Series(PointsOf(count, operands, 0, values, compute));
        for (var i = 0; i < operands.Length; i++)
        {
            // A number that couldn't be computed stays without a value; a time series without a value is 0.
            if (operands[i].Value is null)
                return Number(null);
            values[i] = operands[i].Value;
        }

        return Number(compute(values));
    }

    static double?[] PointsOf(int count, ReadOnlySpan<MathValue> operands, int item, double?[] values, Func<double?[], double?> compute)
    {
        var points = new double?[count];
        for (var at = 0; at < count; at++)
        {
            var (hasPoint, lacksNumber) = (false, false);
            for (var i = 0; i < operands.Length; i++)
            {
                values[i] = operands[i].Type switch
                {
                    MathType.Number => operands[i].Value,
                    MathType.Series => operands[i].Points[at],
                    _ => operands[i].Items[item][at],
                };
                hasPoint |= operands[i].Type is not MathType.Number && values[i] is not null;
                lacksNumber |= operands[i].Type is MathType.Number && values[i] is null;
            }

            if (hasPoint && !lacksNumber && compute(values) is { } value && double.IsFinite(value))
                points[at] = value;
        }

        return points;
    }
}

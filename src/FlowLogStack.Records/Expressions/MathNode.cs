namespace FlowLogStack.Records;

/// <summary>A node of a metric math expression.</summary>
abstract class MathNode
{
    /// <summary>Whether its value in a window depends on other windows of the time range.</summary>
    internal virtual bool NeedsRange => Parts.Any(part => part.NeedsRange);

    /// <summary>Whether its value can change while no metric changes, such as a function of time.</summary>
    internal virtual bool ChangesByItself => Parts.Any(part => part.ChangesByItself);

    /// <summary>The child nodes.</summary>
    internal virtual IEnumerable<MathNode> Parts => [];

    /// <summary>Returns the type of the node's value.</summary>
    /// <param name="types">Function that returns the type of a metric or expression by id.</param>
    /// <exception cref="MetricExpressionException">A function doesn't support the type of an operand.</exception>
    internal abstract MathType TypeOf(Func<string, MathType> types);

    /// <summary>Returns the value in a time range.</summary>
    internal abstract MathValue Evaluate(IMetricRange range);

    static MathType Widest(IEnumerable<MathType> types) => types.DefaultIfEmpty().Max();

    /// <summary>A number.</summary>
    internal sealed class Constant(double value) : MathNode
    {
        internal double Value => value;

        internal override MathType TypeOf(Func<string, MathType> types) => MathType.Number;

        internal override MathValue Evaluate(IMetricRange range) => MathValue.Number(value);
    }

    /// <summary>A metric, or another expression.</summary>
    internal sealed class Identifier(string id) : MathNode
    {
        internal override MathType TypeOf(Func<string, MathType> types) => types(id);

        internal override MathValue Evaluate(IMetricRange range) => range.ValueOf(id);
    }

    /// <summary>A metric of a Contributor Insights rule.</summary>
    internal sealed class Rule(string name, InsightMetric metric) : MathNode
    {
        internal override MathType TypeOf(Func<string, MathType> types) => MathType.Series;

        internal override MathValue Evaluate(IMetricRange range) => MathValue.Series(range.ValuesOf(name, metric));
    }

    /// <summary>
    /// A function of the values in a window. With one operand, it requires a value; with several, one value is enough and missing ones are 0.
    /// </summary>
    internal sealed class Computed(IReadOnlyList<MathNode> operands, Func<double?[], double?> function) : MathNode
    {
        internal Computed(MathNode operand, Func<double, double> function)
            : this([operand], values => values[0] is { } value ? function(value) : null)
        {
        }

        internal Computed(MathNode left, MathNode right, Func<double, double, double> function)
            : this([left, right], values => function(values[0] ?? 0, values[1] ?? 0))
        {
        }

        internal override IEnumerable<MathNode> Parts => operands;

        internal override MathType TypeOf(Func<string, MathType> types) => Widest(operands.Select(operand => operand.TypeOf(types)));

        internal override MathValue Evaluate(IMetricRange range) =>
            MathValue.Combine(range.Count, operands.Select(operand => operand.Evaluate(range)).ToArray(), function);
    }

    /// <summary>A list of time series. Numbers in it have a value in every window in which a time series has one.</summary>
    internal sealed class Listed(IReadOnlyList<MathNode> items) : MathNode
    {
        internal override IEnumerable<MathNode> Parts => items;

        internal override MathType TypeOf(Func<string, MathType> types)
        {
            foreach (var item in items)
                item.TypeOf(types);
            return MathType.List;
        }

        internal override MathValue Evaluate(IMetricRange range)
        {
            var values = items.Select(item => item.Evaluate(range)).ToList();
            var series = values.SelectMany(value => value.Type is MathType.List ? value.Items : value.Type is MathType.Series ? [value.Points] : []).ToList();
            return MathValue.List([.. values.SelectMany(value => value.Type is MathType.List ? value.Items
                : [value.Type is MathType.Series ? value.Points : Where(series, value.Value, range.Count)])]);
        }

        static double?[] Where(IReadOnlyList<double?[]> series, double? value, int count)
        {
            var points = new double?[count];
            for (var i = 0; i < count; i++)
                points[i] = series.Any(item => item[i] is not null) ? value : null;
            return points;
        }
    }

    /// <summary>A reduction of several values to one: of a list window by window, with missing values as 0, and of a time series to one number.</summary>
    internal sealed class Reduced(MathNode operand, bool missingIsZero, Func<IReadOnlyList<double>, double> function, Func<string,
        MetricExpressionException> error) : MathNode
    {
        internal override bool NeedsRange => true;

        internal override IEnumerable<MathNode> Parts => [operand];

        internal override MathType TypeOf(Func<string, MathType> types) => operand.TypeOf(types) switch
        {
            MathType.List => MathType.Series,
            MathType.Series => MathType.Number,
            _ => throw error("requires a time series or a list of them, but has a number"),
        };

        internal override MathValue Evaluate(IMetricRange range)
        {
            var value = operand.Evaluate(range);
            if (value.Type is not MathType.List)
                return MathValue.Number(value.Type is MathType.Series && value.Points.OfType<double>().ToList() is { Count: > 0 } all ? function(all) : null);
            var points = new double?[range.Count];
            var present = new List<double>();
            for (var at = 0; at < points.Length; at++)
            {
                present.Clear();
                var hasPoint = false;
                foreach (var item in value.Items)
                {
                    hasPoint |= item[at] is not null;
                    if (item[at] is not null || missingIsZero)
                        present.Add(item[at] ?? 0);
                }

                if (hasPoint && function(present) is var result && double.IsFinite(result))
                    points[at] = result;
            }

            return MathValue.Series(points);
        }
    }

    /// <summary>A reduction of a list, whose windows don't depend on each other.</summary>
    internal sealed class Listwise(Reduced inner) : MathNode
    {
        internal override bool NeedsRange => inner.Parts.Any(part => part.NeedsRange);

        internal override IEnumerable<MathNode> Parts => inner.Parts;

        internal override MathType TypeOf(Func<string, MathType> types) => inner.TypeOf(types);

        internal override MathValue Evaluate(IMetricRange range) => inner.Evaluate(range);
    }

    /// <summary>A choice in windows in which any time series has a value. A condition without a value is false, and a choice without a value is 0.</summary>
    internal sealed class Chosen(MathNode condition, MathNode then, MathNode? otherwise) : MathNode
    {
        readonly IReadOnlyList<MathNode> operands = otherwise is null ? [condition, then] : [condition, then, otherwise];

        internal override IEnumerable<MathNode> Parts => operands;

        internal override MathType TypeOf(Func<string, MathType> types) => Widest(operands.Select(operand => operand.TypeOf(types)));

        internal override MathValue Evaluate(IMetricRange range) =>
            MathValue.Combine(range.Count, operands.Select(operand => operand.Evaluate(range)).ToArray(), Choose);

        double? Choose(double?[] values) =>
            (values[0] ?? 0) != 0 ? values[1] ?? 0 : otherwise is null ? null : values[2] ?? 0;
    }

    /// <summary>A time series whose missing values are replaced by a number or by those of another time series.</summary>
    internal sealed class Filled(MathNode operand, MathNode filling, Func<string, MetricExpressionException> error) : MathNode
    {
        internal override IEnumerable<MathNode> Parts => [operand, filling];

        internal override MathType TypeOf(Func<string, MathType> types) => EnsureFilled(operand.TypeOf(types), error) is var type
            && filling.TypeOf(types) is MathType.List
            ? throw error("fills with a number or one time series, and this is a list of them")
            : type;

        internal override MathValue Evaluate(IMetricRange range)
        {
            var with = filling.Evaluate(range).Over(range.Count);
            return Each(operand.Evaluate(range), range.Count, points => [.. points.Select((point, at) => point ?? with[at])]);
        }
    }

    /// <summary>A function of all values of a time series.</summary>
    internal sealed class Traversed(MathNode operand, Func<double?[], IMetricRange, double?[]> function, Func<string,
        MetricExpressionException> error) : MathNode
    {
        internal override bool NeedsRange => true;

        internal override IEnumerable<MathNode> Parts => [operand];

        internal override MathType TypeOf(Func<string, MathType> types) => EnsureFilled(operand.TypeOf(types), error);

        internal override MathValue Evaluate(IMetricRange range) => Each(operand.Evaluate(range), range.Count, points => function(points, range));
    }

    /// <summary>A time series with the times of another one's values.</summary>
    internal sealed class Timed(MathNode operand, Func<DateTimeOffset, double> function, Func<string, MetricExpressionException> error) : MathNode
    {
        internal override bool ChangesByItself => true;

        internal override IEnumerable<MathNode> Parts => [operand];

        internal override MathType TypeOf(Func<string, MathType> types) => EnsureFilled(operand.TypeOf(types), error);

        internal override MathValue Evaluate(IMetricRange range) =>
            Each(operand.Evaluate(range), range.Count, points =>
                [.. points.Select((point, at) => point is null ? (double?)null : function(DateTimeOffset.FromUnixTimeSeconds(range.StartOf(at))))]);
    }

    /// <summary>The length of a window in seconds.</summary>
    internal sealed class Period(MathNode operand, Func<string, MetricExpressionException> error) : MathNode
    {
        internal override IEnumerable<MathNode> Parts => [operand];

        internal override MathType TypeOf(Func<string, MathType> types)
        {
            EnsureFilled(operand.TypeOf(types), error);
            return MathType.Number;
        }

        internal override MathValue Evaluate(IMetricRange range) => MathValue.Number(range.Seconds);
    }

    /// <summary>A time series with the same number in every window.</summary>
    internal sealed class Constantly(MathNode operand, Func<string, MetricExpressionException> error) : MathNode
    {
        internal override IEnumerable<MathNode> Parts => [operand];

        internal override MathType TypeOf(Func<string, MathType> types) => operand.TypeOf(types) is MathType.Number
            ? MathType.Series
            : throw error("requires a number, but has a time series");

        internal override MathValue Evaluate(IMetricRange range) => MathValue.Series(operand.Evaluate(range).Over(range.Count));
    }

    /// <summary>A function of a list that returns a list.</summary>
    internal sealed class Selected(MathNode operand, Func<IReadOnlyList<double?[]>, IReadOnlyList<double?[]>> function, Func<string,
        MetricExpressionException> error) : MathNode
    {
        internal override bool NeedsRange => true;

        internal override IEnumerable<MathNode> Parts => [operand];

        internal override MathType TypeOf(Func<string, MathType> types) => EnsureList(operand.TypeOf(types), error);

        internal override MathValue Evaluate(IMetricRange range) => MathValue.List(function(operand.Evaluate(range).Items));
    }

    /// <summary>One time series of a list. It has no values if the list is empty.</summary>
    internal sealed class Picked(MathNode operand, bool last, Func<string, MetricExpressionException> error) : MathNode
    {
        internal override IEnumerable<MathNode> Parts => [operand];

        internal override MathType TypeOf(Func<string, MathType> types)
        {
            EnsureList(operand.TypeOf(types), error);
            return MathType.Series;
        }

        internal override MathValue Evaluate(IMetricRange range)
        {
            var items = operand.Evaluate(range).Items;
            return MathValue.Series(items.Count == 0 ? new double?[range.Count] : items[last ? ^1 : 0]);
        }
    }

    static MathType EnsureFilled(MathType type, Func<string, MetricExpressionException> error) =>
        type is MathType.Number ? throw error("requires a time series, but has a number") : type;

    static MathType EnsureList(MathType type, Func<string, MetricExpressionException> error) =>
        type is MathType.List ? type
            : throw error($"requires a list of time series such as METRICS(), but has {(type is MathType.Number ? "a number" : "one time series")}");

    static MathValue Each(MathValue value, int count, Func<double?[], double?[]> function) => value.Type is MathType.List
        ? MathValue.List([.. value.Items.Select(function)])
        : MathValue.Series(function(value.Over(count)));
}

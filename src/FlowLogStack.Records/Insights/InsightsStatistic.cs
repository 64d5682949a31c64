namespace FlowLogStack.Records;

/// <summary>The state of an aggregate function for one group of events.</summary>
abstract class InsightsStatistic
{
    /// <summary>Adds the argument's value for another event of the group.</summary>
    internal abstract void Add(in InsightsValue value, InsightsEvent from);

    /// <summary>Value of the function; none if no event had a usable value.</summary>
    internal abstract InsightsValue Result { get; }

    /// <summary>Returns a factory of the statistics of a function, one for each group.</summary>
    internal static Func<InsightsStatistic> Of(string function, double percent) => function switch
    {
        "count" => () => new Count(),
        "count_distinct" => () => new Distinct(),
        "sum" => () => new Sum(),
        "avg" => () => new Average(),
        "min" => () => new Extreme(-1),
        "max" => () => new Extreme(1),
        "stddev" => () => new Deviation(),
        "pct" => () => new Percentile(percent),
        "earliest" => () => new AtTime(isLatest: false),
        "latest" => () => new AtTime(isLatest: true),
        "sortsFirst" => () => new InOrder(-1),
        "sortsLast" => () => new InOrder(1),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "No function of many events."),
    };

    /// <summary>The number of events that have the field, with any value.</summary>
    sealed class Count : InsightsStatistic
    {
        long events;

        internal override InsightsValue Result => InsightsValue.Of(events);

        internal override void Add(in InsightsValue value, InsightsEvent from)
        {
            if (!value.IsNone)
                events++;
        }
    }

    /// <summary>The number of distinct values.</summary>
    sealed class Distinct : InsightsStatistic
    {
        readonly DistinctCount values = new();

        internal override InsightsValue Result => InsightsValue.Of(values.Count);

        internal override void Add(in InsightsValue value, InsightsEvent from)
        {
            if (!value.IsNone)
                values.Add(value.TextOf());
        }
    }

    /// <summary>The sum of numbers, exact if all are whole and 64 bits are enough.</summary>
    sealed class Sum : InsightsStatistic
    {
        InsightsNumber sum = new(0L);
        bool any;

        internal override InsightsValue Result => any ? sum.ToValue() : default;

        internal override void Add(in InsightsValue value, InsightsEvent from)
        {
            if (!InsightsNumber.TryRead(value, out var number))
                return;
            sum = InsightsNumber.Add(sum, number);
            any = true;
        }
    }

    /// <summary>The mean of numbers.</summary>
    sealed class Average : InsightsStatistic
    {
        InsightsNumber sum = new(0L);
        long numbers;

        internal override InsightsValue Result => InsightsNumber.Divide(sum, new InsightsNumber(numbers));

        internal override void Add(in InsightsValue value, InsightsEvent from)
        {
            if (!InsightsNumber.TryRead(value, out var number))
                return;
            sum = InsightsNumber.Add(sum, number);
            numbers++;
        }
    }

    /// <summary>The standard deviation of numbers, as a population rather than a sample.</summary>
    sealed class Deviation : InsightsStatistic
    {
        long numbers;
        double mean;
        double squares;

        internal override InsightsValue Result => numbers == 0 ? default : InsightsValue.Of(Math.Sqrt(squares / numbers));

        // Welford's recurrence: the difference of two large sums would lose precision.
        internal override void Add(in InsightsValue value, InsightsEvent from)
        {
            if (!InsightsNumber.TryRead(value, out var number))
                return;
            numbers++;
            var difference = number.Real - mean;
            mean += difference / numbers;
            squares += difference * (number.Real - mean);
        }
    }

    /// <summary>The smallest or largest number; without numbers, the first or last text of the order.</summary>
    sealed class Extreme(int sign) : InsightsStatistic
    {
        readonly InOrder text = new(sign);
        InsightsNumber number;
        bool any;
        bool isTimestamp;

        internal override InsightsValue Result => !any ? text.Result : isTimestamp ? InsightsValue.At(number.Whole) : number.ToValue();

        internal override void Add(in InsightsValue value, InsightsEvent from)
        {
            if (!InsightsNumber.TryRead(value, out var read))
            {
                if (!any)
                    text.Add(value, from);
                return;
            }

            if (any && read.CompareTo(number) * sign <= 0)
                return;
            number = read;
            any = true;
            isTimestamp = value.IsTimestamp;
        }
    }

    /// <summary>The first or last value of the order.</summary>
    sealed class InOrder(int sign) : InsightsStatistic
    {
        InsightsValue best;

        internal override InsightsValue Result => best;

        internal override void Add(in InsightsValue value, InsightsEvent from)
        {
            if (!value.IsNone && (best.IsNone || InsightsOrder.Compare(value, best) * sign > 0))
                best = value.Detach();
        }
    }

    /// <summary>The value of the event with the earliest or latest time; of events at the same time, of the first or last one read.</summary>
    sealed class AtTime(bool isLatest) : InsightsStatistic
    {
        long time;
        InsightsValue best;

        internal override InsightsValue Result => best;

        internal override void Add(in InsightsValue value, InsightsEvent from)
        {
            var timestamp = from.Timestamp;
            if (value.IsNone || timestamp.IsNone || !(best.IsNone || (isLatest ? timestamp.Milliseconds >= time : timestamp.Milliseconds < time)))
                return;
            best = value.Detach();
            time = timestamp.Milliseconds;
        }
    }

    /// <summary>A percentile of numbers.</summary>
    sealed class Percentile(double percent) : InsightsStatistic
    {
        readonly Distribution numbers = new();

        internal override InsightsValue Result => numbers.Percentile(percent) is { } value ? InsightsValue.Of(value) : default;

        internal override void Add(in InsightsValue value, InsightsEvent from)
        {
            if (InsightsNumber.TryRead(value, out var number))
                numbers.Add(number.Real);
        }
    }
}

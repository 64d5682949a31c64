using System.Text;

namespace FlowLogStack.Records;

/// <summary>An executable expression, whose names are resolved and whose constants are prepared.</summary>
/// <remarks>It may cache values of the current event, so each run requires its own.</remarks>
abstract class InsightsExpression
{
    /// <summary>Whether the expression is a field whose text is a number, which results contain as a number.</summary>
    internal bool IsNumber { get; init; }

    /// <summary>Returns the value for an event.</summary>
    internal abstract InsightsValue Of(InsightsEvent from);

    /// <summary>Returns whether the value is true for an event; null if it is unknown because a value is missing.</summary>
    internal virtual bool? IsTrue(InsightsEvent from) => Of(from).IsTrue;

    /// <summary>A constant.</summary>
    internal sealed class Constant(InsightsValue value) : InsightsExpression
    {
        internal InsightsValue Value { get; } = value;

        internal override InsightsValue Of(InsightsEvent from) => Value;
    }

    /// <summary>The event's message.</summary>
    internal sealed class Message : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from) => InsightsValue.Of(from.Buffer, 0, from.Length);
    }

    /// <summary>The event's time.</summary>
    internal sealed class Timestamp : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from) => from.Timestamp;
    }

    /// <summary>The time at which CloudWatch Logs received the event.</summary>
    internal sealed class IngestionTime : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from) => from.IngestionTime;
    }

    /// <summary>The event's log stream.</summary>
    internal sealed class LogStream : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from) => from.LogStream;
    }

    /// <summary>A field that Logs Insights discovers in the default format.</summary>
    internal sealed class Discovered(int position) : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from) => from.Discovered(position);
    }

    /// <summary>A field that Logs Insights discovers in JSON.</summary>
    internal sealed class Property(JsonFields fields, int index) : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from) => fields.Of(from, index);
    }

    /// <summary>A value of the last <c>stats</c>.</summary>
    internal sealed class Slot(int index) : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from) => from.Slots[index];
    }

    /// <summary>An alias, computed once for each event.</summary>
    internal sealed class Remembered(InsightsExpression expression) : InsightsExpression
    {
        long version = -1;
        InsightsValue value;

        internal override InsightsValue Of(InsightsEvent from)
        {
            if (version != from.Version)
                (value, version) = (expression.Of(from), from.Version);
            return value;
        }
    }

    /// <summary>An arithmetic operation; no value if an operand is not a number or the result is undefined.</summary>
    internal sealed class Arithmetic(InsightsOperator operation, InsightsExpression left, InsightsExpression right) : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from)
        {
            if (!InsightsNumber.TryRead(left.Of(from), out var a) || !InsightsNumber.TryRead(right.Of(from), out var b))
                return default;
            return operation switch
            {
                InsightsOperator.Add => InsightsNumber.Add(a, b).ToValue(),
                InsightsOperator.Subtract => InsightsNumber.Subtract(a, b).ToValue(),
                InsightsOperator.Multiply => InsightsNumber.Multiply(a, b).ToValue(),
                InsightsOperator.Divide => InsightsNumber.Divide(a, b),
                InsightsOperator.Remainder => InsightsNumber.Remainder(a, b),
                _ => InsightsValue.Of(Math.Pow(a.Real, b.Real)),
            };
        }
    }

    /// <summary>A function of the values of its arguments.</summary>
    internal sealed class Function(InsightsScalar scalar, InsightsExpression[] arguments) : InsightsExpression
    {
        readonly InsightsValue[] values = new InsightsValue[arguments.Length];

        internal override InsightsValue Of(InsightsEvent from)
        {
            for (var i = 0; i < arguments.Length; i++)
                values[i] = arguments[i].Of(from);
            return scalar(values);
        }
    }

    /// <summary>The start or end of the period that contains a moment.</summary>
    internal sealed class Period(InsightsExpression moment, InsightsPeriod period, bool isCeiling) : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from)
        {
            var value = moment.Of(from);
            return value.IsTimestamp ? InsightsValue.At(isCeiling ? period.Ceiling(value.Milliseconds) : period.Floor(value.Milliseconds)) : default;
        }
    }

    /// <summary>A value that a glob or a regular expression extracts.</summary>
    internal sealed class Taken(InsightsExtraction extraction, int index) : InsightsExpression
    {
        internal override InsightsValue Of(InsightsEvent from) => extraction.Of(from, index);
    }

    /// <summary>Returns a text as bytes, in which form it is processed.</summary>
    internal static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}

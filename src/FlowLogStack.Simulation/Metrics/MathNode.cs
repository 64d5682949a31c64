namespace FlowLogStack.Simulation;

/// <summary>A part of a metric math expression.</summary>
abstract class MathNode
{
    /// <summary>The value in a window; null for none.</summary>
    internal abstract double? Evaluate(IMetricWindow window);

    internal sealed class Constant(double value) : MathNode
    {
        internal override double? Evaluate(IMetricWindow window) => value;
    }

    internal sealed class Identifier(string id) : MathNode
    {
        internal override double? Evaluate(IMetricWindow window) => window.ValueOf(id);
    }

    internal sealed class Rule(string name, InsightMetric metric) : MathNode
    {
        internal override double? Evaluate(IMetricWindow window) => window.ValueOf(name, metric);
    }

    internal sealed class Applied(MathNode operand, Func<double, double> function) : MathNode
    {
        internal override double? Evaluate(IMetricWindow window) => operand.Evaluate(window) is { } value ? function(value) : null;
    }

    internal sealed class Paired(MathNode left, MathNode right, Func<double, double, double> function) : MathNode
    {
        internal override double? Evaluate(IMetricWindow window) =>
            left.Evaluate(window) is { } first && right.Evaluate(window) is { } second && function(first, second) is var value && double.IsFinite(value) ? value : null;
    }

    internal sealed class Filled(MathNode operand, MathNode filling) : MathNode
    {
        internal override double? Evaluate(IMetricWindow window) => operand.Evaluate(window) ?? filling.Evaluate(window);
    }

    internal sealed class Chosen(MathNode condition, MathNode then, MathNode? otherwise) : MathNode
    {
        internal override double? Evaluate(IMetricWindow window) =>
            condition.Evaluate(window) is not { } holds ? null : (holds != 0 ? then : otherwise)?.Evaluate(window);
    }

    internal sealed class Combined(IReadOnlyList<MathNode> operands, Func<IReadOnlyList<double>, double> function) : MathNode
    {
        internal override double? Evaluate(IMetricWindow window)
        {
            var values = operands.Select(operand => operand.Evaluate(window)).OfType<double>().ToList();
            return values.Count == 0 ? null : function(values);
        }
    }

    /// <summary>The change since the window before, over some length of time.</summary>
    internal sealed class Changed(MathNode operand, bool perSecond) : MathNode
    {
        const double SecondsPerMinute = 60;

        internal override double? Evaluate(IMetricWindow window) =>
            operand.Evaluate(window) is { } now && operand.Evaluate(window.Previous()) is { } before
                ? (now - before) / (perSecond ? window.Minutes * SecondsPerMinute : 1)
                : null;
    }

    internal sealed class Timed(MathNode operand, Func<IMetricWindow, double> function) : MathNode
    {
        internal override double? Evaluate(IMetricWindow window) => operand.Evaluate(window) is null ? null : function(window);
    }
}

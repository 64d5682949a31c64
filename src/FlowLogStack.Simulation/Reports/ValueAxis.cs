namespace FlowLogStack.Simulation;

/// <summary>The value axis of a chart.</summary>
sealed class ValueAxis
{
    /// <summary>Height of a drawing in its own units; 0 is at the top.</summary>
    public const int Height = 1000;

    // Beyond this ratio, smaller values would be at the bottom of a linear axis.
    const double WidestLinearRatio = 30;

    // Beyond these, steps between ticks would be no numbers.
    const double Largest = 1e300;
    const double Smallest = 1e-300;

    readonly double top;
    readonly double bottom;

    ValueAxis(double bottom, double top, bool isLogarithmic, IReadOnlyList<double> ticks) =>
        (this.bottom, this.top, IsLogarithmic, Ticks) = (bottom, top, isLogarithmic, ticks);

    /// <summary>Whether the axis is logarithmic. The chart must indicate it.</summary>
    public bool IsLogarithmic { get; }

    /// <summary>The labeled values, lowest first.</summary>
    public IReadOnlyList<double> Ticks { get; }

    /// <summary>Returns an axis from zero that contains the values, logarithmic if the landmarks are too far apart for a linear one.</summary>
    /// <param name="lowest">Minimum value.</param>
    /// <param name="highest">Maximum value.</param>
    /// <param name="landmarks">Values that must be distinguishable, such as a peak and a threshold.</param>
    /// <param name="isWhole">Whether the values are counts, so that ticks are whole numbers.</param>
    public static ValueAxis For(double lowest, double highest, IReadOnlyCollection<double> landmarks, bool isWhole = false)
    {
        highest = Math.Max(highest, landmarks.DefaultIfEmpty(0).Max());
        lowest = Math.Min(0, Math.Min(lowest, landmarks.DefaultIfEmpty(0).Min()));
        var marks = landmarks.Where(mark => mark > 0).ToList();
        if (lowest >= 0 && highest > 10 && marks.Count > 1 && marks.Max() / marks.Min() > WidestLinearRatio)
            return Logarithmic(highest);
        return Linear(lowest, highest, isWhole);
    }

    /// <summary>Returns an axis from zero that contains the values, unless its ends are given.</summary>
    /// <param name="lowest">Minimum value.</param>
    /// <param name="highest">Maximum value.</param>
    /// <param name="bottom">Lower end; null for one that fits.</param>
    /// <param name="top">Upper end; null for one that fits.</param>
    public static ValueAxis Between(double lowest, double highest, double? bottom, double? top)
    {
        var fitting = Linear(Math.Min(bottom ?? 0, bottom is null ? lowest : bottom.Value), top ?? Math.Max(highest, bottom ?? 0));
        var (low, high) = (bottom ?? fitting.bottom, top ?? fitting.top);
        return low < high ? new ValueAxis(low, high, isLogarithmic: false, [.. fitting.Ticks.Where(tick => tick >= low && tick <= high)]) : fitting;
    }

    /// <summary>Returns the position of a value below the top, from 0 to <see cref="Height"/>.</summary>
    public int Y(double value)
    {
        var share = IsLogarithmic
            ? Math.Log10(1 + Math.Max(0, value)) / Math.Log10(1 + top)
            : (value - bottom) / (top - bottom);
        return (int)Math.Round(Height * (1 - Math.Clamp(share, 0, 1)));
    }

    /// <summary>Returns the position of a value below the top in percent.</summary>
    public double Percent(double value) => Y(value) * 100.0 / Height;

    static ValueAxis Logarithmic(double highest)
    {
        var decades = Enumerable.Range(0, 19).Select(power => Math.Pow(10, power)).TakeWhile(value => value <= highest).ToList();
        var every = (decades.Count + 4) / 5;
        // Some space above the peak.
        return new ValueAxis(0, highest * 1.6, isLogarithmic: true, [0, .. decades.Where((_, power) => power % every == 0)]);
    }

    static ValueAxis Linear(double lowest, double highest, bool isWhole = false)
    {
        (lowest, highest) = (Math.Clamp(lowest, -Largest, Largest), Math.Clamp(highest, -Largest, Largest));
        var extent = highest - lowest;
        if (extent < Smallest)
            extent = 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(extent / 3)));
        var step = new[] { 1, 2, 2.5, 5, 10 }.Select(factor => factor * power).First(candidate => extent / candidate <= 4);
        if (isWhole)
            step = Math.Max(1, Math.Ceiling(step));
        var first = Math.Floor(lowest / step);
        var ticks = Enumerable.Range(0, 12).Select(number => Math.Round((first + number) * step, 12))
            .TakeWhile(value => value <= lowest + (extent * 1.08)).ToList();
        return new ValueAxis(Math.Min(lowest, first * step), lowest + (extent * 1.12), isLogarithmic: false, ticks);
    }
}

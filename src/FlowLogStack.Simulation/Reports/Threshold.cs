namespace FlowLogStack.Simulation;

/// <summary>The threshold of an alarm's data points.</summary>
/// <param name="Comparison">Comparison operator; null if nothing breaches.</param>
/// <param name="Value">Threshold value; null for an anomaly detection band.</param>
readonly record struct Threshold(ThresholdComparison? Comparison, double? Value)
{
    /// <summary>A threshold that nothing breaches.</summary>
    public static Threshold None => default;

    /// <summary>Whether low values breach.</summary>
    public bool IsBelow =>
        Comparison is ThresholdComparison.LessThanThreshold or ThresholdComparison.LessThanOrEqualToThreshold or ThresholdComparison.LessThanLowerThreshold;

    /// <summary>Returns the threshold of an alarm.</summary>
    public static Threshold Of(AlarmOutcome alarm) => new(alarm.Comparison, alarm.Threshold);

    /// <summary>Returns whether a data point breaches. Without a band for a band comparison, none does.</summary>
    public bool IsBreachedBy(double value, BandDatapoint? band) => Comparison switch
    {
        ThresholdComparison.GreaterThanOrEqualToThreshold => value >= Value,
        ThresholdComparison.GreaterThanThreshold => value > Value,
        ThresholdComparison.LessThanThreshold => value < Value,
        ThresholdComparison.LessThanOrEqualToThreshold => value <= Value,
        ThresholdComparison.LessThanLowerOrGreaterThanUpperThreshold => value < band?.Lower || value > band?.Upper,
        ThresholdComparison.LessThanLowerThreshold => value < band?.Lower,
        ThresholdComparison.GreaterThanUpperThreshold => value > band?.Upper,
        _ => false,
    };

    /// <summary>Returns a measure of how far a value lies in the breaching direction, for comparisons only.</summary>
    public double Excess(double value, BandDatapoint? band)
    {
        if (IsBelow)
            return -value;
        return Comparison is ThresholdComparison.LessThanLowerOrGreaterThanUpperThreshold && band is { } normal
            ? Math.Max(value - normal.Upper, normal.Lower - value)
            : value;
    }

    /// <summary>The comparison as a sign, such as <c>≥</c>; empty for bands.</summary>
    public string Sign => Comparison switch
    {
        ThresholdComparison.GreaterThanOrEqualToThreshold => "≥",
        ThresholdComparison.GreaterThanThreshold => ">",
        ThresholdComparison.LessThanThreshold => "<",
        ThresholdComparison.LessThanOrEqualToThreshold => "≤",
        _ => "",
    };

    /// <summary>The threshold as text: <c>≥ 10</c> or <c>above the band</c>.</summary>
    public string Text => Comparison switch
    {
        null => "–",
        ThresholdComparison.LessThanLowerOrGreaterThanUpperThreshold => "outside the band",
        ThresholdComparison.LessThanLowerThreshold => "below the band",
        ThresholdComparison.GreaterThanUpperThreshold => "above the band",
        _ => Value is { } value ? $"{Sign} {NumberText.Exact(value)}" : "–",
    };
}

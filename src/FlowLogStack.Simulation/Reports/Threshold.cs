namespace FlowLogStack.Simulation;

/// <summary>What a datapoint of an alarm is compared with.</summary>
/// <param name="Comparison">When it breaches; null when nothing does.</param>
/// <param name="Value">The value compared with; null for a band.</param>
readonly record struct Threshold(ThresholdComparison? Comparison, double? Value)
{
    /// <summary>Nothing breaches.</summary>
    public static Threshold None => default;

    /// <summary>Whether low values are those that breach.</summary>
    public bool IsBelow => Comparison is ThresholdComparison.LessThanThreshold or ThresholdComparison.LessThanOrEqualToThreshold or ThresholdComparison.LessThanLowerThreshold;

    /// <summary>What an alarm compares with.</summary>
    public static Threshold Of(AlarmOutcome alarm) => new(alarm.Comparison, alarm.Threshold);

    /// <summary>Whether a datapoint breaches; without a band to compare with none does.</summary>
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

    /// <summary>How far a value lies in the direction that breaches; only good for comparing values with each other.</summary>
    public double Excess(double value, BandDatapoint? band)
    {
        if (IsBelow)
            return -value;
        return Comparison is ThresholdComparison.LessThanLowerOrGreaterThanUpperThreshold && band is { } normal
            ? Math.Max(value - normal.Upper, normal.Lower - value)
            : value;
    }

    /// <summary>The comparison as a sign: <c>≥</c>; empty for bands.</summary>
    public string Sign => Comparison switch
    {
        ThresholdComparison.GreaterThanOrEqualToThreshold => "≥",
        ThresholdComparison.GreaterThanThreshold => ">",
        ThresholdComparison.LessThanThreshold => "<",
        ThresholdComparison.LessThanOrEqualToThreshold => "≤",
        _ => "",
    };

    /// <summary>The threshold as people read it: <c>≥ 10</c> or <c>above the band</c>.</summary>
    public string Text => Comparison switch
    {
        null => "–",
        ThresholdComparison.LessThanLowerOrGreaterThanUpperThreshold => "outside the band",
        ThresholdComparison.LessThanLowerThreshold => "below the band",
        ThresholdComparison.GreaterThanUpperThreshold => "above the band",
        _ => Value is { } value ? $"{Sign} {NumberText.Exact(value)}" : "–",
    };
}

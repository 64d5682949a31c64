namespace FlowLogStack.Simulation;

/// <summary>The comparison of a data point with an alarm's threshold: AWS's <c>ComparisonOperator</c>.</summary>
public enum ThresholdComparison
{
    /// <summary>Breaches at the threshold and above.</summary>
    GreaterThanOrEqualToThreshold,

    /// <summary>Breaches above the threshold.</summary>
    GreaterThanThreshold,

    /// <summary>Breaches below the threshold.</summary>
    LessThanThreshold,

    /// <summary>Breaches at the threshold and below.</summary>
    LessThanOrEqualToThreshold,

    /// <summary>Breaches below and above the anomaly detection band.</summary>
    LessThanLowerOrGreaterThanUpperThreshold,

    /// <summary>Breaches below the anomaly detection band.</summary>
    LessThanLowerThreshold,

    /// <summary>Breaches above the anomaly detection band.</summary>
    GreaterThanUpperThreshold,
}

namespace FlowLogStack.Simulation;

/// <summary>When a datapoint breaches an alarm's threshold; AWS's <c>ComparisonOperator</c>.</summary>
public enum ThresholdComparison
{
    /// <summary>The value is at the threshold or above.</summary>
    GreaterThanOrEqualToThreshold,

    /// <summary>The value is above the threshold.</summary>
    GreaterThanThreshold,

    /// <summary>The value is below the threshold.</summary>
    LessThanThreshold,

    /// <summary>The value is at the threshold or below.</summary>
    LessThanOrEqualToThreshold,

    /// <summary>The value is below the anomaly detection band or above it.</summary>
    LessThanLowerOrGreaterThanUpperThreshold,

    /// <summary>The value is below the anomaly detection band.</summary>
    LessThanLowerThreshold,

    /// <summary>The value is above the anomaly detection band.</summary>
    GreaterThanUpperThreshold,
}

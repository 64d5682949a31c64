namespace FlowLogStack.Simulation;

/// <summary>One step of a drawn series: one data point, or several adjacent ones.</summary>
/// <param name="Index">Index of the step from the series' start.</param>
/// <param name="At">Start of the step's most relevant data point.</param>
/// <param name="Value">Value of that data point.</param>
/// <param name="Lowest">Minimum value of the step.</param>
/// <param name="Highest">Maximum value of the step.</param>
/// <param name="Datapoints">Number of data points.</param>
/// <param name="Band">Anomaly detection band at <paramref name="At"/>; null for none.</param>
/// <param name="Breaches">Whether the value breaches the threshold or is outside the band.</param>
readonly record struct SeriesBucket(int Index, DateTimeOffset At, double Value, double Lowest, double Highest, int Datapoints, BandDatapoint? Band,
    bool Breaches);

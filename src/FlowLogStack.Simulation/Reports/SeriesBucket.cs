namespace FlowLogStack.Simulation;

/// <summary>One step of a drawn series: one datapoint, or several neighbours that share a step.</summary>
/// <param name="Index">Its place, counted in steps from the series' start.</param>
/// <param name="At">The start of the datapoint that stands for the step: the one furthest in the direction that matters.</param>
/// <param name="Value">That datapoint's value.</param>
/// <param name="Lowest">The lowest value of the step.</param>
/// <param name="Highest">The highest value of the step.</param>
/// <param name="Datapoints">How many datapoints it has.</param>
/// <param name="Band">What was normal at <paramref name="At"/>; null when nobody knew.</param>
/// <param name="Breaches">Whether the value is beyond the threshold or outside the band.</param>
readonly record struct SeriesBucket(int Index, DateTimeOffset At, double Value, double Lowest, double Highest, int Datapoints, BandDatapoint? Band, bool Breaches);

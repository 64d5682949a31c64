using static FlowLogStack.Simulation.AlarmState;
using static FlowLogStack.Simulation.MissingDataTreatment;

namespace FlowLogStack.Simulation.Tests;

/// <summary>Rule 34: reasons in CloudWatch's words; singular and plural follow the count.</summary>
public sealed class AlarmReasonTests
{
    // The oldest window is left and began at 10:01: X breaches with 5, 0 does not with 0.25, - has no data.
    [Theory]
    [InlineData("X", 1, 1, NotBreaching,
        Alarm, "1 out of the last 1 datapoints [5.0 (05/01/26 10:01:00)] was greater than or equal to the threshold (1.0) (minimum 1 datapoint for OK -> "
            + "ALARM transition).")]
    [InlineData("0-X-X", 3, 2, Missing,
        Alarm, "2 out of the last 3 datapoints [5.0 (05/01/26 10:05:00), 5.0 (05/01/26 10:03:00)] were greater than or equal to the threshold (1.0) (minimum "
            + "2 datapoints for OK -> ALARM transition).")]
    [InlineData("XX00", 3, 2, Missing,
        Ok, "2 out of the last 3 datapoints [0.25 (05/01/26 10:04:00), 0.25 (05/01/26 10:03:00)] were not greater than or equal to the threshold (1.0) "
            + "(minimum 2 datapoints for ALARM -> OK transition).")]
    [InlineData("0XX", 3, 3, Missing,
        Ok, "1 out of the last 3 datapoints [0.25 (05/01/26 10:01:00)] was not greater than or equal to the threshold (1.0) (minimum 1 datapoint for ALARM -> "
            + "OK transition).")]
    [InlineData("--X-X", 3, 3, Breaching,
        Alarm, "2 datapoints [5.0 (05/01/26 10:05:00), 5.0 (05/01/26 10:03:00)] were greater than or equal to the threshold (1.0) and 1 missing datapoint was "
            + "treated as [Breaching].")]
    [InlineData("----X", 3, 3, Breaching,
        Alarm, "1 datapoint [5.0 (05/01/26 10:05:00)] was greater than or equal to the threshold (1.0) and 2 missing datapoints were treated as [Breaching].")]
    [InlineData("0----", 3, 2, Breaching,
        Alarm, "1 datapoint [0.25 (05/01/26 10:01:00)] was not greater than or equal to the threshold (1.0) and 2 missing datapoints were treated as "
            + "[Breaching].")]
    [InlineData("---0", 3, 3, NotBreaching,
        Ok, "1 datapoint [0.25 (05/01/26 10:04:00)] was not greater than or equal to the threshold (1.0) and 2 missing datapoints were treated as "
            + "[NonBreaching].")]
    [InlineData("--X--", 3, 3, Missing, Alarm, "1 datapoint [5.0 (05/01/26 10:03:00)] was greater than or equal to the threshold (1.0).")]
    [InlineData("-----", 3, 3, Breaching, Alarm, "no datapoints were received for 3 periods and 3 missing datapoints were treated as [Breaching].")]
    [InlineData("---", 1, 1, Breaching, Alarm, "no datapoints were received for 1 period and 1 missing datapoint was treated as [Breaching].")]
    [InlineData("-----", 3, 3, NotBreaching, Ok, "no datapoints were received for 3 periods and 3 missing datapoints were treated as [NonBreaching].")]
    public void Is_that_a_threshold_was_crossed(string range, int periods, int datapoints, MissingDataTreatment missing, AlarmState state, string reason) =>
        Assert.Equal($"Threshold Crossed: {reason}", Of(range, periods, datapoints, missing, state));

    [Theory]
    [InlineData(1, "Insufficient Data: 1 datapoint was unknown.")]
    [InlineData(3, "Insufficient Data: 3 datapoints were unknown.")]
    public void Is_that_data_are_unknown(int periods, string reason) => Assert.Equal(reason, Of("-----", periods, periods, Missing, InsufficientData));

    [Theory]
    [InlineData(ThresholdComparison.GreaterThanThreshold, "was greater than the threshold (1.0)")]
    [InlineData(ThresholdComparison.LessThanThreshold, "was less than the threshold (1.0)")]
    [InlineData(ThresholdComparison.LessThanOrEqualToThreshold, "was less than or equal to the threshold (1.0)")]
    public void Names_the_comparison(ThresholdComparison comparison, string words) =>
        Assert.Contains(words, Of("X", 1, 1, Missing, Alarm, comparison), StringComparison.Ordinal);

    [Fact]
    public void Is_not_known_of_an_anomaly_band() => Assert.Null(Of("X", 1, 1, Missing, Alarm, ThresholdComparison.GreaterThanUpperThreshold, threshold: null));

    static string? Of(string range, int periods, int datapoints, MissingDataTreatment missing, AlarmState state,
        ThresholdComparison comparison = ThresholdComparison.GreaterThanOrEqualToThreshold, double? threshold = 1)
    {
        var alarm = new AlarmDefinition
        {
            LogicalId = "A", Name = "a", Queries = [], Comparison = comparison, Threshold = threshold, Period = TimeSpan.FromMinutes(1),
            EvaluationPeriods = periods, DatapointsToAlarm = datapoints, MissingData = missing,
        };
        DatapointState[] states = [.. range.Select(window => window switch { 'X' => DatapointState.Breaching, '0' => DatapointState.Within, _ =>
            DatapointState.Missing })];
        double[] values = [.. range.Select(window => window switch { 'X' => 5, '0' => 0.25, _ => double.NaN })];
        return AlarmReason.Of(alarm, state, values, states, slot => new DateTimeOffset(2026, 1, 5, 10, 1 + slot, 0, TimeSpan.Zero));
    }
}

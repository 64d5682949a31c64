using static FlowLogStack.Simulation.AlarmState;
using static FlowLogStack.Simulation.MissingDataTreatment;

namespace FlowLogStack.Simulation.Tests;

public sealed class AlarmEvaluationTests
{
    // The two tables of the CloudWatch guide, for 3 evaluation periods and a range of 5: oldest on the left, X is breaching, 0 within, - missing. If the
    // state stays according to the guide, every previous state is tested.
    [Theory]
    [InlineData("0-X-X", 3, Missing, Ok)]
    [InlineData("0-X-X", 3, Ignore, Ok)]
    [InlineData("0-X-X", 3, Breaching, Ok)]
    [InlineData("0-X-X", 3, NotBreaching, Ok)]
    [InlineData("0----", 3, Missing, Ok)]
    [InlineData("0----", 3, Ignore, Ok)]
    [InlineData("0----", 3, Breaching, Ok)]
    [InlineData("0----", 3, NotBreaching, Ok)]
    [InlineData("-----", 3, Missing, InsufficientData)]
    [InlineData("-----", 3, Ignore, null)]
    [InlineData("-----", 3, Breaching, Alarm)]
    [InlineData("-----", 3, NotBreaching, Ok)]
    [InlineData("0XX-X", 3, Missing, Alarm)]
    [InlineData("0XX-X", 3, Ignore, Alarm)]
    [InlineData("0XX-X", 3, Breaching, Alarm)]
    [InlineData("0XX-X", 3, NotBreaching, Alarm)]
    [InlineData("--X--", 3, Missing, Alarm)]
    [InlineData("--X--", 3, Ignore, null)]
    [InlineData("--X--", 3, Breaching, Alarm)]
    [InlineData("--X--", 3, NotBreaching, Ok)]
    [InlineData("0-X-X", 2, Missing, Alarm)]
    [InlineData("0-X-X", 2, Ignore, Alarm)]
    [InlineData("0-X-X", 2, Breaching, Alarm)]
    [InlineData("0-X-X", 2, NotBreaching, Alarm)]
    [InlineData("00X0X", 2, Missing, Alarm)]
    [InlineData("00X0X", 2, Ignore, Alarm)]
    [InlineData("00X0X", 2, Breaching, Alarm)]
    [InlineData("00X0X", 2, NotBreaching, Alarm)]
    [InlineData("0-X--", 2, Missing, Ok)]
    [InlineData("0-X--", 2, Ignore, Ok)]
    [InlineData("0-X--", 2, Breaching, Alarm)]
    [InlineData("0-X--", 2, NotBreaching, Ok)]
    [InlineData("----0", 2, Missing, Ok)]
    [InlineData("----0", 2, Ignore, Ok)]
    [InlineData("----0", 2, Breaching, Alarm)]
    [InlineData("----0", 2, NotBreaching, Ok)]
    [InlineData("---X-", 2, Missing, Alarm)]
    [InlineData("---X-", 2, Ignore, null)]
    [InlineData("---X-", 2, Breaching, Alarm)]
    [InlineData("---X-", 2, NotBreaching, Ok)]
    public void Decides_as_the_guides_tables_do(string range, int datapointsToAlarm, MissingDataTreatment missing, AlarmState? expected)
    {
        foreach (var current in Enum.GetValues<AlarmState>())
            Assert.Equal(expected ?? current, Next(range, 3, datapointsToAlarm, missing, current));
    }

    // Rule 30: only breaching data points, but too few of them, leave the state unchanged.
    [Theory]
    [InlineData("----X", 3, Missing)]
    [InlineData("---X-", 3, Missing)]
    [InlineData("----X", 3, Ignore)]
    [InlineData("-X--X", 3, Ignore)]
    public void Stays_as_it_is_where_too_few_datapoints_breach(string range, int datapointsToAlarm, MissingDataTreatment missing)
    {
        foreach (var current in Enum.GetValues<AlarmState>())
            Assert.Equal(current, Next(range, 3, datapointsToAlarm, missing, current));
    }

    // With M of N, M breaching data points anywhere in the range decide.
    [Theory]
    [InlineData("-X--X", 2, Ignore)]
    [InlineData("X---X", 2, Ignore)]
    [InlineData("X---X", 2, Missing)]
    public void Alarms_as_soon_as_enough_datapoints_breach(string range, int datapointsToAlarm, MissingDataTreatment missing)
    {
        foreach (var current in Enum.GetValues<AlarmState>())
            Assert.Equal(Alarm, Next(range, 3, datapointsToAlarm, missing, current));
    }

    // Rule 28: a range of 9 periods of ten seconds, of which the newest data points count.
    [Theory]
    [InlineData("XXX------", 3, Missing, Alarm)]
    [InlineData("X-X-----X", 3, NotBreaching, Alarm)]
    [InlineData("XXXX00---", 3, Missing, Ok)]
    [InlineData("X--------", 3, Missing, Alarm)]
    [InlineData("0--------", 3, Missing, Ok)]
    [InlineData("--------X", 1, Missing, Alarm)]
    public void Looks_at_nine_periods_of_ten_seconds(string range, int datapointsToAlarm, MissingDataTreatment missing, AlarmState expected)
    {
        Assert.Equal(range.Length, AlarmEvaluation.RangeOf(3, TimeSpan.FromSeconds(10)));
        Assert.Equal(expected, Next(range, 3, datapointsToAlarm, missing, InsufficientData));
    }

    [Theory]
    [InlineData("X", 1, 1, Alarm)]
    [InlineData("0", 1, 1, Ok)]
    [InlineData("XXX00000", 5, 3, Ok)]
    [InlineData("00000XXX", 5, 3, Alarm)]
    [InlineData("X-X-X-X-X-", 5, 5, Alarm)]
    public void Takes_the_newest_datapoints_that_are_there(string range, int periods, int datapoints, AlarmState expected) =>
        Assert.Equal(expected, Next(range, periods, datapoints, Missing, InsufficientData));

    [Theory]
    [InlineData(1, 3)]
    [InlineData(3, 5)]
    [InlineData(6, 8)]
    [InlineData(9, 12)]
    [InlineData(10, 13)]
    public void Looks_further_than_asked(int periods, int range) => Assert.Equal(range, AlarmEvaluation.RangeOf(periods));

    static AlarmState Next(string range, int periods, int datapoints, MissingDataTreatment missing, AlarmState current)
    {
        DatapointState[] states = [.. range.Select(c => c switch { 'X' => DatapointState.Breaching, '0' => DatapointState.Within, _ =>
            DatapointState.Missing })];
        return AlarmEvaluation.Next(states, periods, datapoints, missing, current);
    }
}

using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>
/// The effect of records of ten minutes on a detection: the packets and bytes of a record, and its flow, count in the minute in which the record starts.
/// </summary>
sealed class LongRecords
{
    /// <summary>The longer of the two maximum aggregation intervals of flow logs.</summary>
    internal static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    readonly Detection detection;
    readonly FieldTest? least;

    LongRecords(Detection detection, FlowField field, FieldTest? least, int factor)
    {
        this.detection = detection;
        this.least = least;
        Field = field;
        Factor = factor;
    }

    /// <summary>The field that is summed, or compared with a smallest value.</summary>
    internal FlowField Field { get; }

    /// <summary>The highest ratio of the counted value to that of records of one minute, for a flow of constant rate.</summary>
    internal int Factor { get; }

    /// <summary>Value that a period, or a record if <see cref="IsOfRecord"/>, has to reach.</summary>
    internal double Limit => least is { } test ? double.Parse(test.Operand, CultureInfo.InvariantCulture) : detection.Threshold;

    /// <summary>Whether the alarm compares with a band, which CloudWatch learns from records of the same interval.</summary>
    internal bool IsLearned => detection.Trigger is AlarmTrigger.AboveBand;

    /// <summary>Whether a single record has to reach the value, rather than the sum over a period.</summary>
    internal bool IsOfRecord => least is not null;

    /// <summary>The effect as one or two sentences, for the page of the detection.</summary>
    internal string Text => IsLearned
        ? $"With a maximum aggregation interval of ten minutes, one record can have the {Field.Name} of ten minutes of a flow, and all of them count in the "
            + "minute in which it starts. CloudWatch learns a wider band from such records, and a single long transfer is up to "
            + $"{Factor.ToString(CultureInfo.InvariantCulture)} times as high in it."
        : IsOfRecord
        ? $"With a maximum aggregation interval of ten minutes, one record can have the {Field.Name} of ten minutes of a flow. The alarm can then enter "
            + $"`ALARM` at {Rate} of the rate: {Limited} in ten minutes, instead of one, suffice."
        : $"With a maximum aggregation interval of ten minutes, one record can have the {Field.Name} of ten minutes of a flow, and all of them count in the "
            + $"minute in which it starts. The alarm can then enter `ALARM` at {Rate} of the rate, {Number(Limit / Factor)} {Field.Name} in "
            + $"{Minutes(detection.Period)}.";

    /// <summary>The value as a phrase, such as <c>200 packets</c>.</summary>
    internal string Limited => $"{Number(Limit)} {Field.Name}";

    /// <summary>The value that has the effect of the present one, as a phrase.</summary>
    internal string Raised => $"{Number(Limit * Factor)} {Field.Name}";

    string Rate => Factor == 10 ? "a tenth" : Factor == 2 ? "half" : $"1/{Factor.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Returns the effect on a detection; null if it counts records, or over periods that are as long.</summary>
    internal static LongRecords? Of(Detection detection)
    {
        if (detection.Period >= Interval || detection.Trigger is AlarmTrigger.Below)
            return null;
        if (detection.Measure.Summed is { } summed && IsVolume(summed))
            return new LongRecords(detection, summed, null, (int)Math.Ceiling(Interval / detection.Period));
        // A response reaches its size within seconds, so that the interval doesn't matter.
        var tests = detection.Conditions.Concat(detection.Alternatives.SelectMany(conditions => conditions)).Where(condition => IsVolume(condition.Field))
            .SelectMany(condition => condition.Tests, (condition, test) => (condition.Field, Test: test))
            .Where(pair => pair.Test.Comparison is Comparison.Greater or Comparison.GreaterOrEqual
                && double.Parse(pair.Test.Operand, CultureInfo.InvariantCulture) > Refinement.LeastAnswer);
        return tests.Select(pair => new LongRecords(detection, pair.Field, pair.Test, 10)).FirstOrDefault();
    }

    /// <summary>Returns the effect on a detection as one or more sentences, for its page; null if there is none.</summary>
    internal static string? TextOf(Detection detection) => Of(detection)?.Text ?? (HasBandOfFlows(detection)
        ? "With a maximum aggregation interval of ten minutes, a flow that lasts counts once, in the minute in which its record starts. The lasting flows of "
            + "an interface then count together every ten minutes: where they are many, the alarm can enter `ALARM` by them alone, because most minutes "
            + "that train the band lack them. A surge of lasting flows is lower. Use an interval of one minute."
        : !CountsFlows(detection) ? null
        : "With a maximum aggregation interval of ten minutes, a flow that lasts counts once, in the minute in which its record starts, instead of in each "
            + $"minute. Of flows that start at different times and last, fewer count in the same {Minutes(detection.Period, one: "minute")}, so the alarm "
            + "enters `ALARM` less easily. Use an interval of one minute.");

    /// <summary>Returns whether a detection has at least the value with which records of ten minutes have the effect of the built-in one.</summary>
    internal bool IsRaised()
    {
        var builtIn = Detections.All.FirstOrDefault(other => other.Id == detection.Id);
        return builtIn is not null && Of(builtIn) is { } usual && Limit >= usual.Limit * Factor;
    }

    static bool HasBandOfFlows(Detection detection) => detection.Period < Interval && detection.Trigger is AlarmTrigger.AboveBand
        && detection.Measure is { Kind: MeasureKind.Flows, Summed: null };

    // One flow that starts suffices for a threshold of one.
    static bool CountsFlows(Detection detection) => detection.Period < Interval && detection.Trigger is AlarmTrigger.AtLeast
        && detection.Threshold * detection.DatapointsToAlarm > 1
        && detection.Measure is { Kind: MeasureKind.Flows or MeasureKind.Distinct or MeasureKind.Largest, Summed: null };

    static bool IsVolume(FlowField field) => field.Kind is FieldKind.Counter;

    static string Number(double value) => value.ToString("#,0.##", CultureInfo.InvariantCulture);

    static string Minutes(TimeSpan period, string one = "a minute") => period == TimeSpan.FromMinutes(1) ? one
        : $"{period.TotalMinutes.ToString(CultureInfo.InvariantCulture)} minutes";
}

using FlowLogStack.Simulation;

namespace FlowLogStack.Compositions.Tests;

/// <summary>The alarms with which detections are evaluated, and those that the constructs create.</summary>
public sealed class DetectionTemplateTests
{
    // A log group has room for the filters of about 40 detections.
    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    public void Detections_are_evaluated_with_the_alarms_that_the_constructs_create(int skipped)
    {
        var stack = new Stack(Repository.NewApp(), "Test");
        Detection[] detections = [.. Detections.All.Where(detection => detection.IsAvailableIn(FlowLogFormat.V11)).Skip(skipped).Take(40)];
        new FlowLogMonitoring(stack, "FlowLogs", new FlowLogMonitoringProps
        {
            Sources = [CaptureSource.FromId("vpc-0a1b2c3d4e5f67890")],
            Format = FlowLogFormat.V11,
            TagFields = new TagFields { NetworkInterfaceKeys = ["a", "b"], InstanceKeys = ["a", "b"], AutoScalingGroupKeys = ["a", "b"] },
            Detections = [.. detections, .. EveryTreatment],
        });
        var created = AlarmTemplate.Parse(stack.Template().ToJson().ToJsonString(), "created").Alarms;
        var evaluated = DetectionTemplate.Of([.. detections, .. EveryTreatment], FlowLogFormat.V11).Alarms;
        Assert.Equal(detections.Length + EveryTreatment.Length, evaluated.Count);
        Assert.All(evaluated, alarm =>
            Assert.Equal(
                Behavior(alarm),
                Behavior(Assert.Single(created, other => other.LogicalId.StartsWith($"FlowLogs{alarm.LogicalId}Alarm", StringComparison.Ordinal)))));
    }

    // The built-in detections don't have all of them.
    static Detection[] EveryTreatment =>
    [
        .. Enum.GetValues<MissingData>().Select(missing =>
            Detections.SshRejects with
            {
                Id = $"Missing{missing}",
                Title = $"Missing {missing}",
                MissingData = missing,
                FilterName = $"missing-{missing}",
                MetricName = $"Missing{missing}",
            }),
    ];

    static object Behavior(AlarmDefinition alarm) => new
    {
        alarm.Comparison,
        alarm.Threshold,
        HasBand = alarm.BandId is not null,
        alarm.Period,
        alarm.EvaluationPeriods,
        alarm.DatapointsToAlarm,
        alarm.MissingData,
    };
}

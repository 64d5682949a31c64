using FlowLogStack.Capture;
using FlowLogStack.Watch;
using Constructs;

namespace FlowLogStack.Constructs.Tests.Synthesis;

public sealed class PlaceTests
{
    readonly App app = Repository.NewApp();

    [Theory]
    [InlineData("Watch")]
    [InlineData("a/b/c")]
    [InlineData("Default")]
    public void A_construct_that_is_registered_with_its_scope_has_the_place_that_CDK_returns(string id)
    {
        var stage = new Stage(app, "Stage");
        var parent = new Stack(stage, "Net/Work");
        foreach (var scope in new Construct[] { parent, new NestedStack(new Construct(parent, "Within"), "Nested"), new Construct(parent, "Below") })
        {
            var group = new FlowLogGroup(scope, "Logs");
            var alarm = new DetectionAlarm(scope, id, new DetectionAlarmProps { Detection = Detections.SshRejects, LogGroup = group.LogGroup });

            Assert.Equal(alarm.Node.Path, Places.PathOf(alarm));
            Assert.Equal(Stack.Of(alarm).Node.Path, Places.StackOf(alarm).Node.Path);
            Assert.Same(Stack.Of(alarm), Places.StackOf(alarm));
            Assert.Same(alarm.Node.Root, Places.RootOf(alarm));
            Assert.Same(alarm.Node.Scope, Places.ScopeOf(alarm));
            Assert.Same(parent, Places.DeployedStackOf(alarm));
            Assert.Equal(parent.StackName, Places.DeployedNameOf(alarm));
        }

        Assert.Null(Places.ScopeOf(app));
        Assert.Same(app, Places.RootOf(app));
    }

    [Fact]
    public void A_duration_is_created_once_and_has_the_value_that_CDK_returns()
    {
        foreach (var (duration, again) in new[] { (Durations.Seconds(90), Durations.Seconds(90)), (Durations.Minutes(1.5), Durations.Minutes(1.5)),
            (Durations.Hours(3), Durations.Hours(3)), (Durations.Days(7), Durations.Days(7)) })
        {
            Assert.Same(duration, again);
            Assert.Equal(duration.ToSeconds(), duration.InSeconds());
            Assert.Equal(duration.ToSeconds(), duration.InWholeSeconds());
        }

        Assert.Equal(90, Duration.Seconds(90).InWholeSeconds());
        Assert.NotSame(Durations.Minutes(60), Durations.Hours(1));
    }
}

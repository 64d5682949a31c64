namespace FlowLogStack.Constructs.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void What_teams_compose_is_the_reviewed_surface() =>
        Snapshot.Matches("FlowLogStack.Constructs.api.txt", PublicApi.Of(typeof(FlowLogMonitoring).Assembly));

    [Fact]
    public void What_everything_is_rendered_from_is_the_reviewed_surface() =>
        Snapshot.Matches("FlowLogStack.Records.api.txt", PublicApi.Of(typeof(FlowLogFormat).Assembly));
}

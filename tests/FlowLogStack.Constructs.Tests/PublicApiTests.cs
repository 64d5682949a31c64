namespace FlowLogStack.Constructs.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void What_teams_compose_is_the_reviewed_surface() =>
        Snapshot.Matches("FlowLogStack.Constructs.api.txt", PublicApi.Of(typeof(FlowLogMonitoring).Assembly));

    [Fact]
    public void What_everything_is_rendered_from_is_the_reviewed_surface() =>
        Snapshot.Matches("FlowLogStack.Records.api.txt", PublicApi.Of(typeof(FlowLogFormat).Assembly));

    [Fact]
    public void Every_public_member_of_the_constructs_has_a_summary_that_adds_to_its_name()
    {
        Assert.Empty(DocumentedApi.Undocumented(typeof(FlowLogMonitoring).Assembly));
        Assert.InRange(DocumentedApi.Repetitions(typeof(FlowLogMonitoring).Assembly).Count, 0, 24);
    }

    [Fact]
    public void Every_public_member_of_the_records_has_a_summary_that_adds_to_its_name()
    {
        Assert.Empty(DocumentedApi.Undocumented(typeof(FlowLogFormat).Assembly));
        Assert.Empty(DocumentedApi.Repetitions(typeof(FlowLogFormat).Assembly));
    }
}

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
    public void The_page_of_the_constructs_has_every_public_member_with_its_summary() =>
        Snapshot.MatchesFile(Repository.PathOf("docs", "reference", "constructs.md"), MemberPage.Of(typeof(FlowLogMonitoring).Assembly, """
            # Members of FlowLogStack.Constructs

            The public types of the package `FlowLogStack.Constructs` with their members, generated from the XML documentation by a test.
            [The constructs guide](../constructs.md) has an example of each construct, and [Members of FlowLogStack.Records](records.md) the types of formats,
            detections and queries.
            """));

    [Fact]
    public void The_page_of_the_records_has_every_public_member_with_its_summary() =>
        Snapshot.MatchesFile(Repository.PathOf("docs", "reference", "records.md"), MemberPage.Of(typeof(FlowLogFormat).Assembly, """
            # Members of FlowLogStack.Records

            The public types of the package `FlowLogStack.Records` with their members, generated from the XML documentation by a test.
            The package has no dependency on CDK. [Members of FlowLogStack.Constructs](constructs.md) has the constructs.
            """));

    [Fact]
    public void Every_public_member_of_the_constructs_has_a_summary_that_adds_to_its_name()
    {
        Assert.Empty(DocumentedApi.Undocumented(typeof(FlowLogMonitoring).Assembly));
        Assert.InRange(DocumentedApi.Repetitions(typeof(FlowLogMonitoring).Assembly).Count, 0, 17);
    }

    [Fact]
    public void Every_public_member_of_the_records_has_a_summary_that_adds_to_its_name()
    {
        Assert.Empty(DocumentedApi.Undocumented(typeof(FlowLogFormat).Assembly));
        Assert.Empty(DocumentedApi.Repetitions(typeof(FlowLogFormat).Assembly));
    }
}

using FlowLogStack.Testing;

namespace FlowLogStack.Review.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void What_reviews_a_change_is_the_reviewed_surface() =>
        Snapshot.Matches("FlowLogStack.Review.api.txt", PublicApi.Of(typeof(TemplateReview).Assembly));

    [Fact]
    public void Every_public_member_of_the_review_has_a_summary_that_adds_to_its_name()
    {
        Assert.Empty(DocumentedApi.Undocumented(typeof(TemplateReview).Assembly));
        Assert.Empty(DocumentedApi.Repetitions(typeof(TemplateReview).Assembly));
    }
}

using FlowLogStack.Testing;

namespace FlowLogStack.Verification.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void What_compares_a_deployment_is_the_reviewed_surface() =>
        Snapshot.Matches("FlowLogStack.Verification.api.txt", PublicApi.Of(typeof(StackVerification).Assembly));

    [Fact]
    public void Every_public_member_of_the_verification_has_a_summary_that_adds_to_its_name()
    {
        Assert.Empty(DocumentedApi.Undocumented(typeof(StackVerification).Assembly));
        Assert.Empty(DocumentedApi.Repetitions(typeof(StackVerification).Assembly));
    }
}

using FlowLogStack.Testing;

namespace FlowLogStack.Verification.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void What_compares_a_deployment_is_the_reviewed_surface() =>
        Snapshot.Matches("FlowLogStack.Verification.api.txt", PublicApi.Of(typeof(StackVerification).Assembly));
}

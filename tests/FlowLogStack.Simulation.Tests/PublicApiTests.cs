using FlowLogStack.Testing;

namespace FlowLogStack.Simulation.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void What_stands_in_for_cloudwatch_is_the_reviewed_surface() =>
        Snapshot.Matches("FlowLogStack.Simulation.api.txt", PublicApi.Of(typeof(Backtest).Assembly));
}

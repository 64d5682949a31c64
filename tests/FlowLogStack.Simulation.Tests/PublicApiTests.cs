using FlowLogStack.Testing;

namespace FlowLogStack.Simulation.Tests;

public sealed class PublicApiTests
{
    [Fact]
    public void What_stands_in_for_cloudwatch_is_the_reviewed_surface() =>
        Snapshot.Matches("FlowLogStack.Simulation.api.txt", PublicApi.Of(typeof(Backtest).Assembly));

    [Fact]
    public void Every_public_member_of_the_simulation_has_a_summary_that_adds_to_its_name()
    {
        Assert.Empty(DocumentedApi.Undocumented(typeof(Backtest).Assembly));
        Assert.InRange(DocumentedApi.Repetitions(typeof(Backtest).Assembly).Count, 0, 13);
    }
}


namespace FlowLogStack.Simulation.Tests;

public sealed class BacktestPageTests
{
    [Fact]
    public void Writes_samples()
    {
        foreach (var days in new[] { 1, 31 })
        {
            using var file = File.Create($"/tmp/rp-{days}.html");
            var result = SampleBacktest.Of(days);
            BacktestPage.Render(result, file, days == 1 ? BacktestComparison.Of(SampleBacktest.Before(), result) : null);
        }
    }
}

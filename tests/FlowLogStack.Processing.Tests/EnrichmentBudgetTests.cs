using Microsoft.Extensions.Time.Testing;

namespace FlowLogStack.Processing.Tests;

public sealed class EnrichmentBudgetTests
{
    static readonly IReadOnlyList<InterfaceFacts> Nothing = [];

    /// <param name="seconds">The time until the deadline.</param>
    /// <param name="calls">The seconds after which each call that hangs is cut off; none is made after them.</param>
    [Theory]
    [InlineData(900, new[] { 3.0, 3, 3, 1 })]
    [InlineData(50, new[] { 3.0, 3, 3, 1 })]
    [InlineData(40, new[] { 3.0, 3, 2 })]
    [InlineData(15, new[] { 3.0 })]
    [InlineData(5, new[] { 1.0 })]
    [InlineData(0, new double[] { })]
    [InlineData(-1, new double[] { })]
    public async Task Calls_that_hang_are_cut_off_after_three_seconds_and_all_after_a_fifth_of_the_invocation_or_ten_seconds(int seconds, double[] calls)
    {
        var clock = new FakeTimeProvider();
        var budget = EnrichmentBudget.Of(TimeSpan.FromSeconds(seconds), clock);
        foreach (var cut in calls)
        {
            var (call, token) = Hang(budget);
            clock.Advance(TimeSpan.FromSeconds(cut) - TimeSpan.FromMilliseconds(1));
            Assert.False(token.IsCancellationRequested);
            clock.Advance(TimeSpan.FromMilliseconds(1));
            Assert.True(token.IsCancellationRequested);
            Assert.Equal(EnrichmentBudget.Spent, (await call).Error);
        }

        var made = 0;
        var (found, error) = await budget.SpendAsync(_ => Answer(made++, null), CancellationToken.None);

        Assert.Equal((0, 0, EnrichmentBudget.Spent), (made, found.Count, error));
    }

    [Fact]
    public async Task A_call_costs_the_time_it_took_and_returns_what_it_found_and_its_error()
    {
        var clock = new FakeTimeProvider();
        var budget = new EnrichmentBudget(TimeSpan.FromSeconds(3), clock);
        for (var i = 0; i < 29; i++)
        {
            Assert.Equal("Throttled", (await budget.SpendAsync(_ => Answer(0, "Throttled"), CancellationToken.None)).Error);
        }

        var (call, token) = Hang(budget);
        clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(token.IsCancellationRequested);
        clock.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(EnrichmentBudget.Spent, (await call).Error);
        Assert.Equal(EnrichmentBudget.Spent, (await budget.SpendAsync(_ => Answer(0, null), CancellationToken.None)).Error);

        Task<(IReadOnlyList<InterfaceFacts>, string?)> Answer(int after, string? error)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100 + after));
            return EnrichmentBudgetTests.Answer(0, error);
        }
    }

    [Fact]
    public async Task A_call_that_is_cut_off_costs_its_whole_limit_even_if_the_clock_lags_behind_the_timer()
    {
        var clock = new LaggingClock();
        var budget = new EnrichmentBudget(TimeSpan.FromSeconds(5), clock);
        foreach (var cut in (double[])[3, 2])
        {
            var (call, _) = Hang(budget);
            clock.Advance(TimeSpan.FromSeconds(cut));
            Assert.Equal(EnrichmentBudget.Spent, (await call).Error);
        }

        var made = 0;
        await budget.SpendAsync(_ => Answer(made++, null), CancellationToken.None);

        Assert.Equal(0, made);
    }

    [Fact]
    public async Task The_end_of_the_invocation_is_no_spent_budget()
    {
        using var invocation = new CancellationTokenSource();
        var budget = new EnrichmentBudget(TimeSpan.FromSeconds(5), new FakeTimeProvider());
        var (call, token) = Hang(budget, invocation.Token);

        await invocation.CancelAsync();

        Assert.True(token.IsCancellationRequested);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    static Task<(IReadOnlyList<InterfaceFacts> Found, string? Error)> Answer(int _, string? error) => Task.FromResult((Nothing, error));

    static (Task<(IReadOnlyList<InterfaceFacts> Found, string? Error)> Call, CancellationToken Token) Hang(EnrichmentBudget budget,
        CancellationToken invocation = default)
    {
        var seen = CancellationToken.None;
        var call = budget.SpendAsync(
            async token =>
            {
                seen = token;
                await Task.Delay(Timeout.Infinite, token);
                return (Nothing, null);
            },
            invocation);
        return (call, seen);
    }

    sealed class LaggingClock : FakeTimeProvider
    {
        public override long GetTimestamp() => 0;
    }
}

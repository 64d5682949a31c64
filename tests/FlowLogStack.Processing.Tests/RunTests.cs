using Microsoft.Extensions.Time.Testing;

namespace FlowLogStack.Processing.Tests;

public sealed class RunTests
{
    /// <param name="seconds">The time until the deadline.</param>
    /// <param name="deliveries">The seconds after which deliveries end.</param>
    /// <param name="parking">The seconds after which saving dead letters ends.</param>
    [Theory]
    [InlineData(900, 885, 897)]
    [InlineData(75, 60, 72)]
    [InlineData(10, 8, 9.6)]
    [InlineData(2.5, 2, 2.4)]
    [InlineData(1, 0.5, 0.9)]
    [InlineData(0.5, 0, 0.4)]
    [InlineData(0.1, 0, 0)]
    [InlineData(-5, 0, 0)]
    public void A_fifth_of_the_time_but_half_a_second_to_fifteen_seconds_is_kept_to_save_and_a_fifth_of_that_to_respond(
        double seconds, double deliveries, double parking)
    {
        var clock = new FakeTimeProvider();
        var deadline = clock.GetUtcNow().AddSeconds(seconds);
        using var run = new Run("r", deadline, clock);
        Assert.Equal(clock.GetUtcNow(), run.Now);
        Assert.InRange(deadline - run.DeliverUntil, TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(15));
        if (deliveries > 0)
            Assert.Equal(run.Now.AddSeconds(deliveries), run.DeliverUntil);

        EndsAfter(run.Delivery, TimeSpan.FromSeconds(deliveries));
        EndsAfter(run.Parking, TimeSpan.FromSeconds(parking));

        void EndsAfter(CancellationToken token, TimeSpan time)
        {
            var moment = TimeSpan.FromMilliseconds(1);
            if (run.Now + time - moment > clock.GetUtcNow())
            {
                clock.SetUtcNow(run.Now + time - moment);
                Assert.False(token.IsCancellationRequested);
            }

            clock.Advance(moment);
            Assert.True(token.IsCancellationRequested);
        }
    }

    [Fact]
    public void Dead_letters_are_counted_from_one()
    {
        using var run = new Run("r", DateTimeOffset.UtcNow, TimeProvider.System);
        Assert.Equal([1, 2, 3], [run.NextParked(), run.NextParked(), run.NextParked()]);
    }
}

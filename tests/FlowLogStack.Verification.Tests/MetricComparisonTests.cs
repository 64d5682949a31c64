using System.Globalization;
using System.Text;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification.Tests;

public sealed class MetricComparisonTests
{
    /// <summary>An hour of records, one a minute of which each that is given is a reject; aggregated by the minute.</summary>
    static async Task<Check> CompareAsync(Account account, VerificationOptions options, int[] rejects, int minutes = 60, DateTimeOffset? start = null)
    {
        var lines = new StringBuilder("version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status\n");
        for (var minute = 0; minute < minutes; minute++)
        {
            var second = (start ?? Start).AddMinutes(minute).ToUnixTimeSeconds();
            for (var i = 0; i < rejects.Count(reject => reject == minute); i++)
                lines.Append(CultureInfo.InvariantCulture, $"2 111122223333 eni-1 10.0.0.1 10.0.0.2 40000 22 6 1 40 {second + i} {second + 30} REJECT OK\n");
            lines.Append(CultureInfo.InvariantCulture, $"2 111122223333 eni-1 10.0.0.1 10.0.0.2 40000 443 6 1 40 {second} {second + 30} ACCEPT OK\n");
        }

        options = options with { Time = new Given.Clock() };
        var verification = await StackVerification.OpenAsync(Given.Template, Given.File, options, account.Services);
        var replay = verification.Replay(new BacktestOptions { From = options.From, To = options.To });
        using var file = new MemoryStream(Encoding.ASCII.GetBytes(lines.ToString()));
        replay.Read(file, "flows.log");
        return Assert.Single((await verification.RunAsync(replay)).Checks, check => check.Kind is CheckKind.Metric);
    }

    static DateTimeOffset Start => Given.Now.AddHours(-2);

    static void Publish(Account account, int minute, double value) => account.Data[("Rejects", Start.AddMinutes(minute).UtcDateTime)] = value;

    [Fact]
    public async Task Datapoints_agree_minute_by_minute_and_none_is_zero()
    {
        // The widest interval of the template's flow logs is ten minutes: the edges that are left out.
        var account = Given.Account();
        Publish(account, 20, 2);
        Publish(account, 21, 0);
        Publish(account, 30, 1);
        Publish(account, 3, 99);
        Publish(account, 55, 99);

        var check = await CompareAsync(account, new VerificationOptions(), [20, 20, 30, 5]);

        Assert.Equal(("net / Rejects", CheckOutcome.Passed,
            "40 minutes from 2026-01-31T11:15:00Z agree, with a sum of 3; the edges of the time are not compared"),
            (check.Subject, check.Outcome, check.Detail));
    }

    [Fact]
    public async Task Names_the_first_minutes_that_differ()
    {
        var account = Given.Account();
        Publish(account, 20, 5);
        Publish(account, 22, 1);

        var check = await CompareAsync(account, new VerificationOptions(), [20, 20, 30, 31]);

        Assert.Equal((CheckOutcome.Failed, "4 of 40 minutes differ, by 2 in total: 2026-01-31T11:25:00Z 5 instead of 2, 2026-01-31T11:27:00Z 1 instead of 0, "
            + "2026-01-31T11:35:00Z 0 instead of 1, …"), (check.Outcome, check.Detail));
    }

    [Theory]
    [InlineData(0.49, CheckOutcome.Failed)]
    [InlineData(0.5, CheckOutcome.Passed)]
    public async Task A_datapoint_may_differ_by_the_tolerance(double tolerance, CheckOutcome outcome)
    {
        var account = Given.Account();
        Publish(account, 20, 4);
        Assert.Equal(outcome, (await CompareAsync(account, new VerificationOptions { Tolerance = tolerance }, [20, 20])).Outcome);
    }

    [Fact]
    public async Task Compares_the_time_asked_for_without_its_edges()
    {
        var account = Given.Account();
        Publish(account, 20, 99);
        var options = new VerificationOptions { From = Start.AddMinutes(15), To = Start.AddMinutes(50) };
        Assert.Equal("15 minutes from 2026-01-31T11:30:00Z agree, with a sum of 1; the edges of the time are not compared",
            (await CompareAsync(With(account, 26, 1), options, [26])).Detail);
    }

    [Fact]
    public async Task Does_not_compare_what_may_still_arrive()
    {
        // Two hours of records end now; the last quarter of an hour may still be on its way.
        var check = await CompareAsync(With(Given.Account(), 20, 1), new VerificationOptions(), [20, 109], minutes: 120);
        Assert.Equal((CheckOutcome.Passed, "95 minutes from 2026-01-31T11:15:00Z agree, with a sum of 1; the edges of the time are not compared"),
            (check.Outcome, check.Detail));
    }

    [Fact]
    public async Task Fails_when_there_is_nothing_left_to_compare()
    {
        var check = await CompareAsync(Given.Account(), new VerificationOptions(), [], minutes: 20);
        Assert.Equal((CheckOutcome.Failed, "1 metric"), (check.Outcome, check.Subject));
        Assert.StartsWith("no minutes are left to compare", check.Detail);
    }

    [Fact]
    public async Task Says_that_cloudwatch_no_longer_has_the_minutes()
    {
        var check = await CompareAsync(Given.Account(), new VerificationOptions(), [20], start: Start.AddDays(-16));
        Assert.Equal((CheckOutcome.Failed, "CloudWatch keeps one-minute datapoints for 15 days, but the time begins at 2026-01-15T11:15:00Z"),
            (check.Outcome, check.Detail));
    }

    [Fact]
    public async Task Fails_metrics_whose_datapoints_are_forbidden()
    {
        var account = Given.Account();
        account.Status = Amazon.CloudWatch.StatusCode.Forbidden;
        Publish(account, 20, 1);
        var failed = (await Given.VerifyAsync(account)).Checks.Where(check => check.Outcome is CheckOutcome.Failed).ToList();
        Assert.Equal([CheckKind.Arrival, CheckKind.Arrival], failed.Select(check => check.Kind));
        Assert.All(failed, check => Assert.Equal("Allow cloudwatch:GetMetricData for the caller of the check", check.Cure));
    }

    static Account With(Account account, int minute, double value)
    {
        Publish(account, minute, value);
        return account;
    }
}

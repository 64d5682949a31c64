using System.Text;
using FlowLogStack.Processing;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Backtests of one template on the records of each account alone.</summary>
sealed class AccountBacktests(AlarmTemplate template, BacktestOptions options)
{
    /// <summary>Maximum number of accounts. Records of further accounts are not grouped.</summary>
    internal const int MostAccounts = 200;

    readonly Dictionary<byte[], Backtest> tests = new(Utf8Comparer.Instance);
    long others;
    long unknown;

    /// <summary>Notes about records without a result, one sentence each.</summary>
    internal IEnumerable<string> Notes
    {
        get
        {
            if (unknown > 0)
                yield return $"{unknown} records have no account, and are not in the results by account. Add ${{account-id}} to the log format.";
            if (others > 0)
                yield return $"The results by account have the first {MostAccounts} accounts. {others} records are of others.";
        }
    }

    internal void BeginObject()
    {
        foreach (var test in tests.Values)
            test.BeginObject();
    }

    internal void Take(FlowRecord record)
    {
        var account = record.Format.Contains(FlowField.AccountId) ? record[FlowField.AccountId] : default;
        if (account.IsEmpty || account.SequenceEqual("-"u8))
        {
            unknown++;
            return;
        }

        var known = tests.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!known.TryGetValue(account, out var test))
        {
            if (tests.Count == MostAccounts)
            {
                others++;
                return;
            }

            // Suggestions and top contributors are those of all records.
            known[account] = test = new Backtest(template, options with { ByAccount = false, PagesPerWeek = null, KeepsTalkers = false });
        }

        test.Take(record);
    }

    /// <summary>Simulates the alarms of each account in the time of all records.</summary>
    internal IReadOnlyList<AccountOutcome> Finish(SimulatedTime time) =>
    [
        .. tests.Select(test => (Account: Encoding.UTF8.GetString(test.Key), Result: test.Value.FinishIn(time)))
            .OrderBy(test => test.Account, StringComparer.Ordinal)
            .Select(test => new AccountOutcome(test.Account, test.Result.Records, [.. test.Result.Alarms.Where(alarm => IsOf(alarm, test.Account))])),
    ];

    bool IsOf(AlarmOutcome outcome, string account)
    {
        if (outcome.Kind is AlarmKind.Composite)
            return false;
        var accounts = template.Alarms.First(alarm => alarm.LogicalId == outcome.LogicalId).Queries.SelectMany(query => query.Metric?.Dimensions ?? [])
            .Where(dimension => dimension.Key == SystemFields.Account).Select(dimension => dimension.Value).ToList();
        return accounts.Count == 0 || accounts.Contains(account);
    }
}

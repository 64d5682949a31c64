using System.Globalization;
using FlowLogStack.Simulation;

namespace FlowLogStack.Cli;

/// <summary>A cost estimate as a table for terminals.</summary>
static class CostTable
{
    const int MostNames = 3;

    static readonly CultureInfo Words = CultureInfo.InvariantCulture;

    internal static void Write(CostEstimate estimate, CostEstimate? before, OutputBuffer output)
    {
        var old = Kinds(before);
        var rows = Kinds(estimate);
        var columns = new List<TextTable.Column> { new("USD a month", true) };
        if (before is not null)
            columns.Add(new("before", true));
        var table = new TextTable(output, [.. columns, new("what", false), new("quantity", true), new("", false), new("of", false)]);
        foreach (var (kind, items) in rows.Concat(old.Where(kind => rows.All(row => row.Kind != kind.Kind))
            .Select(kind => (kind.Kind, Items: new List<CostItem>()))))
        {
            var earlier = old.Find(known => known.Kind == kind).Items ?? [];
            List<string> cells = [Dollars(items.Sum(item => item.Dollars))];
            if (before is not null)
                cells.Add(Dollars(earlier.Sum(item => item.Dollars)));
            var unit = (items.Count > 0 ? items : earlier)[0].Unit;
            table.Add([.. cells, kind, Quantity(items.Sum(item => item.Quantity)), unit, Names(items.Count > 0 ? items : earlier)]);
        }

        table.Add([Dollars(estimate.Total), .. before is null ? Array.Empty<string>() : [Dollars(before.Total)], "total", "", "", ""]);
        table.Finish();
        output.WriteLine("");
        output.WriteLine(string.Create(Words, $"{Dollars(estimate.Fixed)} USD of it is paid without any traffic. {Sample(estimate)}"));
        output.WriteLine("List prices of us-east-1 without the free tier, unless --prices sets others. Check your own prices.");
        if (before is not null)
            output.WriteLine($"The change {(estimate.Total >= before.Total ? "adds" : "saves")} {Dollars(Math.Abs(estimate.Total - before.Total))} USD a "
                + $"month.");
        output.WriteList("Not priced:", estimate.NotPriced.GroupBy(resource => (resource.Type, resource.Reason))
            .Select(group => $"{string.Join(", ", group.Select(resource => resource.LogicalId))} ({group.Key.Type}): {group.Key.Reason}."));
        output.WriteList("Notes:", estimate.Notes);
    }

    static List<(string Kind, List<CostItem> Items)> Kinds(CostEstimate? estimate) =>
        [.. (estimate?.Items ?? []).GroupBy(item => item.Kind).Select(group => (group.Key, group.ToList()))
            .OrderByDescending(kind => kind.Item2.Sum(item => item.Dollars))];

    static string Sample(CostEstimate estimate)
    {
        var sample = estimate.From is { } from
            ? $", as in the {estimate.Records.ToString("#,0", Words)} from {BacktestJson.TextOf(from)} to {BacktestJson.TextOf(estimate.To!.Value)}" : "";
        return string.Create(Words, $"{estimate.RecordsPerMonth:#,0} records a month{sample}.")
            + (estimate.CallsPerMonth > 0 ? string.Create(Words, $" {estimate.CallsPerMonth:#,0} calls a month.") : "");
    }

    static string Names(List<CostItem> items)
    {
        var names = items.Select(item => item.Name).Distinct().ToList();
        return string.Join(", ", names.Take(MostNames)) + (names.Count > MostNames ? $" and {names.Count - MostNames} more" : "");
    }

    static string Dollars(decimal dollars) => dollars.ToString("#,0.00", Words);

    static string Quantity(decimal quantity) => quantity.ToString(quantity < 10 ? "#,0.###" : "#,0.#", Words);
}

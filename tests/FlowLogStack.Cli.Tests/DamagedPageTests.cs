using System.Text.Json.Nodes;

namespace FlowLogStack.Cli.Tests;

/// <summary>Verbs use the rows before damage in a later part of a Parquet page, and report the damage.</summary>
public sealed class DamagedPageTests : IDisposable
{
    // As many rows as are decoded at once.
    const int Part = 1024;

    static readonly string Lab = Path.Combine(AppContext.BaseDirectory, "lab.template.json");

    readonly Samples samples = new();

    public void Dispose() => samples.Dispose();

    public static TheoryData<PageDamage> Damages => [.. Enum.GetValues<PageDamage>().Except([PageDamage.None])];

    [Theory]
    [MemberData(nameof(Damages))]
    public void Rows_before_the_damaged_part_count_and_the_damage_is_an_error(PageDamage damage)
    {
        var file = FileOf(damage);

        var parse = Command.Run(["parse", file]);
        var rows = parse.Lines.Length;
        Assert.Equal(2, parse.ExitCode);
        Assert.Contains("\"srcport\":20641,", Assert.Single(parse.Lines.Distinct()), StringComparison.Ordinal);
        Assert.InRange(rows, HandWrittenParquet.Whole - Part + 1, HandWrittenParquet.Whole);
        var backtest = Command.Run(["backtest", "--template", Lab, "--json", "-", file]);
        Assert.Equal((2, rows), (backtest.ExitCode, (int)JsonNode.Parse(backtest.Output)!["records"]!));
        var insights = Command.Run(["insights", "--query", "stats count(*) as n", "--output", "json", file]);
        Assert.Equal((2, rows), (insights.ExitCode, (int)JsonNode.Parse(insights.Output)![0]!["n"]!));
        foreach (var run in new[] { parse, backtest, insights })
            Assert.StartsWith($"{file}: its Parquet data is damaged", run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public void A_query_of_a_damaged_page_is_an_error_without_a_result(PageDamage damage)
    {
        var file = FileOf(damage);

        var run = Command.Run(["query", "--sql", "SELECT srcport, count(*) AS n FROM flow_logs GROUP BY 1", file, "--output", "csv"]);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith($"{file}: its Parquet data is damaged", run.Errors, StringComparison.Ordinal);
        Assert.Single(run.Errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Without_damage_every_row_counts()
    {
        var file = FileOf(PageDamage.None);

        var parse = Command.Run(["parse", file]);
        Assert.Equal((0, HandWrittenParquet.Rows, ""), (parse.ExitCode, parse.Lines.Length, parse.Errors));
        var query = Command.Run(["query", "--sql", "SELECT srcport, count(*) AS n FROM flow_logs GROUP BY 1", file, "--output", "csv"]);
        Assert.Equal((0, $"srcport,n\n20641,{HandWrittenParquet.Rows}\n"), (query.ExitCode, query.Output));
    }

    string FileOf(PageDamage damage) => samples.Bytes("flows.parquet", HandWrittenParquet.Of(Samples.Header, Samples.Accepted, damage));
}

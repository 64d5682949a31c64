using System.Globalization;
using System.Text.RegularExpressions;
using FlowLogStack.Records;
using FlowLogStack.Testing;

namespace FlowLogStack.Cli.Tests.Documentation;

/// <summary>Athena's price in pages, docstrings and settings, against the constant that estimates use.</summary>
public sealed partial class AthenaPriceTests
{
    static readonly (string File, string Text)[] Texts =
    [
        .. Repository.Files("README.md", "docs/*.md", "src/*.cs", "src/*.json", "lambda/*.md", "tests/FlowLogStack.Benchmarks/results/*.md")
            .Select(file => (file, File.ReadAllText(Repository.PathOf(file)))),
    ];

    [ToolFact("git")]
    public void Every_price_of_a_scanned_TB_is_that_of_the_estimates()
    {
        var prices = Texts.SelectMany(text => OfTerabyte().Matches(text.Text).Select(price => (text.File, Price: Number(price)))).ToList();
        Assert.True(prices.Count > 6);
        Assert.All(prices, price => Assert.Equal((price.File, AthenaPrice.DollarsPerTerabyte), price));
    }

    [ToolFact("git")]
    public void Every_price_of_a_limit_in_GB_is_that_of_the_estimates()
    {
        var prices = Texts.SelectMany(text => OfLimit().Matches(text.Text).Select(price => (text.File, Price: Number(price),
            Bytes: long.Parse(price.Groups["size"].Value, CultureInfo.InvariantCulture) * 1_000_000_000))).ToList();
        Assert.True(prices.Count > 2);
        Assert.All(prices, price => Assert.Equal((price.File, AthenaPrice.Of(price.Bytes)), (price.File, price.Price)));
    }

    static decimal Number(Match price) => decimal.Parse(price.Groups["price"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<price>[0-9.]+) USD (a|per) TB")]
    private static partial Regex OfTerabyte();

    [GeneratedRegex(@"(?<size>[0-9]+) GB(?: \(10\^10 bytes\))?, about (?<price>[0-9.]+) USD")]
    private static partial Regex OfLimit();
}

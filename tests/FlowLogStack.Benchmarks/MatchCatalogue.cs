namespace FlowLogStack.Benchmarks;

/// <summary>In-memory lines against the filter patterns of a whole catalogue at once.</summary>
sealed class MatchCatalogue : BenchmarkPath
{
    readonly LogPatternSet patterns = new(CataloguePatterns.All.Select(LogPattern.Parse));

    internal override string Name => "match-catalogue";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input)
    {
        long records = 0, matches = 0;
        var matching = new int[patterns.Count];
        var elapsed = input.TimeInMemory(lines =>
        {
            var rest = lines.Span;
            while (rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                matches += patterns.Match(rest[..end], matching);
                records++;
                rest = rest[(end + 1)..];
            }
        });
        return matches > records / 2 && matches < records * patterns.Count
            ? (elapsed, records)
            : throw new InvalidOperationException($"The patterns selected {matches} times of {records} records.");
    }
}

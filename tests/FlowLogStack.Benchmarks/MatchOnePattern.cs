namespace FlowLogStack.Benchmarks;

/// <summary>In-memory lines against the filter pattern of one detection.</summary>
sealed class MatchOnePattern : BenchmarkPath
{
    readonly LogPattern pattern = LogPattern.Parse(Detections.SshRejects.ToFilterPatterns(FlowLogFormat.Default)[0]);

    internal override string Name => "match-one-pattern";

    internal override (TimeSpan Elapsed, long Records) Run(BenchmarkInput input)
    {
        long records = 0, matches = 0;
        var elapsed = input.TimeInMemory(lines =>
        {
            var rest = lines.Span;
            while (rest.IndexOf((byte)'\n') is >= 0 and var end)
            {
                if (pattern.IsMatch(rest[..end]))
                    matches++;
                records++;
                rest = rest[(end + 1)..];
            }
        });
        return matches > 0 && matches < records
            ? (elapsed, records)
            : throw new InvalidOperationException($"The pattern selected {matches} of {records} records.");
    }
}

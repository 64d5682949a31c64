using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet.Tests;

/// <summary>Random log formats, and lines of them.</summary>
static class RandomTraffic
{
    static readonly string[] Words = ["ACCEPT", "REJECT", "OK", "NODATA", "eni-1235b8ca123456789", "vpc-1", "IPv4", "us-east-1", "a%20b", "Üb%C3%A9r", "x"];

    /// <summary>Presets, one field, and subsets of both families in any order.</summary>
    internal static IEnumerable<FlowLogFormat> Formats(Random random)
    {
        foreach (var (_, preset) in FlowLogFormat.Presets)
            yield return preset;
        yield return FlowLogFormat.Of(FlowField.SrcAddr);
        foreach (var family in new[] { RecordKinds.Vpc, RecordKinds.TransitGateway })
        {
            var fields = FlowField.Catalogue.Where(field => field.AppliesTo.HasFlag(family)).ToArray();
            for (var i = 0; i < 4; i++)
            {
                random.Shuffle(fields);
                yield return FlowLogFormat.Of(fields.Take(random.Next(1, fields.Length)));
            }
        }
    }

    internal static string[] Lines(FlowLogFormat format, int count, Random random) =>
        [.. Enumerable.Range(0, count).Select(_ => string.Join(' ', format.Fields.Select(field => random.Next(8) == 0 ? "-" : Value(field, random))))];

    internal static string Text(FlowLogFormat format, IEnumerable<string> lines) =>
        string.Concat(lines.Prepend(format.ToHeaderLine()).Select(line => line + "\n"));

    static string Value(FlowField field, Random random) => field.Kind switch
    {
        FieldKind.Number => random.Next(0, random.Next(2) == 0 ? 256 : 65536).ToString(CultureInfo.InvariantCulture),
        FieldKind.Counter => random.NextInt64(0, random.Next(2) == 0 ? 2000 : 1L << 50).ToString(CultureInfo.InvariantCulture),
        FieldKind.Instant => random.NextInt64(1_600_000_000, 1_900_000_000).ToString(CultureInfo.InvariantCulture),
        FieldKind.Address => random.Next(3) == 0 ? $"2001:db8::{random.Next(1, 65536):x}" : $"10.{random.Next(4)}.{random.Next(256)}.{random.Next(256)}",
        _ => Words[random.Next(Words.Length)],
    };
}

using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests;

public sealed class InsightRuleTests
{
    const string Event = "10.0.0.1 10.0.0.9 22 6 840 REJECT";

    static string Body(string contribution, string aggregate = "Count") => $$"""
        {
          "Schema": { "Name": "CloudWatchLogRule", "Version": 1 }, "LogGroupNames": ["flows", "other*"], "LogFormat": "CLF",
          "Fields": { "1": "srcaddr", "2": "dstaddr", "3": "dstport", "4": "protocol", "5": "bytes", "6": "action" },
          "Contribution": { "Keys": ["srcaddr"], {{contribution}} }, "AggregateOn": "{{aggregate}}"
        }
        """;

    static bool Counts(string body, string line, out ulong contributor, out double value)
    {
        var message = Encoding.UTF8.GetBytes(line);
        return InsightRuleBody.Parse(body).TryCount(new InsightEvent(message, [], -1), out contributor, out value);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("""{ "Match": "action", "In": ["REJECT"] }""", true)]
    [InlineData("""{ "Match": "action", "In": ["ACCEPT", "REJECT"] }""", true)]
    [InlineData("""{ "Match": "action", "In": ["ACCEPT"] }""", false)]
    [InlineData("""{ "Match": "action", "NotIn": ["ACCEPT"] }""", true)]
    [InlineData("""{ "Match": "action", "NotIn": ["REJECT"] }""", false)]
    [InlineData("""{ "Match": "dstaddr", "StartsWith": ["192.", "10."] }""", true)]
    [InlineData("""{ "Match": "dstaddr", "StartsWith": ["192."] }""", false)]
    [InlineData("""{ "Match": "dstport", "EqualTo": 22 }""", true)]
    [InlineData("""{ "Match": "dstport", "EqualTo": 23 }""", false)]
    [InlineData("""{ "Match": "dstport", "NotEqualTo": 23 }""", true)]
    [InlineData("""{ "Match": "bytes", "GreaterThan": 839 }""", true)]
    [InlineData("""{ "Match": "bytes", "GreaterThan": 840 }""", false)]
    [InlineData("""{ "Match": "bytes", "LessThan": 841 }""", true)]
    [InlineData("""{ "Match": "action", "GreaterThan": 1 }""", false)]
    [InlineData("""{ "Match": "action", "IsPresent": true }""", true)]
    [InlineData("""{ "Match": "7", "IsPresent": true }""", false)]
    [InlineData("""{ "Match": "7", "IsPresent": false }""", true)]
    [InlineData("""{ "Match": "3", "EqualTo": 22 }, { "Match": "6", "In": ["REJECT"] }""", true)]
    [InlineData("""{ "Match": "3", "EqualTo": 22 }, { "Match": "6", "In": ["ACCEPT"] }""", false)]
    public void Filters_as_documented(string filters, bool expected) =>
        Assert.Equal(expected, Counts(Body($"\"Filters\": [{filters}]"), Event, out _, out _));

    [Fact]
    public void Sums_a_field_and_passes_over_numbers_that_are_too_large()
    {
        var sum = Body("\"ValueOf\": \"bytes\", \"Filters\": []", "Sum");
        Assert.True(Counts(sum, Event, out _, out var value));
        Assert.Equal(840, value);
        Assert.False(Counts(sum, "10.0.0.1 10.0.0.9 22 6 1000000001 REJECT", out _, out _));
        Assert.False(Counts(sum, "10.0.0.1 10.0.0.9 22 6 - REJECT", out _, out _));
    }

    [Fact]
    public void Tells_contributors_apart_by_their_keys()
    {
        var pair = Body("\"Filters\": []").Replace("[\"srcaddr\"]", "[\"srcaddr\", \"dstport\"]", StringComparison.Ordinal);
        Counts(pair, Event, out var first, out _);
        Counts(pair, "10.0.0.1 10.9.9.9 22 17 1 ACCEPT", out var same, out _);
        Counts(pair, "10.0.0.1 10.0.0.9 23 6 840 REJECT", out var other, out _);
        Assert.Equal(first, same);
        Assert.NotEqual(first, other);
    }

    [Theory]
    [InlineData("flows", true)]
    [InlineData("other/group", true)]
    [InlineData("flows2", false)]
    public void Reads_the_log_groups_it_names(string group, bool expected) =>
        Assert.Equal(expected, InsightRuleBody.Parse(Body("\"Filters\": []")).Reads(group));

    [Theory]
    [InlineData("\"AggregateOn\": \"Count\"", "\"AggregateOn\": \"Sum\"", "without ValueOf")]
    [InlineData("\"Keys\": [\"srcaddr\"]", "\"Keys\": [\"nobody\"]", "no 'nobody'")]
    [InlineData("\"Version\": 1", "\"Version\": 2", "another Schema")]
    [InlineData("\"CLF\"", "\"XML\"", "'XML'")]
    [InlineData("\"Filters\": []", "\"Filters\": [{ \"Match\": \"action\", \"EqualTo\": \"REJECT\" }]", "one number")]
    [InlineData("\"Filters\": []", "\"Filters\": [{ \"Match\": \"action\", \"Equals\": 1 }]", "'Equals'")]
    public void Says_what_CloudWatch_would_refuse(string original, string instead, string words) =>
        Assert.Contains(words, Assert.Throws<TemplateException>(() =>
            InsightRuleBody.Parse(Body("\"Filters\": []").Replace(original, instead, StringComparison.Ordinal))).Message);

    [Fact]
    public void Counts_different_values_exactly_while_they_are_few_and_closely_when_many()
    {
        var sketch = new DistinctSketch();
        for (var i = 0; i < 3000; i++)
            sketch.Add(Hash(i % 1000), 1024);
        Assert.Equal(1000, sketch.Estimate);
        for (var i = 0; i < 200_000; i++)
            sketch.Add(Hash(i), 1024);
        Assert.InRange(sketch.Estimate, 180_000, 220_000);
        Assert.True(sketch.Slots <= 4096);
    }

    [Fact]
    public void Counts_the_same_whatever_the_order()
    {
        var (up, down, merged, half) = (new DistinctSketch(), new DistinctSketch(), new DistinctSketch(), new DistinctSketch());
        for (var i = 0; i < 5000; i++)
        {
            up.Add(Hash(i), 256);
            down.Add(Hash(4999 - i), 256);
            (i % 2 == 0 ? merged : half).Add(Hash(i), 256);
        }

        merged.Add(half, 256);
        Assert.Equal(up.Estimate, down.Estimate);
        Assert.Equal(up.Estimate, merged.Estimate);
    }

    [Fact]
    public void Keeps_the_heaviest_of_more_keys_than_it_has_room_for()
    {
        var hitters = new HeavyHitters(16);
        for (var i = 0; i < 10_000; i++)
        {
            hitters.Add((UInt128)(1000 + i), 1);
            if (i % 10 == 0)
                hitters.Add(7, 1);
        }

        var heaviest = hitters.Entries.First();
        Assert.Equal((UInt128)7, heaviest.Key);
        Assert.InRange(heaviest.Value, 1000 - hitters.Uncertainty, 1000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(32)]
    [InlineData(256)]
    public void Finds_every_key_among_as_many_as_it_keeps(int capacity)
    {
        var random = new Random(capacity);
        var (hitters, expected) = (new HeavyHitters(capacity), new Dictionary<UInt128, (double Weight, long Records)>());
        // Addresses of one network, of IPv6, and hashes: keys that differ in few bits, in the upper half, and in all.
        UInt128[] keys = [.. Enumerable.Range(0, capacity * 2).Select(i => (i % 3) switch
        {
            0 => (UInt128)(0xFFFF0A000000 + i),
            1 => ((UInt128)(0x20010DB8UL + (ulong)i) << 96) | 1,
            _ => (UInt128)(ulong)random.NextInt64(),
        })];
        for (var i = 0; i < 20_000; i++)
        {
            var (key, weight) = (keys[random.Next(keys.Length)], random.Next(1, 1500));
            hitters.Add(key, weight);
            var (before, records) = expected.GetValueOrDefault(key);
            expected[key] = (before + weight, records + 1);
        }

        Assert.Equal(0, hitters.Uncertainty);
        Assert.Equal(expected.Select(entry => (entry.Key, entry.Value.Weight, entry.Value.Records)).OrderByDescending(entry => entry.Weight).ThenBy(entry =>
            entry.Key), hitters.Counted);
        var table = new Dictionary<UInt128, double> { [keys[0]] = 1 };
        hitters.AddTo(table);
        Assert.Equal(expected.Sum(entry => entry.Value.Weight) + 1, table.Values.Sum());
        Assert.Equal(expected[keys[0]].Weight + 1, table[keys[0]]);
    }

    [Fact]
    public void Weights_stay_lower_bounds_after_keys_are_dropped()
    {
        var random = new Random(3);
        var (hitters, expected) = (new HeavyHitters(64), new Dictionary<UInt128, double>());
        for (var i = 0; i < 50_000; i++)
        {
            var key = (UInt128)(ulong)(random.Next(3) == 0 ? random.Next(20) : random.Next(5000));
            hitters.Add(key, 1 + (i % 7));
            expected[key] = expected.GetValueOrDefault(key) + 1 + (i % 7);
        }

        Assert.True(hitters.Uncertainty > 0);
        Assert.Equal(hitters.Entries.Count(), hitters.Entries.Select(entry => entry.Key).Distinct().Count());
        Assert.All(hitters.Entries, entry => Assert.InRange(entry.Value, expected[entry.Key] - hitters.Uncertainty, expected[entry.Key]));
        Assert.All(Enumerable.Range(0, 20), key => Assert.Contains(hitters.Entries, entry => entry.Key == (UInt128)key));
    }

    [Fact]
    public void Merges_minutes_into_windows()
    {
        var series = new InsightSeries(countsContributors: true, weighsContributors: true);
        series.Add(10, 11, Hash(1), 5);
        series.Add(10, 11, Hash(2), 1);
        series.Add(11, 13, Hash(1), 3);
        Assert.Equal(2, series.Read(InsightMetric.UniqueContributors, 10, 12, 13));
        Assert.Equal(8, series.Read(InsightMetric.MaxContributorValue, 10, 12, 13));
        Assert.Equal(5, series.Read(InsightMetric.MaxContributorValue, 10, 12, 12));
        Assert.Equal(9, series.Read(InsightMetric.Sum, 10, 12, 13));
        Assert.Equal(3, series.Read(InsightMetric.SampleCount, 10, 12, 13));
        Assert.Equal(1, series.Read(InsightMetric.Minimum, 10, 12, 13));
        Assert.Equal(5, series.Read(InsightMetric.Maximum, 10, 12, 13));
        Assert.Equal(3, series.Read(InsightMetric.Average, 10, 12, 13));
        Assert.Null(series.Read(InsightMetric.Sum, 12, 20, 30));
    }

    static ulong Hash(int value)
    {
        var hash = new KeyHash();
        hash.Add(BitConverter.GetBytes(value));
        return hash.ToHash();
    }
}

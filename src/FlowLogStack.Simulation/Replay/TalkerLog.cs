using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>The top contributors of one filter's records by time interval, ranked by the amount that its metric measures.</summary>
/// <remarks>Memory is limited: an interval is one minute; when there are too many, intervals are merged to twice the length, and so on.</remarks>
/// <param name="measure">The measure of a record's weight.</param>
sealed class TalkerLog(TalkerMeasure measure = TalkerMeasure.Records)
{
    const int MostContributors = 1024;

    const int MostStretches = 720;
    const int KeysOfStretch = 16;
    const int KeysOfAll = 256;
    const int SamplesOfStretch = 2;

    Dictionary<long, Stretch> stretches = [];
    long minutes = 1;
    (long Index, Stretch Stretch)? last;

    /// <summary>The measure of a record's weight.</summary>
    internal TalkerMeasure Measure => measure;

    /// <summary>Adds a record.</summary>
    /// <param name="minute">Minute of the event.</param>
    /// <param name="keys">Source, destination and service.</param>
    /// <param name="value">Value that the record adds to the metric.</param>
    /// <param name="contributor">Contributor of a Contributor Insights rule; 0 for a filter.</param>
    /// <param name="line">The record.</param>
    internal void Add(long minute, in TalkerKeys keys, double value, ulong contributor, ReadOnlySpan<byte> line)
    {
        var index = EpochMinute.FloorDivide(minute, minutes);
        var stretch = last is { } same && same.Index == index ? same.Stretch : Find(index);
        stretch.Add(
            keys,
            measure switch
            {
                TalkerMeasure.Value => value,
                TalkerMeasure.Contributors => stretch.IsNew(contributor) ? 1 : 0,
                _ => 1,
            },
            line);
    }

    /// <summary>Returns the top contributors of the records in some minutes, with sample records.</summary>
    internal static (TopTalkers Talkers, IReadOnlyList<string> Samples) Within(IEnumerable<TalkerLog> logs, IReadOnlyList<(long From, long To)> ranges)
    {
        var all = new Stretch(KeysOfAll);
        var measure = TalkerMeasure.Records;
        foreach (var log in logs)
        {
            if (log.Measure is not TalkerMeasure.Records)
                measure = log.Measure;
            foreach (var (index, stretch) in log.stretches.OrderBy(entry => entry.Key))
            {
                if (ranges.Any(range => index * log.minutes < range.To && (index + 1) * log.minutes > range.From))
                    all.Add(stretch, TopTalkers.MaximumSamples);
            }
        }

        return (all.ToTalkers(measure), [.. all.Samples.Select(sample => Encoding.UTF8.GetString(sample.Line))]);
    }

    Stretch Find(long index)
    {
        if (!stretches.TryGetValue(index, out var stretch))
        {
            if (stretches.Count == MostStretches)
            {
                Widen();
                index = EpochMinute.FloorDivide(index, 2);
            }

            if (!stretches.TryGetValue(index, out stretch))
                stretches.Add(index, stretch = new Stretch(KeysOfStretch));
        }

        last = (index, stretch);
        return stretch;
    }

    void Widen()
    {
        var wider = new Dictionary<long, Stretch>();
        foreach (var (index, stretch) in stretches.OrderBy(entry => entry.Key))
        {
            var into = EpochMinute.FloorDivide(index, 2);
            if (!wider.TryAdd(into, stretch))
                wider[into].Add(stretch, SamplesOfStretch);
        }

        stretches = wider;
        minutes *= 2;
    }

    sealed class Stretch(int capacity)
    {
        readonly HeavyHitters sources = new(capacity);
        readonly HeavyHitters destinations = new(capacity);
        readonly HeavyHitters services = new(capacity);

        HashSet<ulong>? contributors;

        /// <summary>The records with the greatest weight; of equal weights, the first ones.</summary>
        internal List<(double Weight, byte[] Line)> Samples { get; private set; } = [];

        /// <summary>Returns whether this is the first record of a contributor; false for contributors beyond the limit.</summary>
        internal bool IsNew(ulong contributor) => (contributors ??= []).Count < MostContributors && contributors.Add(contributor);

        internal void Add(in TalkerKeys keys, double weight, ReadOnlySpan<byte> line)
        {
            if (keys.Source is { } source)
                sources.Add(source, weight);
            if (keys.Destination is { } destination)
                destinations.Add(destination, weight);
            if (keys.Service is { } service)
                services.Add(service, weight);
            if (Samples.Count < SamplesOfStretch)
                Samples.Add((weight, line.ToArray()));
            else if (weight > Samples[0].Weight || weight > Samples[1].Weight)
                Samples[Samples[0].Weight < Samples[1].Weight ? 0 : 1] = (weight, line.ToArray());
        }

        internal void Add(Stretch other, int samples)
        {
            sources.Add(other.sources);
            destinations.Add(other.destinations);
            services.Add(other.services);
            Samples = [.. Samples.Concat(other.Samples).OrderByDescending(sample => sample.Weight).Take(samples)];
        }

        internal TopTalkers ToTalkers(TalkerMeasure measure) => new(
            Top(sources, measure, TalkerKeys.AddressOf),
            Top(destinations, measure, TalkerKeys.AddressOf),
            Top(services, measure, TalkerKeys.ServiceOf),
            sources.Uncertainty + destinations.Uncertainty + services.Uncertainty == 0)
        {
            Measure = measure,
        };

        static IReadOnlyList<Talker> Top(HeavyHitters hitters, TalkerMeasure measure, Func<UInt128, string> name) =>
            [.. hitters.Counted.Take(TopTalkers.MaximumTalkers).Select(entry =>
                new Talker(name(entry.Key), entry.Records, measure is TalkerMeasure.Records ? null : entry.Weight))];
    }
}

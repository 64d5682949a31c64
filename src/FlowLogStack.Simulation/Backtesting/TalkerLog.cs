using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>Who is behind the records of one filter, by stretches of time.</summary>
/// <remarks>Memory is bounded: a stretch is a minute until there are too many of them, then twice as long, and so on.</remarks>
sealed class TalkerLog
{
    const int MostStretches = 720;
    const int KeysOfStretch = 16;
    const int KeysOfAll = 256;
    const int SamplesOfStretch = 2;

    Dictionary<long, Stretch> stretches = [];
    long minutes = 1;
    (long Index, Stretch Stretch)? last;

    /// <summary>Adds a record.</summary>
    internal void Add(long minute, in TalkerKeys keys, ReadOnlySpan<byte> line)
    {
        var index = EpochMinute.FloorDivide(minute, minutes);
        var stretch = last is { } same && same.Index == index ? same.Stretch : Find(index);
        stretch.Add(keys, line);
    }

    /// <summary>Who was behind the records of some minutes, with a few of the records.</summary>
    internal static (TopTalkers Talkers, IReadOnlyList<string> Samples) Within(IEnumerable<TalkerLog> logs, IReadOnlyList<(long From, long To)> ranges)
    {
        var all = new Stretch(KeysOfAll);
        foreach (var log in logs)
        {
            foreach (var (index, stretch) in log.stretches.OrderBy(entry => entry.Key))
            {
                if (ranges.Any(range => index * log.minutes < range.To && (index + 1) * log.minutes > range.From))
                    all.Add(stretch, TopTalkers.MaximumSamples);
            }
        }

        return (all.ToTalkers(), [.. all.Samples.Select(sample => Encoding.UTF8.GetString(sample))]);
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

        internal List<byte[]> Samples { get; } = [];

        internal void Add(in TalkerKeys keys, ReadOnlySpan<byte> line)
        {
            if (keys.Source is { } source)
                sources.Add(source, 1);
            if (keys.Destination is { } destination)
                destinations.Add(destination, 1);
            if (keys.Service is { } service)
                services.Add(service, 1);
            if (Samples.Count < SamplesOfStretch)
                Samples.Add(line.ToArray());
        }

        internal void Add(Stretch other, int samples)
        {
            sources.Add(other.sources);
            destinations.Add(other.destinations);
            services.Add(other.services);
            Samples.AddRange(other.Samples.Take(samples - Samples.Count));
        }

        internal TopTalkers ToTalkers() => new(
            Top(sources, TalkerKeys.AddressOf),
            Top(destinations, TalkerKeys.AddressOf),
            Top(services, TalkerKeys.ServiceOf),
            sources.Uncertainty + destinations.Uncertainty + services.Uncertainty == 0);

        static IReadOnlyList<Talker> Top(HeavyHitters hitters, Func<UInt128, string> name) =>
            [.. hitters.Entries.Take(TopTalkers.MaximumTalkers).Select(entry => new Talker(name(entry.Key), (long)entry.Value))];
    }
}

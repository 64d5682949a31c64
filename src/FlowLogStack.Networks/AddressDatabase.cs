using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Networks;

/// <summary>Countries, networks and AWS services of addresses, from files. It makes no connections.</summary>
/// <remarks>
/// A file is a database in MaxMind's format (<c>.mmdb</c>, of MaxMind, DB-IP or IPinfo), a CSV file of MaxMind or DB-IP, or AWS's <c>ip-ranges.json</c>. The
/// first file that contains a fact has priority. Not thread-safe.
/// </remarks>
public sealed class AddressDatabase : IDisposable
{
    static readonly byte[] MmdbMark = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    readonly AddressSource[] sources;
    readonly List<(FlowField Source, FlowField Destination, Func<AddressFacts, string?> Value)> facts = [];

    AddressDatabase(AddressSource[] sources)
    {
        this.sources = sources;
        Add(sources.Any(source => source.HasCountries), "country", found => found.Country);
        Add(sources.Any(source => source.HasNetworks), "asn", found => found.AsNumber);
        Add(sources.Any(source => source.HasNetworks), "network", found => found.Network);
        Add(sources.Any(source => source.HasServices), "service", found => found.Service);
        Add(sources.Any(source => source.HasServices), "region", found => found.Region);
    }

    /// <summary>
    /// The text fields that <see cref="OpenText"/> adds to records: <c>src-country</c>, <c>dst-country</c>, <c>src-asn</c>, <c>dst-asn</c>, <c>src-network</c>,
    /// <c>dst-network</c>, <c>src-service</c>, <c>dst-service</c>, <c>src-region</c> and <c>dst-region</c>, if a file has such facts.
    /// </summary>
    public IReadOnlyList<FlowField> Fields => [.. facts.SelectMany(fact => new[] { fact.Source, fact.Destination })];

    /// <summary>
    /// Returns invented countries of the blocks for documentation and benchmarks (192.0.2.0/24, 198.18.0.0/15, 198.51.100.0/24, 203.0.113.0/24 and
    /// 2001:db8::/32), which generated traffic has. No host of the internet has such an address, and no country has such a code.
    /// </summary>
    public static AddressDatabase OfDocumentationBlocks()
    {
        const string Name = "documentation-countries.csv";
        using var reader = new StreamReader(typeof(AddressDatabase).Assembly.GetManifestResourceStream(Name)!);
        return new AddressDatabase([new CsvSource(Name, reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries))]);
    }

    /// <summary>Opens files.</summary>
    /// <param name="files">Paths, the first one with priority.</param>
    /// <exception cref="UnreadableObjectException">A file is damaged or of another kind, or no file has blocks of addresses.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static AddressDatabase Open(params IEnumerable<string> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        string[] paths = [.. files];
        var sources = paths.Select(OpenSource).ToList();
        var locations = sources.OfType<CsvSource>().FirstOrDefault(source => source.IsOfLocations);
        foreach (var (source, file) in sources.Zip(paths).Where(pair => pair.First is CsvSource { NeedsLocations: true }))
        {
            ((CsvSource)source).Name(locations
                ?? throw new UnreadableObjectException(file, $"{file}: the file has no names of countries. Add the file of locations of the same download "
                    + "too, such as GeoLite2-Country-Locations-en.csv."));
        }

        var database = new AddressDatabase([.. sources]);
        return sources.Count == 0 || database.facts.Count > 0 ? database
            : throw new UnreadableObjectException(paths[0], $"{paths[0]}: the file has no block of addresses. Add the file of blocks of the same "
                + "download, or download it again.");
    }

    /// <summary>Returns the facts about an address.</summary>
    /// <exception cref="UnreadableObjectException">A file is damaged.</exception>
    public AddressFacts Find(FlowAddress address) => sources.Aggregate(default(AddressFacts), (found, source) => found.Or(source.Find(address)));

    /// <summary>Returns the facts about an address as text, such as <c>US, AS16509 AMAZON-02, S3</c>; null if there are none.</summary>
    public string? Describe(string address) =>
        FlowAddress.TryParse(address, out var parsed) && Find(parsed).ToString() is { Length: > 0 } text ? text : null;

    /// <summary>Returns the blocks of the first file with countries of IPv4, and of the first one with those of IPv6, in no particular order.</summary>
    public IEnumerable<CountryBlock> Countries() => BlocksOf(isIPv4: true).Concat(BlocksOf(isIPv4: false));

    /// <summary>Opens text of flow log records as text with <see cref="Fields"/> behind those of each record.</summary>
    /// <param name="source">The records, in any form; not disposed.</param>
    /// <param name="name">Name of the object in messages.</param>
    /// <param name="format">Log format of text without a header line. Default: AWS's default format.</param>
    /// <param name="malformed">Callback with the line number of each malformed line and the reason. Default: null (none).</param>
    public Stream OpenText(Stream source, string name, FlowLogFormat? format = null, Action<long, string>? malformed = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(name);
        return new EnrichedText(this, source, name, format, malformed);
    }

    /// <summary>Closes the files.</summary>
    public void Dispose()
    {
        foreach (var source in sources)
            source.Dispose();
    }

    /// <summary>Returns the values of an address as text of records, in the order of the facts.</summary>
    internal byte[][] ValuesOf(ReadOnlySpan<byte> address)
    {
        var found = FlowAddress.TryParse(address, out var parsed) ? Find(parsed) : default;
        return [.. facts.Select(fact => Encoding.UTF8.GetBytes(Word(fact.Value(found))))];
    }

    static string Word(string? value) =>
        string.IsNullOrWhiteSpace(value) ? "-" : string.Concat(value.Trim().Select(c => c is <= ' ' or '\x7f' ? '_' : c));

    // GeoLite2 has a CSV file for each IP version. Blocks of two files for the same version can overlap.
    IEnumerable<CountryBlock> BlocksOf(bool isIPv4) =>
        sources.Where(source => source.HasCountries).Select(source => source.Countries().Where(block => block.First.IsIPv4 == isIPv4))
            .FirstOrDefault(blocks => blocks.Any()) ?? [];

    static AddressSource OpenSource(string file)
    {
        using (var stream = File.OpenRead(file))
        {
            if (!stream.CanSeek)
                throw new UnreadableObjectException(file, $"{file}: the file is a pipe, which can be read only once. Write it to a file.");
            var head = new byte[1];
            if (stream.Read(head) == 0)
                throw new UnreadableObjectException(file, $"{file}: the file is empty. Download it again.");
            if (head[0] == '{')
                return new AwsRangeSource(file);
            // The description of such a database is within its last 128 KiB.
            stream.Position = Math.Max(0, stream.Length - (128 * 1024));
            var tail = new byte[stream.Length - stream.Position];
            stream.ReadExactly(tail);
            if (tail.AsSpan().LastIndexOf(MmdbMark) < 0 && !file.EndsWith(".mmdb", StringComparison.OrdinalIgnoreCase))
                return new CsvSource(file);
        }

        return new MmdbSource(file);
    }

    void Add(bool isKnown, string name, Func<AddressFacts, string?> value)
    {
        if (isKnown)
            facts.Add((FlowField.Custom($"src-{name}", FieldKind.Text), FlowField.Custom($"dst-{name}", FieldKind.Text), value));
    }
}

using System.Globalization;
using FlowLogStack.Records;

namespace FlowLogStack.Networks;

/// <summary>A CSV file with blocks of addresses.</summary>
/// <remarks>
/// Rows are <c>first,last,country</c> and <c>first,last,number,name</c> without a header, as of DB-IP, or MaxMind's blocks with a header: of autonomous
/// systems, or of countries, whose names are in a file of locations.
/// </remarks>
sealed class CsvSource : AddressSource
{
    readonly List<(UInt128 First, UInt128 Last, AddressFacts Facts)> blocks = [];
    readonly List<(UInt128 First, UInt128 Last, string Place, string Registered)> unnamed = [];
    readonly Dictionary<string, string> countries = new(StringComparer.Ordinal);
    readonly Dictionary<string, string> kept = new(StringComparer.Ordinal);

    /// <summary>Whether the file is one of locations, which other files need.</summary>
    internal bool IsOfLocations { get; private set; }

    /// <summary>Whether the countries of blocks are in a file of locations.</summary>
    internal bool NeedsLocations => unnamed.Count > 0;

    internal CsvSource(string file)
        : this(file, File.ReadLines(file))
    {
    }

    /// <summary>Reads the lines of a file.</summary>
    /// <param name="file">Name of the file in messages.</param>
    /// <param name="lines">Its lines.</param>
    internal CsvSource(string file, IEnumerable<string> lines)
    {
        var number = 0;
        string[]? header = null;
        foreach (var line in lines)
        {
            number++;
            if (line.Length == 0)
                continue;
            var cells = Cells(line);
            if (number == 1 && (cells.Contains("geoname_id") || cells.Contains("autonomous_system_number")))
                header = cells;
            else if (!Add(header, cells))
                throw new UnreadableObjectException(file, string.Create(CultureInfo.InvariantCulture,
                    $"{file}:{number}: the line is not a block of addresses: '{(line.Length > 60 ? line[..60] + "…" : line)}'. Use rows of first address, "
                    + $"last address and country, files of MaxMind or DB-IP, or ip-ranges.json."));
        }

        IsOfLocations = countries.Count > 0;
        blocks.Sort((left, right) => left.First.CompareTo(right.First));
    }

    /// <summary>Sets the countries of blocks by a file of locations.</summary>
    internal void Name(CsvSource locations)
    {
        foreach (var (first, last, place, registered) in unnamed)
        {
            // A place that is only a continent has no country.
            if (locations.countries.TryGetValue(place, out var country) || locations.countries.TryGetValue(registered, out country))
                blocks.Add((first, last, new AddressFacts(country, null, null, null)));
        }

        unnamed.Clear();
        HasCountries = true;
        blocks.Sort((left, right) => left.First.CompareTo(right.First));
    }

    internal override AddressFacts Find(FlowAddress address)
    {
        var wanted = AddressBlocks.NumberOf(address);
        var (low, high) = (0, blocks.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (wanted < blocks[middle].First)
                high = middle - 1;
            else if (wanted > blocks[middle].Last)
                low = middle + 1;
            else
                return blocks[middle].Facts;
        }

        return default;
    }

    internal override IEnumerable<CountryBlock> Countries() => blocks.Where(block => block.Facts.Country is not null)
        .Select(block => new CountryBlock(AddressBlocks.OfNumber(block.First), AddressBlocks.OfNumber(block.Last), block.Facts.Country!));

    bool Add(string[]? header, string[] cells)
    {
        if (header is not null)
            return AddNamed(header, cells);
        if (cells.Length < 3 || !FlowAddress.TryParse(cells[0], out var first) || !FlowAddress.TryParse(cells[1], out var last) || first.CompareTo(last) > 0)
            return false;
        var isNetwork = cells.Length >= 4 && cells[2].Length > 0 && cells[2].All(char.IsAsciiDigit);
        // Rows of cities have the continent before the country.
        var country = isNetwork ? null : cells.Length > 4 && cells[2].Length == 2 && cells[3].Length == 2 ? cells[3] : cells[2];
        Add(first, last, isNetwork ? new AddressFacts(null, cells[2], cells[3], null) : new AddressFacts(country, null, null, null));
        return true;
    }

    bool AddNamed(string[] header, string[] cells)
    {
        string Cell(string name) => Array.IndexOf(header, name) is >= 0 and var at && at < cells.Length ? cells[at] : "";
        if (header.Contains("country_iso_code"))
            return Cell("geoname_id").Length == 0 || Cell("country_iso_code").Length == 0 || countries.TryAdd(Cell("geoname_id"), Cell("country_iso_code"));
        if (!AddressRange.TryParse(Cell("network"), out var range))
            return false;
        var block = AddressBlocks.Of(range.Address, range.PrefixLength);
        if (header.Contains("autonomous_system_number"))
            Add(block.First, block.Last, new AddressFacts(null, Cell("autonomous_system_number"), Cell("autonomous_system_organization"), null));
        else
            unnamed.Add((AddressBlocks.NumberOf(block.First), AddressBlocks.NumberOf(block.Last),
                Kept(Cell("geoname_id")), Kept(Cell("registered_country_geoname_id"))));
        return true;
    }

    void Add(FlowAddress first, FlowAddress last, AddressFacts facts)
    {
        HasCountries |= facts.Country is not null;
        HasNetworks |= facts.AsNumber is not null;
        // Blocks are many, and their values are few.
        blocks.Add((AddressBlocks.NumberOf(first), AddressBlocks.NumberOf(last),
            new AddressFacts(Kept(facts.Country), Kept(facts.AsNumber), Kept(facts.Network), null)));
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    string? Kept(string? text) => text is null ? null : kept.TryGetValue(text, out var same) ? same : kept[text] = text;

    static string[] Cells(string line)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
            return line.Split(',');
        List<string> cells = [];
        var cell = new System.Text.StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && isQuoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (line[i] == '"')
                isQuoted = !isQuoted;
            else if (line[i] == ',' && !isQuoted)
                End();
            else
                cell.Append(line[i]);
        }

        End();
        return [.. cells];

        void End()
        {
            cells.Add(cell.ToString());
            cell.Clear();
        }
    }
}

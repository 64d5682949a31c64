using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>A conversion of flow logs, text or Parquet, to the objects of an archive in S3 keys that a table with partition projection reads.</summary>
/// <remarks>
/// <para>
/// A folder is that of a record's account, Region and end, or start if it has no end. Each folder gets one file for each log format, and further ones
/// if more than <see cref="MostOpen"/> files grow at once. Records are sorted within a file as far as memory allows.
/// </para>
/// <para>
/// Files are written under temporary names and renamed by <see cref="Finish"/>, so that a conversion that fails changes nothing. Names depend
/// on the input only, so that a repeated conversion replaces its own files. Not thread-safe.
/// </para>
/// </remarks>
public sealed class ArchiveConversion : IDisposable
{
    /// <summary>Maximum number of files that grow at once: 100.</summary>
    public const int MostOpen = 100;

    readonly ConversionOptions options;
    readonly string source;
    readonly Dictionary<Place, ArchiveFile> open = [];
    readonly List<ArchiveFile> complete = [];
    readonly Dictionary<Place, int> parts = [];
    readonly SortedSet<string> files = new(StringComparer.Ordinal);
    readonly Dictionary<(FlowLogFormat Format, string Account, string Region, long Hour), Place> places = [];
    FlowLogFormat? first;
    long waiting;
    long records;
    long malformed;
    long bytes;

    /// <summary>Prepares a conversion.</summary>
    /// <exception cref="FormatException">The layout's prefix, the account or the Region is not valid.</exception>
    public ArchiveConversion(ConversionOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        this.options = options;
        if (options.Layout.Prefix.Split('/', '\\').FirstOrDefault(part => part is "." or ".." || part.Any(char.IsControl)) is { } odd)
            throw new FormatException($"The prefix '{options.Layout.Prefix}' has the part '{odd}', which would lead out of '{options.Directory}'. Use names "
                + "of folders, as in 'network/flow-logs'.");
        try
        {
            options.Layout.Validated();
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }

        if (options.Account is { } account && !AccountIdText.IsValid(account))
            throw new FormatException($"'{account}' is not an account id. Use 12 digits.");
        if (options.Region is { } region && !IsRegion(region))
            throw new FormatException($"'{region}' is not a Region, so that keys cannot have it. Use a name such as us-east-1.");
        source = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Source)))[..8];
    }

    /// <summary>Reads an object.</summary>
    /// <param name="stream">Text of any form, or Parquet; not disposed.</param>
    /// <param name="name">Name of the object, in which the account and the Region of its folder are found.</param>
    /// <param name="rejected">Callback with the line number of each malformed line and the reason. Default: null (none).</param>
    /// <exception cref="UnreadableObjectException">The object is damaged, or its records have no place in the archive. Records before are
    /// converted.</exception>
    public void Read(Stream stream, string name, Action<long, string>? rejected = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        using var content = ParquetObject.Open(stream, name);
        using var reader = new FlowLogObjectReader(content, new FlowLogObjectOptions { Name = name, Format = options.Format, AcceptsAnyForm = true });
        var owner = ObjectOwner.Of(name);
        FlowLogFormat? known = null;
        while (reader.Read())
        {
            if (reader.IsRejected)
            {
                malformed++;
                rejected?.Invoke(reader.LineNumber, reader.DescribeRejection());
                continue;
            }

            if (!ReferenceEquals(known, reader.Format))
                Check(known = reader.Format, name);
            Add(reader.Record, owner, name);
        }
    }

    /// <summary>Completes all files.</summary>
    /// <exception cref="IOException">A file can't be written.</exception>
    public ConversionSummary Finish()
    {
        while (open.Count > 0)
            CompleteOldest();
        foreach (var file in complete)
            file.Commit();
        complete.Clear();
        return new ConversionSummary(records, malformed, [.. files], bytes, RemoveEarlier());
    }

    /// <summary>Removes files that aren't complete.</summary>
    public void Dispose()
    {
        foreach (var file in open.Values.Concat(complete))
            file.Dispose();
        open.Clear();
        complete.Clear();
    }

    static bool IsRegion(string text) => text.Length is > 0 and <= 32 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    void Check(FlowLogFormat format, string name)
    {
        if (!format.Contains(FlowField.End) && !format.Contains(FlowField.Start))
            throw new UnreadableObjectException(name, $"{name}: its records have neither 'end' nor 'start', so they have no folder in an archive. Use a log "
                + "format with one of them.");
        // A table reads text by position.
        first ??= format;
        if (options.Layout.FileFormat is FileFormat.PlainText && !format.Equals(first))
            throw new UnreadableObjectException(name, $"{name}: its records have another log format than those before, and a table reads text by position. "
                + "Convert them to another directory, or to Parquet.");
    }

    void Add(FlowRecord record, ObjectOwner owner, string name)
    {
        if (!record.TryGetInt64(FlowField.End, out var time) && !record.TryGetInt64(FlowField.Start, out time))
            throw new UnreadableObjectException(name, $"{name}: a record has no time, so it has no folder in an archive: "
                + $"'{Encoding.UTF8.GetString(record.Line)}'. Remove it.");
        var account = owner.Account ?? options.Account ?? TextOf(record[FlowField.AccountId], AccountIdText.IsValid)
            ?? throw new UnreadableObjectException(name,
                $"{name}: neither its name nor its records contain the account id of 12 digits that S3 keys have. Add --account.");
        var region = owner.Region ?? options.Region ?? TextOf(record[FlowField.Region], IsRegion)
            ?? throw new UnreadableObjectException(name,
                $"{name}: neither its name nor its records contain the Region that S3 keys have. Add --key-region, such as --key-region us-east-1.");
        var file = FileOf(record.Format, account, region, time);
        waiting += file.Add(record);
        file.LastUse = ++records;
        if (waiting > options.MostBytes)
        {
            var largest = open.Values.MaxBy(candidate => candidate.Waiting)!;
            waiting -= largest.Waiting;
            largest.Flush();
        }
    }

    static string? TextOf(ReadOnlySpan<byte> value, Func<string, bool> isValid) =>
        value is [] or [(byte)'-'] ? null : Encoding.UTF8.GetString(value) is var text && isValid(text) ? text : null;

    ArchiveFile FileOf(FlowLogFormat format, string account, string region, long time)
    {
        var hour = time / 3600;
        if (!places.TryGetValue((format, account, region, hour), out var place))
        {
            var instant = DateTimeOffset.FromUnixTimeSeconds(hour * 3600);
            places[(format, account, region, hour)] = place = new Place(
                format,
                account,
                region,
                options.Layout.RegionPrefix(account, region) + options.Layout.TimeFolder(instant),
                options.Layout.PerHourPartition ? instant : new DateTimeOffset(instant.UtcDateTime.Date, TimeSpan.Zero));
        }

        if (open.TryGetValue(place, out var file))
            return file;
        if (open.Count == MostOpen)
            CompleteOldest();
        var part = parts.GetValueOrDefault(place);
        parts[place] = part + 1;
        // Formats of one folder differ in the digest of their names.
        var extension = options.Layout.FileFormat is FileFormat.Parquet ? "parquet" : "gz";
        var name = string.Create(CultureInfo.InvariantCulture,
            $"{account}_vpcflowlogs_{region}_{Mark}_{place.From.UtcDateTime:yyyyMMdd'T'HHmm'Z'}_{DigestOf(format)}{part:00}.log.{extension}");
        files.Add(place.Path + name);
        return open[place] = new ArchiveFile(options, format, Path.Combine(options.Directory, place.Path, name));
    }

    // In the place of a flow log's id.
    string Mark => $"converted-{source}";

    static string DigestOf(FlowLogFormat format) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(format.ToHeaderLine())))[..6];

    void CompleteOldest()
    {
        var (place, file) = open.MinBy(entry => entry.Value.LastUse);
        waiting -= file.Waiting;
        bytes += file.Complete();
        complete.Add(file);
        open.Remove(place);
    }

    // What an earlier conversion of the same input wrote would be counted twice. One that was killed left temporary files.
    int RemoveEarlier()
    {
        var removed = 0;
        foreach (var folder in files.Select(file => Path.GetDirectoryName(Path.Combine(options.Directory, file))!).Distinct().ToList())
        {
            foreach (var file in Directory.GetFiles(folder, $"*_{Mark}_*"))
            {
                if (files.Contains(Path.GetRelativePath(options.Directory, file).Replace('\\', '/')))
                    continue;
                File.Delete(file);
                removed++;
            }
        }

        return removed;
    }

    readonly record struct Place(FlowLogFormat Format, string Account, string Region, string Path, DateTimeOffset From);
}

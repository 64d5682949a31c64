using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using FlowLogStack.Packing;

namespace FlowLogStack.Packages.Tests;

/// <summary>The copy of CDK that the tool contains, against the lowest supported CDK as published.</summary>
public sealed class CdkLibraryTests
{
    const string Description = "package/.jsii.gz";

    static readonly Lazy<(byte[] Original, byte[] Trimmed)> Library = new(() =>
    {
        var original = File.ReadAllBytes(Path.Combine(NuGetFolder.PackageOf("Amazon.CDK.Lib", LowestCdk()), "lib", "netcoreapp3.1", "Amazon.CDK.Lib.dll"));
        return (original, CdkLibrary.Trim(original));
    });

    [Fact]
    public void Trimmed_CDK_has_every_program_asset_license_and_notice_as_published()
    {
        var (original, trimmed) = Entries();
        var kept = original.Where(entry => !NpmPackage.IsUnneeded(entry.Key)).ToDictionary();
        Assert.Equal(kept.Keys.Order(StringComparer.Ordinal), trimmed.Keys.Order(StringComparer.Ordinal));
        Assert.All(kept.Keys.Where(name => name != Description), name => Assert.True(kept[name].AsSpan().SequenceEqual(trimmed[name]), name));
        var endings = original.Keys.Except(kept.Keys).Select(name => name[name.LastIndexOf('/')..]).Select(name => name[name.IndexOf('.', 1)..]).Distinct();
        Assert.DoesNotContain(endings, ending => ending is ".js" or ".json" or ".py" or ".zip");
        Assert.Contains("package/node_modules/balanced-match/LICENSE.md", kept.Keys);
    }

    [Fact]
    public void Trimmed_CDK_describes_the_same_types_without_their_documentation()
    {
        var (original, trimmed) = Entries();
        var (before, after) = (Unzip(original[Description]), Unzip(trimmed[Description]));
        Assert.InRange(after.Length, 1, before.Length / 2);
        var (types, described) = (JsonNode.Parse(before)!, JsonNode.Parse(after)!);
        RemoveDocumentation(types);
        Assert.True(JsonNode.DeepEquals(types, described));
        Assert.True(described["types"]!.AsObject().Count > 10_000);
    }

    [Fact]
    public void Trimmed_CDK_differs_from_the_published_one_in_nothing_but_its_npm_package()
    {
        var (original, trimmed) = Library.Value;
        var (start, length) = CdkLibrary.Package(original);
        var (_, smaller) = CdkLibrary.Package(trimmed);
        Assert.Equal(original.Length, trimmed.Length);
        Assert.True(original.AsSpan(0, start - sizeof(int)).SequenceEqual(trimmed.AsSpan(0, start - sizeof(int))));
        Assert.True(original.AsSpan(start + length).SequenceEqual(trimmed.AsSpan(start + length)));
        Assert.InRange(smaller, 1, length / 3);
        Assert.False(trimmed.AsSpan(start + smaller, length - smaller).ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void An_assembly_without_an_npm_package_is_an_error_with_the_assembly_to_use()
    {
        var refused = Assert.Throws<InvalidDataException>(() => CdkLibrary.Trim(File.ReadAllBytes(typeof(CdkLibrary).Assembly.Location)));
        Assert.Equal("0 resources are npm packages (.tgz); one is expected. Use Amazon.CDK.Lib.dll.", refused.Message);
    }

    [Fact]
    public void An_npm_package_without_types_is_an_error_with_the_missing_file()
    {
        var package = new MemoryStream();
        using (var writer = new TarWriter(new GZipStream(package, CompressionLevel.Fastest)))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "package/index.js"));
        var refused = Assert.Throws<InvalidDataException>(() => NpmPackage.Trim(package.ToArray()));
        Assert.StartsWith("The npm package has no 'package/.jsii.gz'.", refused.Message, StringComparison.Ordinal);
    }

    static string LowestCdk() => XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion")
        .Single(package => (string)package.Attribute("Include")! == "Amazon.CDK.Lib").Attribute("Version")!.Value.Split(',')[0].TrimStart('[');

    static (Dictionary<string, byte[]> Original, Dictionary<string, byte[]> Trimmed) Entries() =>
        (EntriesOf(Library.Value.Original), EntriesOf(Library.Value.Trimmed));

    static Dictionary<string, byte[]> EntriesOf(byte[] assembly)
    {
        var (start, length) = CdkLibrary.Package(assembly);
        using var reader = new TarReader(new GZipStream(new MemoryStream(assembly, start, length), CompressionMode.Decompress));
        var entries = new Dictionary<string, byte[]>();
        while (reader.GetNextEntry() is { } entry)
        {
            var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            entries.Add(entry.Name, content.ToArray());
        }

        return entries;
    }

    static byte[] Unzip(byte[] content)
    {
        var unzipped = new MemoryStream();
        using (var stream = new GZipStream(new MemoryStream(content), CompressionMode.Decompress))
            stream.CopyTo(unzipped);
        return unzipped.ToArray();
    }

    static void RemoveDocumentation(JsonNode? node)
    {
        if (node is JsonArray items)
        {
            foreach (var item in items)
                RemoveDocumentation(item);
        }
        else if (node is JsonObject members)
        {
            foreach (var name in (string[])["docs", "readme", "locationInModule"])
                members.Remove(name);
            foreach (var (_, value) in members)
                RemoveDocumentation(value);
        }
    }
}

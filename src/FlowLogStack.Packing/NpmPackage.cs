using System.Formats.Tar;
using System.IO.Compression;

namespace FlowLogStack.Packing;

/// <summary>An npm package of jsii, as a compressed archive.</summary>
static class NpmPackage
{
    const string Description = "package/.jsii.gz";

    // Read by compilers, editors and generators of documentation. Licenses and notices stay, whatever their names end with.
    static readonly string[] Unneeded = [".d.ts", ".js.map", ".ts-fixture", "/README.md", "/.jsii.tabl.json.gz"];

    /// <summary>Whether an entry is left out: it is not read when CDK runs.</summary>
    /// <param name="name">Name of the entry, such as <c>package/aws-ec2/index.d.ts</c>.</param>
    public static bool IsUnneeded(string name) => Array.Exists(Unneeded, ending => name.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Returns the package without unneeded entries, and its description of types without documentation.</summary>
    /// <param name="package">Content of the <c>.tgz</c> file.</param>
    /// <exception cref="InvalidDataException">The package does not describe its types in <c>package/.jsii.gz</c>.</exception>
    public static byte[] Trim(byte[] package)
    {
        var trimmed = new MemoryStream();
        var isDescribed = false;
        using (var reader = new TarReader(new GZipStream(new MemoryStream(package), CompressionMode.Decompress)))
        using (var writer = new TarWriter(new GZipStream(trimmed, CompressionLevel.SmallestSize)))
        {
            while (reader.GetNextEntry(copyData: true) is { } entry)
            {
                if (IsUnneeded(entry.Name))
                    continue;
                if (entry.Name == Description)
                {
                    entry.DataStream = WithoutDocumentation(entry.DataStream!);
                    isDescribed = true;
                }

                writer.WriteEntry(entry);
            }
        }

        return isDescribed ? trimmed.ToArray()
            : throw new InvalidDataException($"The npm package has no '{Description}'. Update {nameof(NpmPackage)} for this version of CDK.");
    }

    static MemoryStream WithoutDocumentation(Stream description)
    {
        var text = new MemoryStream();
        using (var original = new GZipStream(description, CompressionMode.Decompress))
            original.CopyTo(text);
        var compressed = new MemoryStream();
        using (var target = new GZipStream(compressed, CompressionLevel.SmallestSize, leaveOpen: true))
            TypeDescription.WriteWithoutDocumentation(text.GetBuffer().AsSpan(0, (int)text.Length), target);
        compressed.Position = 0;
        return compressed;
    }
}

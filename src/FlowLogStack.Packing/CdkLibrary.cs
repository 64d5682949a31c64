using System.Buffers.Binary;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FlowLogStack.Packing;

/// <summary>The assembly <c>Amazon.CDK.Lib</c>, which contains CDK's npm package as a resource.</summary>
static class CdkLibrary
{
    /// <summary>Replaces the npm package in an assembly by a smaller one.</summary>
    /// <remarks>The assembly keeps its length and every address: zeros follow the smaller package, and take no space in a compressed file.</remarks>
    /// <param name="assembly">Content of <c>Amazon.CDK.Lib.dll</c>; it is not changed.</param>
    /// <returns>Content of the new assembly.</returns>
    /// <exception cref="InvalidDataException">The assembly does not contain one npm package.</exception>
    public static byte[] Trim(byte[] assembly)
    {
        var (start, length) = Package(assembly);
        var smaller = NpmPackage.Trim(assembly[start..(start + length)]);
        if (smaller.Length > length)
            throw new InvalidDataException($"The npm package has {length:N0} bytes, and {smaller.Length:N0} without what is not needed. Keep the original.");
        var trimmed = (byte[])assembly.Clone();
        BinaryPrimitives.WriteInt32LittleEndian(trimmed.AsSpan(start - sizeof(int)), smaller.Length);
        smaller.CopyTo(trimmed, start);
        trimmed.AsSpan(start + smaller.Length, length - smaller.Length).Clear();
        return trimmed;
    }

    /// <summary>Returns where the npm package is in an assembly.</summary>
    /// <exception cref="InvalidDataException">The assembly does not contain one npm package.</exception>
    public static (int Start, int Length) Package(byte[] assembly)
    {
        using var file = new PEReader(new MemoryStream(assembly));
        var metadata = file.GetMetadataReader();
        var packages = metadata.ManifestResources.Select(metadata.GetManifestResource)
            .Where(resource => resource.Implementation.IsNil && metadata.GetString(resource.Name).EndsWith(".tgz", StringComparison.Ordinal)).ToList();
        if (packages is not [var package])
            throw new InvalidDataException($"{packages.Count} resources are npm packages (.tgz); one is expected. Use Amazon.CDK.Lib.dll.");
        file.PEHeaders.TryGetDirectoryOffset(file.PEHeaders.CorHeader!.ResourcesDirectory, out var resources);
        var at = resources + (int)package.Offset;
        return (at + sizeof(int), BinaryPrimitives.ReadInt32LittleEndian(assembly.AsSpan(at)));
    }
}

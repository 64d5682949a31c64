using System.IO.Compression;

namespace FlowLogStack.Constructs.Tests.Process;

/// <summary>An archive in the place of a processor's native code, or none; what was there before is put back at the end.</summary>
sealed class NativeStandIn : IDisposable
{
    readonly string archive;
    readonly byte[]? before;

    public NativeStandIn(string architecture, bool isThere = true)
    {
        archive = Path.Combine(AppContext.BaseDirectory, "processor", "native", architecture + ".zip");
        before = File.Exists(archive) ? File.ReadAllBytes(archive) : null;
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        File.Delete(archive);
        if (!isThere)
            return;
        using var zip = ZipFile.Open(archive, ZipArchiveMode.Create);
        using var entry = zip.CreateEntry("bootstrap").Open();
        entry.Write("#!/bin/sh\n"u8);
    }

    public void Dispose()
    {
        File.Delete(archive);
        if (before is not null)
            File.WriteAllBytes(archive, before);
    }
}

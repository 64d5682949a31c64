using System.IO.Compression;
using FlowLogStack.Process;

namespace FlowLogStack.Constructs.Tests.Process;

/// <summary>A temporary folder in the place of the processor's native code, with an archive for one architecture or empty.</summary>
sealed class NativeStandIn : IDisposable
{
    readonly string before = ProcessorAsset.NativeFolder;
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("native-");

    public NativeStandIn(string architecture, bool isThere = true)
    {
        ProcessorAsset.NativeFolder = folder.FullName;
        if (!isThere)
            return;
        using var zip = ZipFile.Open(Path.Combine(folder.FullName, architecture + ".zip"), ZipArchiveMode.Create);
        using var entry = zip.CreateEntry("bootstrap").Open();
        entry.Write("#!/bin/sh\n"u8);
    }

    public void Dispose()
    {
        ProcessorAsset.NativeFolder = before;
        folder.Delete(recursive: true);
    }
}

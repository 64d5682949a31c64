using System.IO.Compression;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>A result file. It is written under a temporary name and then renamed, so an existing file stays until the new one is complete.</summary>
sealed class ResultFile : WriteOnlyStream
{
    readonly string option;
    readonly string file;
    readonly string target;
    readonly bool isSpecial;
    string? beside;
    FileStream? stream;

    ResultFile(string option, string file)
    {
        (this.option, this.file) = (option, file);
        var link = File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true) : null;
        target = Path.GetFullPath(link?.FullName ?? file);
        // Devices and pipes are written directly.
        isSpecial = target.StartsWith("/dev/", StringComparison.Ordinal)
            || (File.Exists(target) && !File.GetAttributes(target).HasFlag(FileAttributes.Normal) && !IsRegular(target));
    }

    /// <summary>Opens a file for a result.</summary>
    /// <param name="option">The option with the file name, for error messages.</param>
    /// <param name="file">The file.</param>
    /// <exception cref="FormatException">The file can't be written. The message contains the option, the file and the reason.</exception>
    internal static ResultFile Open(string option, string file)
    {
        try
        {
            if (file.Length == 0 || file.Contains('\0', StringComparison.Ordinal))
                throw new FormatException($"{option} '{file}' is not the name of a file. Use one that can be written.");
            if (Directory.Exists(file))
                throw new FormatException($"{option} {file}: it is a directory. Use the name of a file in it.");
            var result = new ResultFile(option, file);
            if (!result.isSpecial)
            {
                if (File.Exists(result.target) && new FileInfo(result.target).IsReadOnly)
                    throw new IOException("the file is read-only.");
                // A file that can't be written is reported before any input is read.
                result.Start();
                result.Abandon();
            }

            return result;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Error(option, file, e);
        }
    }

    /// <summary>A writer of text with line feeds, which leaves the file open.</summary>
    internal StreamWriter Text() => new(this, leaveOpen: true) { NewLine = "\n" };

    /// <summary>A compressing stream into the file, which leaves it open; null unless the name ends in <c>.gz</c>.</summary>
    internal GZipStream? Compressed() =>
        file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? new GZipStream(this, CompressionLevel.Optimal, leaveOpen: true) : null;

    /// <summary>Replaces the file with a text.</summary>
    /// <inheritdoc cref="Commit()"/>
    internal void Commit(string text)
    {
        Write(Encoding.UTF8.GetBytes(text));
        Commit();
    }

    /// <summary>Replaces the file with the written content.</summary>
    /// <exception cref="FormatException">The file can't be written.</exception>
    internal void Commit() => Try(() =>
    {
        Start();
        stream!.Flush(flushToDisk: false);
        stream.Dispose();
        stream = null;
        if (beside is null)
            return;
        if (!OperatingSystem.IsWindows() && File.Exists(target))
            File.SetUnixFileMode(beside, File.GetUnixFileMode(target));
        File.Move(beside, target, overwrite: true);
        UnfinishedFiles.Remove(beside);
        beside = null;
    });

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            Start();
            stream!.Write(buffer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error(option, file, e);
        }
    }

    public override void Flush() => Try(() => stream?.Flush());

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            Abandon();
        base.Dispose(disposing);
    }

    static bool IsRegular(string file)
    {
        try
        {
            using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            return stream.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    static FormatException Error(string option, string file, Exception e) =>
        new($"{option} {file}: {FileFault.ReasonOf(e)}. Use a file that can be "
            + $"written{(File.Exists(file) && !file.StartsWith("/dev/", StringComparison.Ordinal) ? "; the old one is unchanged" : "")}.", e);

    void Start()
    {
        if (stream is not null)
            return;
        if (isSpecial)
        {
            stream = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
            return;
        }

        beside = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.{Path.GetRandomFileName()}.tmp");
        UnfinishedFiles.Add(beside);
        stream = new FileStream(beside, FileMode.CreateNew, FileAccess.Write, FileShare.Read);
    }

    void Abandon()
    {
        try
        {
            stream?.Dispose();
        }
        catch (IOException)
        {
            // Abandoned content doesn't need to be written.
        }

        stream = null;
        if (beside is null)
            return;
        UnfinishedFiles.Delete(beside);
        beside = null;
    }

    void Try(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Error(option, file, e);
        }
    }
}

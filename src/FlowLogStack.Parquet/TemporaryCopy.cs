using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>Copies of streams that can only be read forwards.</summary>
static class TemporaryCopy
{
    /// <summary>Copies a stream to a file that only its user can read, and that disappears when it is closed.</summary>
    /// <exception cref="UnreadableObjectException">There isn't space for the copy.</exception>
    internal static FileStream Of(Stream source, string name)
    {
        var path = Path.Combine(Path.GetTempPath(), $"flowlogs-{Guid.NewGuid():N}.parquet");
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, BufferSize = 0, Options = FileOptions.DeleteOnClose };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var copy = Create(path, options, name);
        try
        {
            // Unix keeps an open file without a name, so that nothing is left of a process that is killed.
            if (!OperatingSystem.IsWindows())
                File.Delete(path);
            var buffer = new byte[128 * 1024];
            while (source.Read(buffer) is > 0 and var read)
                Write(copy, buffer.AsSpan(0, read), name);
            copy.Position = 0;
            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }

    static FileStream Create(string path, FileStreamOptions options, string name)
    {
        try
        {
            return new FileStream(path, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(name, e);
        }
    }

    static void Write(FileStream copy, ReadOnlySpan<byte> bytes, string name)
    {
        try
        {
            copy.Write(bytes);
        }
        catch (IOException e)
        {
            throw Unwritable(name, e);
        }
    }

    static UnreadableObjectException Unwritable(string name, Exception e) =>
        new(name, $"{name}: it is Parquet, which is read from its end, and its copy in '{Path.GetTempPath()}' failed: {e.Message} Set TMPDIR to a directory "
            + "with space for it.", e);
}

using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>Files of the file system.</summary>
sealed class FolderFiles : IReviewFiles
{
    internal const long MostBytes = 16_000_000;

    public string? Read(string path)
    {
        try
        {
            if (!File.Exists(path))
                return null;
            return new FileInfo(path).Length <= MostBytes ? File.ReadAllText(path) : throw TooLong(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new TemplateException($"{path}: {e.Message}", e);
        }
    }

    public IReadOnlyList<string>? List(string path) =>
        Directory.Exists(path) ? [.. Directory.EnumerateFiles(path).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)] : null;

    public string NameOf(string path) => path;

    internal static TemplateException TooLong(string path) =>
        new($"{path} has more than {MostBytes} bytes, and CloudFormation allows templates of 1,000,000 bytes. Use the template itself.");
}

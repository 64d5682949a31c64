using System.ComponentModel;
using System.Diagnostics;
using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>Files of a revision, read with <c>git show</c>. Nothing is checked out, and nothing of the revision is run.</summary>
/// <param name="revision">The revision, such as <c>origin/main</c>.</param>
/// <param name="directory">Directory in the repository; null for the current one.</param>
sealed class GitFiles(string revision, string? directory) : IReviewFiles
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public string? Read(string path) => Show(path) is { } text && !IsFolder(text, path) ? text : null;

    public IReadOnlyList<string>? List(string path)
    {
        if (Show(path) is not { } text || !IsFolder(text, path))
            return null;
        return [.. text.Split('\n').Skip(2).Where(name => name.Length > 0 && !name.EndsWith('/'))];
    }

    public string NameOf(string path) => $"{revision}:{path}";

    bool IsFolder(string text, string path) => text.StartsWith($"tree {revision}:{Clean(path)}\n", StringComparison.Ordinal);

    // Git separates folders by slashes on every system.
    static string Clean(string path) => path.Replace('\\', '/').TrimEnd('/');

    string? Show(string path)
    {
        if (revision.Length == 0 || revision[0] == '-')
            throw new TemplateException($"'{revision}' is not a revision. Use REVISION:PATH, such as origin/main:cdk.out/STACK.template.json.");
        // No program of the repository's configuration is started: no pager, no text conversion, no external difference.
        var start = new ProcessStartInfo("git",
            ["--no-pager", "-c", "core.fsmonitor=false", "show", "--no-textconv", "--no-ext-diff", "--no-color", $"{revision}:{Clean(path)}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = directory ?? "",
        };
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start) ?? throw new TemplateException("git did not start.");
            var error = process.StandardError.ReadToEndAsync();
            var text = ReadAll(process, path);
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw new TemplateException($"git show {revision}:{path} took more than {Patience.TotalSeconds:0} seconds.");
            }

            if (process.ExitCode == 0)
                return text;
            var message = error.GetAwaiter().GetResult().Trim();
            if (message.Contains("does not exist in", StringComparison.Ordinal) || message.Contains("exists on disk, but not in", StringComparison.Ordinal))
                return null;
            throw new TemplateException($"{revision}:{path} cannot be read: {message.Split('\n')[0]}. Use REVISION:PATH with a committed file, and fetch the "
                + "revision first.");
        }
        catch (Win32Exception e)
        {
            throw new TemplateException($"{revision}:{path} cannot be read, because git is not on PATH. Install git, or use a file.", e);
        }
    }

    static string ReadAll(Process process, string path)
    {
        var text = new char[FolderFiles.MostBytes + 1];
        var length = process.StandardOutput.ReadBlock(text);
        if (length <= FolderFiles.MostBytes)
            return new string(text, 0, length);
        process.Kill(entireProcessTree: true);
        throw FolderFiles.TooLong(path);
    }
}

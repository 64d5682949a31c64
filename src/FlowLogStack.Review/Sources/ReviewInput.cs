using FlowLogStack.Simulation;

namespace FlowLogStack.Review;

/// <summary>One side of a review: the templates of one stack or several.</summary>
/// <param name="Name">Name of the input in messages.</param>
/// <param name="Stacks">The templates.</param>
public sealed record ReviewInput(string Name, IReadOnlyList<StackTemplate> Stacks)
{
    const char Separator = ':';
    const string Forms = "Use a template, a folder such as cdk.out, or REVISION:PATH of a committed one.";

    /// <summary>Reads a template, a cloud assembly, or either of a <c>git</c> revision.</summary>
    /// <remarks>A revision is read with <c>git show</c>: nothing is checked out, and nothing of it is run.</remarks>
    /// <param name="argument">A template file, a folder such as <c>cdk.out</c>, or <c>REVISION:PATH</c> such as <c>origin/main:cdk.out</c>.</param>
    /// <param name="directory">Directory in the repository of the revision. Default: null (the current directory).</param>
    /// <exception cref="TemplateException">The input can't be read. The message contains the reason and the fix.</exception>
    public static ReviewInput Read(string argument, string? directory = null)
    {
        ArgumentNullException.ThrowIfNull(argument);
        if (string.IsNullOrWhiteSpace(argument) || argument.Contains('\0', StringComparison.Ordinal))
            throw new TemplateException($"'{argument}' is not the name of a template. {Forms}");
        var isFile = File.Exists(argument) || Directory.Exists(argument);
        // A letter and a colon are a drive of Windows.
        var at = argument.IndexOf(Separator, StringComparison.Ordinal);
        if (!isFile && at >= 0 && (at > 1 || !char.IsAsciiLetter(argument[0])))
            return Read(argument, new GitFiles(argument[..at], directory), argument[(at + 1)..]);
        return Read(argument, new FolderFiles(), argument);
    }

    static ReviewInput Read(string argument, IReviewFiles files, string path)
    {
        if (path.Length > 0 && files.Read(path) is { } text)
            return new ReviewInput(argument, [new StackTemplate(AlarmTemplate.StackNameOf(path), argument, text)]);
        return files.List(path) is not null
            ? new ReviewInput(argument, new CloudAssembly(files).Read(path))
            : throw new TemplateException($"{argument} does not exist. {Forms}");
    }
}

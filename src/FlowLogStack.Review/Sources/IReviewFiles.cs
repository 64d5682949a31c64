namespace FlowLogStack.Review;

/// <summary>Files of a folder or of a revision.</summary>
interface IReviewFiles
{
    /// <summary>Returns the text of a file; null if it doesn't exist.</summary>
    string? Read(string path);

    /// <summary>Returns the names of the files in a folder; null if it isn't one.</summary>
    IReadOnlyList<string>? List(string path);

    /// <summary>Returns a file's name in messages.</summary>
    string NameOf(string path);
}

namespace FlowLogStack.Capture;

/// <summary>Folders of the generations of an archive.</summary>
static class GenerationFolder
{
    /// <summary>Returns the folder of a generation. Generation 1 uses the archive's own prefix, so existing objects stay in place.</summary>
    internal static string Of(string prefix, int generation) =>
        generation == 1 ? prefix : $"{(prefix.Length == 0 ? "" : prefix + "/")}generation-{generation}";
}

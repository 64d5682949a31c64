namespace FlowLogStack.Packages.Tests;

/// <summary>The packages of this repository.</summary>
static class Packages
{
    /// <summary>The id of the tool, of which each platform has a package of its own.</summary>
    public const string Tool = "FlowLogStack.Cli";

    /// <summary>Their ids, which are the names of their projects.</summary>
    public static readonly string[] Ids = ["FlowLogStack.Records", "FlowLogStack.Constructs", Tool];
}

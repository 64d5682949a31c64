namespace FlowLogStack.Packages.Tests;

/// <summary>The packages of this repository.</summary>
static class Packages
{
    /// <summary>Their ids, which are the names of their projects.</summary>
    public static readonly string[] Ids = ["FlowLogStack.Records", "FlowLogStack.Constructs", "FlowLogStack.Cli"];
}

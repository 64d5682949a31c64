namespace FlowLogStack.Packages.Tests;

/// <summary>The configuration that these tests are built in, and everything they use with them.</summary>
static class BuildConfiguration
{
#if DEBUG
    public const string Name = "Debug";
#else
    public const string Name = "Release";
#endif
}

// One JavaScript process synthesizes for all tests, and synthesizing in parallel corrupts it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace FlowLogStack.Constructs.Tests;

/// <summary>What construct tests start from: an app as <c>cdk.json</c> configures it, with one empty stack.</summary>
public abstract class ConstructTests
{
    protected const string VpcId = "vpc-0a1b2c3d4e5f67890";

    protected Stack Stack { get; } = new(Repository.NewApp(), "Test");

    /// <summary>The messages of that level that synthesis prints.</summary>
    protected IEnumerable<string> Messages(string level) =>
        Stack.Node.FindAll()
            .SelectMany(node => node.Node.Metadata)
            .Where(entry => entry.Type == $"aws:cdk:{level}")
            .Select(entry => entry.Data.ToString()!);
}

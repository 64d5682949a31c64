// All tests share one JavaScript process, and parallel synthesis corrupts it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace FlowLogStack.Constructs.Tests;

/// <summary>Base class of construct tests: an app with the configuration of <c>cdk.json</c>, and one empty stack.</summary>
public abstract class ConstructTests
{
    protected const string VpcId = "vpc-0a1b2c3d4e5f67890";

    protected Stack Stack { get; } = new(Repository.NewApp(), "Test");

    /// <summary>Returns the messages of one level that synthesis prints.</summary>
    protected IEnumerable<string> Messages(string level) =>
        Stack.Node.FindAll()
            .SelectMany(node => node.Node.Metadata)
            .Where(entry => entry.Type == $"aws:cdk:{level}")
            .Select(entry => entry.Data.ToString()!);
}

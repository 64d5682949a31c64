namespace FlowLogStack.Packages.Tests;

/// <summary>Members that only this project can reach are used by it.</summary>
public sealed class DeadCodeTests
{
    // Tests observe what is otherwise internal: bounds of memory, and what attributes and exceptions have.
    static readonly HashSet<string> Observed =
    [
        "FlowLogStack.Processing.SettingsException.get_Variable",
        "FlowLogStack.Records.BuiltInAttribute.get_Scenarios",
        "FlowLogStack.Simulation.DeliveryMeters.get_Count",
        "FlowLogStack.Simulation.HeavyHitters.get_Entries",
        "FlowLogStack.Simulation.PortsInUse.get_Count",
    ];

    [Fact]
    public void Every_member_that_other_assemblies_cannot_reach_is_used()
    {
        var members = new UnusedMembers();
        // The output of the command line has all assemblies but those of the constructs and the function.
        var files = Directory.GetFiles(OutputOf("FlowLogStack.Cli"), "FlowLogStack.*.dll").Append(Path.Combine(OutputOf("FlowLogStack.Cli"), "flowlogs.dll"))
            .Concat(Directory.GetFiles(OutputOf("FlowLogStack.App"), "FlowLogStack.*.dll"))
            .Append(Path.Combine(OutputOf("FlowLogStack.App"), "processor", "x86_64", "FlowLogStack.Processor.dll"))
            .DistinctBy(Path.GetFileName).ToList();
        Assert.True(files.Count > 13, string.Join(", ", files));
        foreach (var file in files)
            members.Read(file);
        Assert.Equal(Observed.Order(StringComparer.Ordinal), members.Names);
    }

    [Fact]
    public void An_unused_member_is_found()
    {
        var members = new UnusedMembers();
        members.Read(typeof(DeadCodeTests).Assembly.Location);
        Assert.Contains("FlowLogStack.Packages.Tests.DeadCodeTests.Unused", members.Names);
        Assert.DoesNotContain("FlowLogStack.Packages.Tests.DeadCodeTests.OutputOf", members.Names);
    }

#pragma warning disable IDE0051 // The test requires a member that no other uses.
    static void Unused() => Unused();
#pragma warning restore IDE0051

    static string OutputOf(string project) => Repository.PathOf("src", project, "bin", BuildConfiguration.Name, "net10.0");
}

using Amazon.CDK.Assertions;

// One JavaScript process synthesizes for all tests, and synthesizing in parallel corrupts it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace FlowLogStack.App.Tests;

/// <summary>What tests of settings and stacks have in common: settings as people give them, and what comes of them.</summary>
public abstract class AppTests
{
    protected const string VpcId = "vpc-0a1b2c3d4e5f67890";
    protected const string TransitGatewayId = "tgw-0a1b2c3d4e5f67890";

    /// <summary>The stack of a settings file.</summary>
    protected static FlowLogMonitoringStack Stack(string json) => new(Repository.NewApp(), SettingsReader.Parse("flowlogs.json", json));

    /// <summary>The template of a settings file.</summary>
    protected static Template Template(string json) => Stack(json).Template();

    /// <summary>What is wrong with a settings file, one line for each problem.</summary>
    protected static string[] Refusals(string json) =>
        [.. Assert.Throws<InvalidSettingsException>(() => SettingsReader.Parse("flowlogs.json", json)).Problems.Select(problem => $"{problem.Path}: {problem.Message}")];

    /// <summary>The only thing that is wrong with a settings file.</summary>
    protected static string Refusal(string json) => Assert.Single(Refusals(json));
}

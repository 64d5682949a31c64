// All tests share one JavaScript process, and parallel synthesis corrupts it.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace FlowLogStack.App.Tests;

/// <summary>Base class of tests of settings and stacks: stacks and problems of settings files.</summary>
public abstract class AppTests
{
    protected const string VpcId = "vpc-0a1b2c3d4e5f67890";
    protected const string TransitGatewayId = "tgw-0a1b2c3d4e5f67890";

    /// <summary>Returns the stack of a settings file.</summary>
    protected static FlowLogMonitoringStack Stack(string json) => new(Repository.NewApp(), SettingsReader.Parse("flowlogs.json", json));

    // Equal settings give equal templates, which a test of the default stack verifies, and a synthesis takes half a second.
    static readonly Dictionary<string, Template> Templates = new(StringComparer.Ordinal);

    /// <summary>Returns the template of a settings file, which is synthesized once for all tests.</summary>
    protected static Template Template(string json)
    {
        if (!Templates.TryGetValue(json, out var template))
            Templates[json] = template = NewTemplate(json);
        return template;
    }

    /// <summary>Synthesizes the stack of a settings file.</summary>
    protected static Template NewTemplate(string json) => SettingsReader.Parse("flowlogs.json", json) is { Member: true } member
        ? new MemberStack(Repository.NewApp(), member).Template()
        : Stack(json).Template();

    /// <summary>Returns the problems of a settings file, one line for each.</summary>
    protected static string[] Refusals(string json) =>
        [.. Assert.Throws<InvalidSettingsException>(() => SettingsReader.Parse("flowlogs.json",
            json)).Problems.Select(problem => $"{problem.Path}: {problem.Message}")];

    /// <summary>Returns the only problem of a settings file.</summary>
    protected static string Refusal(string json) => Assert.Single(Refusals(json));
}

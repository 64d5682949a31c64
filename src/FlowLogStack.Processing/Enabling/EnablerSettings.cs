using FlowLogStack.Records;

namespace FlowLogStack.Processing;

/// <summary>Settings of an enabler function.</summary>
sealed record EnablerSettings
{
    const string DefaultCreator = "flow-log-enabler";

    /// <summary>The flow logs that each VPC gets.</summary>
    public required EnablerPlan Plan { get; init; }

    /// <summary>Account of the VPCs; null for all that EC2 returns.</summary>
    public string? Account { get; init; }

    /// <summary>Tag of VPCs that get no flow log.</summary>
    public OptOutTag OptOut { get; init; } = OptOutTag.Default;

    /// <summary>Value of the tag of new flow logs.</summary>
    public string Creator { get; init; } = DefaultCreator;

    /// <summary>Whether permissions are checked and no flow log is created.</summary>
    public bool IsDryRun { get; init; }

    /// <summary>Namespace of the metrics.</summary>
    public string MetricsNamespace { get; init; } = ProcessorMetrics.DefaultNamespace;

    /// <summary>Name of the function; empty if unknown.</summary>
    public string FunctionName { get; init; } = "";

    /// <summary>Returns whether the environment is that of an enabler.</summary>
    public static bool AreIn(Func<string, string?> environment) => environment(EnablerVariables.FlowLogs) is { Length: > 0 };

    /// <summary>Reads and validates the variables.</summary>
    /// <exception cref="SettingsException">A variable is not valid.</exception>
    public static EnablerSettings Read(Func<string, string?> environment)
    {
        string? Text(string name) => environment(name) is { Length: > 0 } text ? text : null;
        return new EnablerSettings
        {
            Plan = Attempt(EnablerVariables.FlowLogs, "the JSON of flow logs", () => EnablerPlan.Parse(environment(EnablerVariables.FlowLogs)!)),
            Account = Text(EnablerVariables.Account),
            OptOut = Text(EnablerVariables.OptOutTag) is { } tag ? Attempt(EnablerVariables.OptOutTag, "a tag", () => OptOutTag.Parse(tag)) : OptOutTag.Default,
            Creator = Text(EnablerVariables.Creator) ?? DefaultCreator,
            IsDryRun = Text(EnablerVariables.DryRun) switch
            {
                null or "false" => false,
                "true" => true,
                var other => throw new SettingsException(EnablerVariables.DryRun, $"{EnablerVariables.DryRun} '{other}' is not valid. Use true or false."),
            },
            MetricsNamespace = Text(ProcessorVariables.MetricsNamespace) ?? ProcessorMetrics.DefaultNamespace,
            FunctionName = Text(ProcessorVariables.FunctionName) ?? "",
        };
    }

    static T Attempt<T>(string variable, string what, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (FormatException error)
        {
            throw new SettingsException(variable, $"{variable} is not {what}: {error.Message.TrimEnd('.')}. Deploy the stack of the enabler again.");
        }
    }
}

using Amazon.CDK.AWS.Lambda;
using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>The processor's code, published when this library was built and shipped beside it.</summary>
static class ProcessorAsset
{
    /// <summary>The executable assembly, which is also the function's handler.</summary>
    public const string Assembly = ProcessorVariables.Handler;

    /// <summary>The folder with the code for an architecture.</summary>
    /// <exception cref="InvalidOperationException">The code is not there.</exception>
    public static string PathFor(Architecture architecture)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "processor", architecture.Name);
        return File.Exists(Path.Combine(folder, Assembly + ".dll"))
            ? folder
            : throw new InvalidOperationException($"The processor's code is not in '{folder}': build the app with `dotnet build`, which puts it there, and synthesize from the build's output.");
    }
}

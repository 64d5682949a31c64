using Amazon.CDK.AWS.Lambda;
using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>The code of the processor function, published when this library is built.</summary>
static class ProcessorAsset
{
    /// <summary>Name of the executable assembly and handler of the function.</summary>
    public const string Assembly = ProcessorVariables.Handler;

    /// <summary>Returns the folder with the code for an architecture.</summary>
    /// <exception cref="InvalidOperationException">The folder doesn't contain the code.</exception>
    public static string PathFor(Architecture architecture)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "processor", architecture.Name);
        return File.Exists(Path.Combine(folder, Assembly + ".dll"))
            ? folder
            : throw new InvalidOperationException($"The processor's code is not in '{folder}': build the app with `dotnet build`, which puts it there, and synthesize from the build's output.");
    }
}

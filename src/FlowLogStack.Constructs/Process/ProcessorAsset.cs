using Amazon.CDK.AWS.Lambda;
using FlowLogStack.Records;

namespace FlowLogStack.Process;

/// <summary>The processor's code, made when this library was built and shipped beside it.</summary>
static class ProcessorAsset
{
    /// <summary>The executable assembly, which is also the handler of the function, whatever its runtime.</summary>
    public const string Assembly = ProcessorVariables.Handler;

    /// <summary>Folder of the archives with native code, one for each architecture. Default: the one in the build's output.</summary>
    public static string NativeFolder { get; set; } = Path.Combine(Root, "native");

    static string Root => Path.Combine(AppContext.BaseDirectory, "processor");

    /// <summary>The folder or the archive with the code.</summary>
    /// <param name="runtime">The function's runtime.</param>
    /// <param name="architecture">The function's architecture.</param>
    /// <exception cref="ArgumentException">The native code was not made when this library was built.</exception>
    /// <exception cref="InvalidOperationException">The managed code is missing.</exception>
    public static string PathFor(ProcessorRuntime runtime, Architecture architecture) => runtime is ProcessorRuntime.Native ? Native(architecture)
        : Managed(architecture);

    /// <summary>The runtime as Lambda names it.</summary>
    public static Runtime RuntimeOf(ProcessorRuntime runtime) => runtime is ProcessorRuntime.Native
        ? new Runtime("provided.al2023", RuntimeFamily.OTHER)
        : new Runtime("dotnet10", RuntimeFamily.DOTNET_CORE);

    static string Managed(Architecture architecture)
    {
        var folder = Path.Combine(Root, architecture.Name);
        return File.Exists(Path.Combine(folder, Assembly + ".dll"))
            ? folder
            : throw new InvalidOperationException($"The processor's code is not in '{folder}'. Build the app with `dotnet build`, which puts it there, and "
            + "synthesize from the build's output.");
    }

    // An archive, since the executable's file mode is lost in packages and on Windows.
    static string Native(Architecture architecture)
    {
        var archive = Path.Combine(NativeFolder, architecture.Name + ".zip");
        return File.Exists(archive)
            ? archive
            : throw new ArgumentException(
                $"The processor's runtime is Native, but the native code for {architecture.Name}, '{archive}', is missing. Set the runtime to Managed "
                    + "(`forward.runtime` to "
                + $"`managed`), or run `bash .ci/native {architecture.Name}` in the checkout of FlowLogStack, on Linux with a C compiler, and build again.");
    }
}

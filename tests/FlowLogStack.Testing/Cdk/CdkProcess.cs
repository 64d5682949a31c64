using Amazon.CDK;
using Amazon.JSII.Runtime.Deputy;
using Environment = System.Environment;

namespace FlowLogStack.Testing;

/// <summary>The process in which CDK runs, without the process between it and .NET that JSII has.</summary>
/// <remarks>Commands that synthesize, such as <c>cdk synth</c> and <c>flowlogs synth</c>, run as their users run them, with JSII's own.</remarks>
public static class CdkProcess
{
    const string Variable = "JSII_RUNTIME";

    static readonly Lazy<bool> Started = new(Start);

    /// <summary>Starts the process, once. A call to CDK before it has started JSII's own, which stays.</summary>
    /// <returns>False where the environment has a program of its own for JSII, or another version of JSII has its parts elsewhere.</returns>
    public static bool EnsureStarted() => Started.Value;

    static bool Start()
    {
        using var program = typeof(DeputyBase).Assembly.GetManifestResourceStream("Amazon.JSII.Runtime.jsii_runtime.lib.program.js");
        if (program is null || Environment.GetEnvironmentVariable(Variable) is not null)
            return false;
        var folder = Repository.TemporaryFolder("jsii-");
        var runtime = Path.Combine(folder.CreateSubdirectory("bin").FullName, "jsii-runtime.js");
        File.Copy(Repository.PathOf("tests", "FlowLogStack.Testing", "Cdk", "jsii-runtime.js"), runtime);
        using (var copy = File.Create(Path.Combine(folder.CreateSubdirectory("lib").FullName, "program.js")))
            program.CopyTo(copy);
        Environment.SetEnvironmentVariable(Variable, runtime);
        try
        {
            // The first call of all starts the process.
            _ = Duration.Seconds(0);
        }
        finally
        {
            // Programs that tests start have CDK of another version at times.
            Environment.SetEnvironmentVariable(Variable, null);
        }

        return true;
    }
}

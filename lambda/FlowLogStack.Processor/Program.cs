using System.Runtime.InteropServices;
using FlowLogStack.Processor;

HeapLimit.Set(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"));
var log = Log.FromEnvironment(Console.Out, Environment.GetEnvironmentVariable);
using var runtime = new RuntimeClient(Environment.GetEnvironmentVariable("AWS_LAMBDA_RUNTIME_API")
    ?? throw new InvalidOperationException("AWS_LAMBDA_RUNTIME_API is not set. AWS Lambda starts this program."));
using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});

// The package has two functions: an enabler creates flow logs, and a processor forwards their records.
ProcessorSettings? settings = null;
EnablerSettings? enabling = null;
try
{
    if (EnablerSettings.AreIn(Environment.GetEnvironmentVariable))
        enabling = EnablerSettings.Read(Environment.GetEnvironmentVariable);
    else
        settings = SettingsReader.Read(Environment.GetEnvironmentVariable);
    foreach (var warning in settings?.Warnings ?? [])
        log.Warn(warning);
}
catch (SettingsException error)
{
    log.Error(error.Message);
    await runtime.FailInitAsync(error).ConfigureAwait(false);
    return 1;
}

// Connections and credentials must not be frozen into a snapshot, so clients are made after it is restored.
if (Environment.GetEnvironmentVariable("AWS_LAMBDA_INITIALIZATION_TYPE") is "snap-start")
{
    try
    {
        await runtime.WaitForRestoreAsync(stop.Token).ConfigureAwait(false);
    }
    catch (OperationCanceledException)
    {
        return 0;
    }
    catch (HttpRequestException error)
    {
        log.Error(error.Message);
        await runtime.FailRestoreAsync(error).ConfigureAwait(false);
        return 1;
    }
}

using var processor = settings is null ? null : new EventProcessor(settings, new AwsClients(), TimeProvider.System, log);
Func<Invocation, Task<ReadOnlyMemory<byte>>> handle = processor is not null ? processor.HandleAsync
    : new Enabler(enabling!, new EnablerClients(), TimeProvider.System, log).HandleAsync;
await new RuntimeLoop(runtime, log).RunAsync(handle, stop.Token).ConfigureAwait(false);
log.Info("Stopped.");
return 0;

using System.Globalization;
using FlowLogStack.Simulation;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs rehearse</c>.</summary>
/// <param name="streams">The command's streams.</param>
/// <param name="connect">Connects to AWS.</param>
/// <param name="format">Output format.</param>
sealed class RehearseRun(CommandStreams streams, Func<AwsServices> connect, OutputFormat format)
{
    internal async Task<int> RunAsync(string template, RehearsalOptions options, CancellationToken cancellation)
    {
        var text = TemplateArgument.ReadText("--template", template);
        // A file that isn't a valid template is reported before AWS is called.
        _ = AlarmTemplate.Resources(text, template);
        try
        {
            using var services = connect();
            var rehearsal = await Rehearsal.OpenAsync(text, template, options, services, cancellation).ConfigureAwait(false);
            var result = await rehearsal.RunAsync(cancellation).ConfigureAwait(false);
            Write(result);
            return result.HasPassed ? ExitCode.Success : ExitCode.ChecksFailed;
        }
        catch (VerificationException e)
        {
            streams.Errors.WriteLine($"flowlogs: {e.Message}");
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            streams.Errors.WriteLine("flowlogs: stopped. The record of a connection that was made, and its message, still follow.");
            return ExitCode.Interrupted;
        }
    }

    void Write(RehearsalResult result)
    {
        var output = new OutputBuffer(streams.Output);
        var rows = new RowOutput(format, output, [new("step"), new("outcome"), new("time"), new("seconds", true), new("subject"), new("found"), new("fix")]);
        foreach (var step in result.Steps)
        {
            rows.Add(
                step.Kind.ToString().ToLowerInvariant(),
                step.Outcome.ToString().ToLowerInvariant(),
                step.At is { } at ? BacktestJson.TextOf(at) : null,
                step.At is { } reached ? Math.Max(0, (reached - result.Began).TotalSeconds).ToString("0", CultureInfo.InvariantCulture) : null,
                step.Subject,
                step.Detail,
                step.Cure);
        }

        rows.Finish();
        output.Flush();
    }
}

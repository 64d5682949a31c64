using FlowLogStack.Simulation;
using FlowLogStack.Verification;

namespace FlowLogStack.Cli;

/// <summary>One run of <c>flowlogs verify</c>.</summary>
/// <param name="streams">The command's streams.</param>
/// <param name="connect">Connects to AWS.</param>
/// <param name="json">The file for the result as JSON; null for none.</param>
/// <param name="format">Output format of standard output.</param>
sealed class VerifyRun(CommandStreams streams, Func<AwsServices> connect, string? json, OutputFormat format)
{
    const string StandardOutput = "-";

    internal async Task<int> RunAsync(string template, string[] files, VerificationOptions options, BacktestOptions replayed, CancellationToken cancellation)
    {
        var text = TemplateArgument.ReadText("--template", template);
        // A file that isn't a valid template is reported before AWS is called.
        _ = AlarmTemplate.Resources(text, template);
        using var result = json is null or StandardOutput ? null : TemplateArgument.OpenResult("--json", json);
        var output = new OutputBuffer(streams.Output) { KeepsEscapes = streams.ShowsColor && format is OutputFormat.Table && json != StandardOutput };
        try
        {
            using var services = connect();
            var verification = await StackVerification.OpenAsync(text, template, options, services, cancellation).ConfigureAwait(false);
            var replay = files.Length == 0 ? null : verification.Replay(replayed);
            if (replay is not null && await FileWork.RunAsync(() => new BacktestRun(streams, replay.Read, output).ReadAll(files), cancellation)
                .ConfigureAwait(false) == ExitCode.Failure)
                return ExitCode.Failure;
            var verified = await verification.RunAsync(replay, cancellation).ConfigureAwait(false);
            if (json == StandardOutput || format is OutputFormat.Json)
                VerificationJson.Write(verified, output.Bytes);
            else if (format is not OutputFormat.Table)
                WriteRows(verified, output);
            else
                VerificationTable.Write(verified, output, streams.ShowsColor);
            output.Flush();
            if (result is not null)
            {
                var written = new OutputBuffer(result);
                VerificationJson.Write(verified, written.Bytes);
                written.Flush();
                result.Commit();
            }

            return verified.HasPassed ? ExitCode.Success : ExitCode.ChecksFailed;
        }
        catch (VerificationException e)
        {
            streams.Errors.WriteLine($"flowlogs: {e.Message}");
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            streams.Errors.WriteLine("flowlogs: stopped. Every alarm has its previous state, unless a message above reports otherwise.");
            return ExitCode.Interrupted;
        }
    }

    void WriteRows(VerificationResult result, OutputBuffer output)
    {
        var rows = new RowOutput(format, output, [new("outcome"), new("check"), new("subject"), new("found"), new("fix")]);
        foreach (var check in result.Checks)
            rows.Add(check.Outcome.ToString(), check.Kind.ToString(), check.Subject, check.Detail, check.Cure);
        rows.Finish();
    }
}

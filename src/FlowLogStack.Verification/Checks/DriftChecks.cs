using FlowLogStack.Review;

namespace FlowLogStack.Verification;

/// <summary>Checks of keys, policies and other properties by CloudFormation's drift detection, in the words of a review.</summary>
sealed class DriftChecks(Deployed deployed)
{
    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        var stack = deployed.Deployment.StackName;
        if (deployed.Deployment.PhysicalIds.Count == 0)
            return [];
        DeployedTemplate read;
        try
        {
            read = await DeployedTemplate.ReadAsync(stack, deployed.Services, deployed.Options.Time, cancellation).ConfigureAwait(false);
        }
        catch (VerificationException e)
        {
            return [new Check(CheckKind.Drift, stack, CheckOutcome.Warning, e.Message.TrimEnd('.'))];
        }

        var findings = TemplateReview.DriftOf(read.Template);
        return
        [
            .. findings.Select(finding => new Check(CheckKind.Drift, finding.LogicalId, CheckOutcome.Warning, Plain(finding.Title),
                finding.Fix is { } fix ? Plain(fix) : "Change it back, or deploy a template that changes the resource") { LogicalId = finding.LogicalId }),
            .. read.Notes.Select(note => new Check(CheckKind.Drift, stack, CheckOutcome.Warning, note.TrimEnd('.'))),
            .. findings.Count == 0 && read.Notes.Count == 0 ? [new Check(CheckKind.Drift, stack, CheckOutcome.Passed,
                "the resources match the deployed template")] : Array.Empty<Check>(),
        ];
    }

    static string Plain(string text) => text.Replace("`", "", StringComparison.Ordinal).TrimEnd('.');
}

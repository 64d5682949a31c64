using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Checks the preconditions of telemetry rules that no template can meet: the telemetry evaluation of the account or organization.</summary>
sealed class TelemetryChecks(Deployed deployed)
{
    const string Rule = "AWS::ObservabilityAdmin::TelemetryRule";
    const string OrganizationRule = "AWS::ObservabilityAdmin::OrganizationTelemetryRule";

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        var checks = new List<Check>();
        foreach (var rule in deployed.OfType(Rule, OrganizationRule))
            checks.Add(await CheckAsync(rule, rule.Type == OrganizationRule, cancellation).ConfigureAwait(false));
        return checks;
    }

    async Task<Check> CheckAsync(TemplateResource rule, bool isOrganization, CancellationToken cancellation)
    {
        var check = new Check(CheckKind.TelemetryEvaluation, rule.TextOf("RuleName") ?? rule.LogicalId, CheckOutcome.Passed,
            $"telemetry of the {(isOrganization ? "organization" : "account")} is evaluated") { LogicalId = rule.LogicalId };
        if (deployed.Services.Observability is not { } client)
            return check with { Outcome = CheckOutcome.Skipped, Detail = "no client for telemetry is set" };
        var evaluation = await TelemetryEvaluation.ReadAsync(client, deployed.Services.Region ?? "", isOrganization, cancellation).ConfigureAwait(false);
        return evaluation switch
        {
            { IsRunning: true } => check,
            { Status: null } => check with { Outcome = CheckOutcome.Failed, Detail = evaluation.Reason ?? "the service returned no status",
                Cure = "Allow the call for the caller of the check, and run it in the account of the rule" },
            { Status: "STARTING" } => check with { Outcome = CheckOutcome.Warning, Detail = "the telemetry evaluation is starting", Cure = "Run the check "
                + "again in some minutes" },
            _ => check with
            {
                Outcome = CheckOutcome.Failed,
                Detail = $"the telemetry evaluation is {evaluation.Status}{(evaluation.Reason is { } reason ? $": {reason.TrimEnd('.')}" : "")}, so the rule "
                    + "creates no flow logs",
                Cure = $"Start it with '{TelemetryEvaluation.Command(isOrganization)}'",
            },
        };
    }
}

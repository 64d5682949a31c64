using Amazon.CloudWatch.Model;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Checks that dashboards exist and match the template.</summary>
sealed class DashboardChecks(Deployed deployed)
{
    const string Get = "cloudwatch:GetDashboard";
    const string Type = "AWS::CloudWatch::Dashboard";

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation)
    {
        var checks = new List<Check>();
        foreach (var resource in deployed.OfType(Type))
            checks.Add(await CheckAsync(resource, cancellation).ConfigureAwait(false));
        return checks;
    }

    async Task<Check> CheckAsync(TemplateResource resource, CancellationToken cancellation)
    {
        if (deployed.NameOf(resource, "DashboardName") is not { } name)
            return Deployed.NotMade(CheckKind.Dashboard, resource);
        try
        {
            var dashboard = await ServiceCall.OnceAsync(Get, () =>
                deployed.Services.CloudWatch.GetDashboardAsync(new GetDashboardRequest { DashboardName = name }, cancellation)).ConfigureAwait(false);
            var differences = new Differences(CheckKind.Dashboard, name, resource);
            differences.Document("DashboardBody", dashboard.DashboardBody);
            // A dashboard that was changed by hand still works.
            return differences.ToCheck("matches the template", CheckOutcome.Warning);
        }
        catch (ServiceCallException e) when (e.Code is "ResourceNotFound" or "DashboardNotFoundError")
        {
            return Deployed.Gone(CheckKind.Dashboard, resource, name, "the dashboard does not exist");
        }
        catch (ServiceCallException e)
        {
            return e.ToCheck(CheckKind.Dashboard, name) with { LogicalId = resource.LogicalId };
        }
    }
}

using Amazon.ObservabilityAdmin.Model;
using FlowLogStack.Records;

namespace FlowLogStack.Verification;

/// <summary>Reads from CloudWatch telemetry which VPCs have flow logs, and whether telemetry is evaluated.</summary>
/// <param name="services">The clients.</param>
/// <param name="isOrganization">Whether the calls are those for the organization, with credentials of its administrator.</param>
/// <param name="optOut">Tag of resources that need no flow log.</param>
sealed class TelemetryReading(CoverageServices services, bool isOrganization, OptOutTag optOut)
{
    // Limits of the service.
    const int PageSize = 50;
    const int MostAccounts = 10;

    static readonly List<string> Types = ["AWS::EC2::VPC"];

    /// <summary>Returns the VPCs of accounts in a Region.</summary>
    /// <param name="accounts">The accounts; empty for all of the organization.</param>
    /// <param name="region">The Region.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    /// <exception cref="ServiceCallException">The service returned an error.</exception>
    /// <exception cref="VerificationException">The service can't be reached.</exception>
    internal async Task<IReadOnlyList<CoveredResource>> ReadAsync(IReadOnlyList<string> accounts, string region, CancellationToken cancellation)
    {
        using var client = services.Observability(region);
        var found = new List<TelemetryConfiguration>();
        if (!isOrganization)
        {
            found.AddRange(await ServiceCall.AllAsync<TelemetryConfiguration>("observabilityadmin:ListResourceTelemetry", async next =>
            {
                var page = await client.ListResourceTelemetryAsync(new ListResourceTelemetryRequest { ResourceTypes = Types, MaxResults = PageSize,
                    NextToken = next }, cancellation).ConfigureAwait(false);
                return (page.TelemetryConfigurations, page.NextToken);
            }).ConfigureAwait(false));
        }
        else
        {
            foreach (var some in accounts.Count == 0 ? new List<string>?[] { null } : [.. accounts.Chunk(MostAccounts).Select(chunk => chunk.ToList())])
            {
                found.AddRange(await ServiceCall.AllAsync<TelemetryConfiguration>("observabilityadmin:ListResourceTelemetryForOrganization", async next =>
                {
                    var page = await client.ListResourceTelemetryForOrganizationAsync(new ListResourceTelemetryForOrganizationRequest {
                        AccountIdentifiers = some, ResourceTypes = Types, MaxResults = PageSize, NextToken = next }, cancellation).ConfigureAwait(false);
                    return (page.TelemetryConfigurations, page.NextToken);
                }).ConfigureAwait(false));
            }
        }

        // A VPC may have an entry for each source of telemetry.
        return [.. found.Where(item => item is { AccountIdentifier: not null, ResourceIdentifier: not null })
            .GroupBy(item => (item.AccountIdentifier, item.ResourceIdentifier))
            .Select(items => New(items.Key.AccountIdentifier!, region, items.Key.ResourceIdentifier!, [.. items]))];
    }

    /// <summary>Returns the status of the telemetry evaluation in a Region.</summary>
    internal async Task<TelemetryEvaluation> EvaluationAsync(string region, CancellationToken cancellation)
    {
        using var client = services.Observability(region);
        return await TelemetryEvaluation.ReadAsync(client, region, isOrganization, cancellation).ConfigureAwait(false);
    }

    CoveredResource New(string account, string region, string id, List<TelemetryConfiguration> items)
    {
        var tags = items.SelectMany(item => item.ResourceTags ?? []).DistinctBy(tag => tag.Key).ToDictionary(StringComparer.Ordinal);
        var isOn = items.Exists(item => item.TelemetryConfigurationState?.GetValueOrDefault("Logs") == "Enabled");
        return new CoveredResource(account, region, CoveredKind.Vpc, id,
            isOn ? CoverageState.Covered : optOut.IsIn(tags) ? CoverageState.OptedOut : CoverageState.Missing)
        {
            Name = tags.GetValueOrDefault("Name"),
            IsFromTelemetry = true,
        };
    }
}

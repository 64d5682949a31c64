using System.Collections.Concurrent;
using Amazon.Runtime;

namespace FlowLogStack.Verification;

/// <summary>
/// Reads which VPCs, subnets and transit gateways of accounts and Regions have flow logs that deliver. It changes nothing. An account that can't be read is
/// a problem of the result and doesn't end the others.
/// </summary>
public sealed class FlowLogCoverage
{
    const int MostAtOnce = 8;

    readonly CoverageOptions options;
    readonly CoverageServices services;
    readonly AccountRoles roles;
    readonly ConcurrentBag<CoveredResource> resources = [];
    readonly ConcurrentBag<CoverageProblem> problems = [];

    // Accounts and Regions that EC2 did not describe, with the problem; null if there is no role to describe them with.
    readonly ConcurrentBag<(string Account, string Region, CoverageProblem? Problem)> undescribed = [];
    readonly List<string> notes = [];
    string caller = "";

    FlowLogCoverage(CoverageOptions options, CoverageServices services)
    {
        this.options = options;
        this.services = services;
        roles = new AccountRoles(services, options);
    }

    /// <summary>Reads the coverage.</summary>
    /// <param name="options">Accounts, Regions and roles.</param>
    /// <param name="services">The clients.</param>
    /// <param name="cancellation">Cancels the calls.</param>
    /// <exception cref="ArgumentException">No Region is set.</exception>
    /// <exception cref="VerificationException">
    /// The credentials aren't valid, AWS can't be reached, or the accounts of the organization can't be listed.
    /// </exception>
    public static Task<CoverageResult> ReadAsync(CoverageOptions options, CoverageServices services, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(services);
        return options.Regions.Count == 0
            ? throw new ArgumentException($"No Region is set. Add at least one to {nameof(CoverageOptions.Regions)}.", nameof(options))
            : new FlowLogCoverage(options, services).ReadAsync(cancellation);
    }

    async Task<CoverageResult> ReadAsync(CancellationToken cancellation)
    {
        var at = options.Time.GetUtcNow();
        caller = await roles.CallerAsync(cancellation).ConfigureAwait(false);
        var listed = await AccountsAsync(cancellation).ConfigureAwait(false);
        var limits = new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellation };
        await Parallel.ForEachAsync(listed ?? [], limits, async (account, stop) => await AccountAsync(account, stop).ConfigureAwait(false))
            .ConfigureAwait(false);
        await FromTelemetryAsync(listed is null, cancellation).ConfigureAwait(false);
        if (listed is null && resources.IsEmpty && problems.IsEmpty)
            throw new VerificationException("CloudWatch telemetry lists no VPC of the organization, and its accounts are not known. Use the credentials of the "
                + "management account or of a delegated administrator, or list the accounts with --accounts.");
        return new CoverageResult
        {
            At = at,
            Accounts = [.. (listed ?? resources.Select(resource => resource.Account)).Distinct().Order(StringComparer.Ordinal)],
            Regions = options.Regions,
            Resources = [.. resources.OrderBy(resource => resource.Account, StringComparer.Ordinal).ThenBy(resource => resource.Region, StringComparer.Ordinal)
                .ThenBy(resource => resource.Kind is CoveredKind.TransitGateway).ThenBy(resource => resource.VpcId ?? resource.Id, StringComparer.Ordinal)
                .ThenBy(resource => resource.Kind).ThenBy(resource => resource.Id, StringComparer.Ordinal)],
            Problems = CoverageProblems.Combine(problems),
            Notes = notes,
            Telemetry = options.Source is CoverageSource.Describe ? [] : await EvaluationsAsync(cancellation).ConfigureAwait(false),
        };
    }

    // Null if only telemetry can list the accounts.
    async Task<IReadOnlyList<string>?> AccountsAsync(CancellationToken cancellation)
    {
        if (!options.IsOrganization)
            return options.Accounts.Count > 0 ? [.. options.Accounts.Distinct(StringComparer.Ordinal)] : [caller];
        try
        {
            return await roles.OfOrganizationAsync(cancellation).ConfigureAwait(false);
        }
        catch (ServiceCallException e) when (options.Source is not CoverageSource.Describe)
        {
            notes.Add($"The accounts are those of CloudWatch telemetry, because the organization's are not known: {e.Message}. {e.Cure}.");
            return null;
        }
        catch (ServiceCallException e)
        {
            throw new VerificationException($"{e.Message}. Use the credentials of the management account or of a delegated administrator, or list the accounts "
                + "with --accounts.", e);
        }
    }

    async Task AccountAsync(string account, CancellationToken cancellation)
    {
        AWSCredentials? role = null;
        if (options.Source is CoverageSource.Telemetry || (account != caller && options.RoleName is null))
        {
            Leave(account, null);
            return;
        }

        if (account != caller)
        {
            try
            {
                role = await roles.AssumeAsync(account, cancellation).ConfigureAwait(false);
            }
            catch (Exception e) when (e is ServiceCallException or VerificationException)
            {
                Leave(account, CoverageProblems.Of(account, null, e) with
                {
                    Fix = $"Create the role '{options.RoleName}' in the account with trust in {caller}, and allow the caller sts:AssumeRole on it",
                });
                return;
            }
        }

        foreach (var region in options.Regions)
        {
            var read = await new AccountReading(account, region, options.OptOut).RunAsync(services, role, cancellation).ConfigureAwait(false);
            foreach (var resource in read.Resources)
                resources.Add(resource);
            foreach (var problem in read.Problems)
                problems.Add(problem);
            if (read.Fatal is { } fatal)
                undescribed.Add((account, region, fatal));
        }
    }

    void Leave(string account, CoverageProblem? problem)
    {
        foreach (var region in options.Regions)
            undescribed.Add((account, region, problem));
    }

    // What EC2 did not describe, from telemetry if it may be read.
    async Task FromTelemetryAsync(bool isAll, CancellationToken cancellation)
    {
        if (options.Source is CoverageSource.Describe)
        {
            foreach (var (account, _, problem) in undescribed)
                problems.Add(problem ?? NoRole(account));
            return;
        }

        var byRegion = undescribed.ToLookup(item => item.Region, StringComparer.Ordinal);
        var fromTelemetry = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var region in options.Regions.Where(region => isAll || byRegion[region].Any()))
        {
            var left = byRegion[region].ToDictionary(item => item.Account, item => item.Problem, StringComparer.Ordinal);
            var ofOwn = !isAll && left.Keys.All(account => account == caller);
            try
            {
                // All accounts at once take fewer calls than many accounts by tens.
                var scope = options.IsOrganization ? [] : left.Keys.Order(StringComparer.Ordinal).ToList();
                var found = await new TelemetryReading(services, !ofOwn, options.OptOut).ReadAsync(scope, region, cancellation).ConfigureAwait(false);
                foreach (var resource in found.Where(resource => isAll || left.ContainsKey(resource.Account)))
                    resources.Add(resource);
                fromTelemetry.UnionWith(left.Keys);
            }
            catch (Exception e) when (e is ServiceCallException or VerificationException)
            {
                if (isAll)
                    problems.Add(CoverageProblems.Of(null, region, e));
                foreach (var (account, problem) in left)
                    problems.Add(problem ?? CoverageProblems.Of(account, region, e) with { Fix = FixOfTelemetry(account, e) });
            }
        }

        if (fromTelemetry.Count > 0 || (isAll && problems.IsEmpty))
            notes.Add($"{(isAll ? "All accounts are" : $"Accounts {string.Join(", ", fromTelemetry)} are")} read from CloudWatch telemetry: VPCs only, without "
                + "destination, log format and delivery. For these, use --role with a role of the accounts.");
        foreach (var denied in undescribed.Where(item => item.Problem is not null && fromTelemetry.Contains(item.Account)).Select(item => item.Problem!)
            .DistinctBy(problem => (problem.Account, problem.Message)))
            notes.Add($"EC2 was not read: {denied}");
    }

    string FixOfTelemetry(string account, Exception e) =>
        $"{(e is ServiceCallException call ? call.Cure : "Check the connection")}{(account == caller ? "" : ", or use --role with a role of the account")}";

    static CoverageProblem NoRole(string account) => new(account, [], "no role is set for the account", "Use --role with the name of a role of the account");

    async Task<IReadOnlyList<TelemetryEvaluation>> EvaluationsAsync(CancellationToken cancellation)
    {
        var reading = new TelemetryReading(services, options.IsOrganization, options.OptOut);
        var evaluations = new List<TelemetryEvaluation>();
        foreach (var region in options.Regions)
            evaluations.Add(await reading.EvaluationAsync(region, cancellation).ConfigureAwait(false));
        return evaluations;
    }
}

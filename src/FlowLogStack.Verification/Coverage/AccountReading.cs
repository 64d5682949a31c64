using Amazon.EC2.Model;
using Amazon.Runtime;
using FlowLogStack.Records;

namespace FlowLogStack.Verification;

/// <summary>Reads the resources and flow logs of one account and Region with EC2's Describe calls.</summary>
/// <param name="account">The account.</param>
/// <param name="region">The Region.</param>
/// <param name="optOut">Tag of resources that need no flow log.</param>
sealed class AccountReading(string account, string region, OptOutTag optOut)
{
    const int PageSize = 1000;

    readonly List<CoverageProblem> problems = [];

    /// <summary>Resources that were read.</summary>
    internal List<CoveredResource> Resources { get; } = [];

    /// <summary>Problem with the VPCs or the flow logs, without which no state is known. Default: null (none).</summary>
    internal CoverageProblem? Fatal { get; private set; }

    /// <summary>Problems with other resources.</summary>
    internal IReadOnlyList<CoverageProblem> Problems => problems;

    internal async Task<AccountReading> RunAsync(CoverageServices services, AWSCredentials? role, CancellationToken cancellation)
    {
        using var ec2 = services.Ec2(region, role);
        var flowLogs = await TryAsync<FlowLog>("ec2:DescribeFlowLogs", async next =>
        {
            var page = await ec2.DescribeFlowLogsAsync(new DescribeFlowLogsRequest { MaxResults = PageSize, NextToken = next }, cancellation)
                .ConfigureAwait(false);
            return (page.FlowLogs, page.NextToken);
        }, isFatal: true).ConfigureAwait(false);
        if (flowLogs is null)
            return this;
        var vpcs = await TryAsync<Vpc>("ec2:DescribeVpcs", async next =>
        {
            var page = await ec2.DescribeVpcsAsync(new DescribeVpcsRequest { MaxResults = PageSize, NextToken = next }, cancellation).ConfigureAwait(false);
            return (page.Vpcs, page.NextToken);
        }, isFatal: true).ConfigureAwait(false);
        if (vpcs is null)
            return this;
        var subnets = await TryAsync<Subnet>("ec2:DescribeSubnets", async next =>
        {
            var page = await ec2.DescribeSubnetsAsync(new DescribeSubnetsRequest { MaxResults = PageSize, NextToken = next }, cancellation)
                .ConfigureAwait(false);
            return (page.Subnets, page.NextToken);
        }).ConfigureAwait(false);
        var gateways = await TryAsync<TransitGateway>("ec2:DescribeTransitGateways", async next =>
        {
            var page = await ec2.DescribeTransitGatewaysAsync(new DescribeTransitGatewaysRequest { MaxResults = PageSize, NextToken = next }, cancellation)
                .ConfigureAwait(false);
            return (page.TransitGateways, page.NextToken);
        }).ConfigureAwait(false);
        var states = new CoverageStates(account, region, optOut, flowLogs);
        Resources.AddRange(states.Networks(vpcs, subnets ?? []));
        Resources.AddRange(states.TransitGateways(gateways ?? []));
        return this;
    }

    async Task<List<T>?> TryAsync<T>(string action, Func<string?, Task<(IEnumerable<T>? Items, string? Next)>> page, bool isFatal = false)
    {
        try
        {
            return await ServiceCall.AllAsync(action, page).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ServiceCallException or VerificationException)
        {
            var problem = CoverageProblems.Of(account, region, e);
            if (isFatal)
                Fatal = problem;
            else
                problems.Add(problem);
            return null;
        }
    }
}

using Amazon;
using Amazon.Organizations.Model;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;

namespace FlowLogStack.Verification;

/// <summary>The accounts, and the credentials of a role in each.</summary>
/// <param name="services">The clients.</param>
/// <param name="options">Options of the coverage.</param>
sealed class AccountRoles(CoverageServices services, CoverageOptions options)
{
    const string SessionName = "flowlogs-coverage";

    string Home => options.Regions[0];

    /// <summary>Returns the account of the credentials.</summary>
    /// <exception cref="VerificationException">The credentials aren't valid, or AWS can't be reached.</exception>
    internal async Task<string> CallerAsync(CancellationToken cancellation)
    {
        try
        {
            // Without a network, the first call fails soon.
            using var sts = services.SecurityToken(Home, isRepeated: false);
            var caller = await ServiceCall.OnceAsync("sts:GetCallerIdentity", () => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellation))
                .ConfigureAwait(false);
            return caller.Account ?? throw new VerificationException("sts:GetCallerIdentity: AWS returned no account. Check the credentials and the endpoint.");
        }
        catch (ServiceCallException e)
        {
            throw new VerificationException($"{e.Message}. {e.Cure}.", e);
        }
        catch (Exception e) when (e is AmazonClientException or ArgumentException or UriFormatException)
        {
            throw new VerificationException(AwsError.Describe(e), e);
        }
    }

    /// <summary>Returns the active accounts of the organization.</summary>
    /// <exception cref="ServiceCallException">The call is denied, or the account isn't in an organization.</exception>
    /// <exception cref="VerificationException">AWS can't be reached.</exception>
    internal async Task<IReadOnlyList<string>> OfOrganizationAsync(CancellationToken cancellation)
    {
        using var organizations = services.Organizations(Home);
        var accounts = await ServiceCall.AllAsync<Account>("organizations:ListAccounts", async next =>
        {
            var page = await organizations.ListAccountsAsync(new ListAccountsRequest { NextToken = next }, cancellation).ConfigureAwait(false);
            return (page.Accounts, page.NextToken);
        }).ConfigureAwait(false);
        return [.. accounts.Where(account => account.Id is not null && (account.State ?? account.Status) is null or "ACTIVE").Select(account => account.Id!)];
    }

    /// <summary>Returns the credentials of the role in an account.</summary>
    /// <exception cref="ServiceCallException">The role doesn't exist, or doesn't trust the caller.</exception>
    /// <exception cref="VerificationException">AWS can't be reached.</exception>
    internal async Task<AWSCredentials> AssumeAsync(string account, CancellationToken cancellation)
    {
        using var sts = services.SecurityToken(Home, isRepeated: true);
        var response = await ServiceCall.OnceAsync("sts:AssumeRole", () => sts.AssumeRoleAsync(new AssumeRoleRequest
        {
            RoleArn = $"arn:{RegionEndpoint.GetBySystemName(Home).PartitionName}:iam::{account}:role/{options.RoleName}",
            RoleSessionName = SessionName,
            ExternalId = options.ExternalId,
        }, cancellation)).ConfigureAwait(false);
        return response.Credentials;
    }
}

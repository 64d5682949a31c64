using Amazon.Runtime;

namespace FlowLogStack.Verification;

/// <summary>Calls a service, and tells failures that are one check's own from those that leave nothing to check.</summary>
static class ServiceCall
{
    /// <summary>Calls once.</summary>
    /// <param name="action">The IAM action that allows the call.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="ServiceCallException">The service refused.</exception>
    /// <exception cref="VerificationException">Nobody is signed in, or the service cannot be reached.</exception>
    internal static async Task<T> OnceAsync<T>(string action, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (AmazonServiceException e) when (ServiceCallException.IsOfCredentials(e.ErrorCode))
        {
            throw new VerificationException($"{action}: {e.Message.TrimEnd('.')}. Sign in again, as for every AWS tool.", e);
        }
        catch (AmazonServiceException e) when (e.ErrorCode is not null)
        {
            throw new ServiceCallException(action, e);
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException)
        {
            throw new VerificationException($"{action}: {FirstSentence(e.Message)}. Check the network, the region, and that you are signed in.", e);
        }
    }

    // Clients list every place they looked for credentials.
    static string FirstSentence(string message) => message.Split('\n')[0].Split(". ")[0].TrimEnd('.');

    /// <summary>Calls until there are no more pages.</summary>
    /// <param name="action">The IAM action that allows the call.</param>
    /// <param name="page">Reads a page, given its token: its items and the token of the next one.</param>
    internal static async Task<List<T>> AllAsync<T>(string action, Func<string?, Task<(IEnumerable<T>? Items, string? Next)>> page)
    {
        var all = new List<T>();
        string? next = null;
        do
        {
            var (items, token) = await OnceAsync(action, () => page(next)).ConfigureAwait(false);
            all.AddRange(items ?? []);
            next = string.IsNullOrEmpty(token) ? null : token;
        }
        while (next is not null);
        return all;
    }
}

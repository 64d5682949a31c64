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
            throw new VerificationException($"{action}: {AwsError.Describe(e)}", e);
        }
        catch (AmazonServiceException e) when (e.ErrorCode is not null)
        {
            throw new ServiceCallException(action, e);
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            throw new VerificationException($"{action}: {AwsError.Describe(e)}", e);
        }
    }

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

using Amazon.Runtime;

namespace FlowLogStack.Verification;

/// <summary>Calls of services. They separate failures of one check from those that prevent all checks.</summary>
static class ServiceCall
{
    /// <summary>Makes one call.</summary>
    /// <param name="action">IAM action that allows the call.</param>
    /// <param name="call">The call.</param>
    /// <exception cref="ServiceCallException">The service returned an error.</exception>
    /// <exception cref="VerificationException">Credentials are missing, or the service cannot be reached.</exception>
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

    /// <summary>Makes calls until no pages are left.</summary>
    /// <param name="action">IAM action that allows the call.</param>
    /// <param name="page">Reads the page of a token: its items and the token of the next page.</param>
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

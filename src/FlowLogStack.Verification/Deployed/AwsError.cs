using Amazon.Runtime;

namespace FlowLogStack.Verification;

/// <summary>Descriptions of AWS errors, with the fix.</summary>
public static class AwsError
{
    const string NoAccount =
        "No AWS credentials were found. Sign in with 'aws sso login' or 'aws configure', or set AWS_PROFILE, --profile or AWS_ACCESS_KEY_ID.";

    static readonly string[] OfCredentials =
        ["ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "UnrecognizedClientException", "AuthFailure", "SignatureDoesNotMatch",
            "InvalidAccessKeyId", "RequestExpired", "InvalidToken"];

    /// <summary>Returns one or two sentences for an exception of the AWS SDK or of the network.</summary>
    /// <param name="e">The exception.</param>
    public static string Describe(Exception e)
    {
        ArgumentNullException.ThrowIfNull(e);
        // The service's error for the credentials request is behind the client's own exception.
        var cause = Chain(e).OfType<AmazonServiceException>().FirstOrDefault(found => !string.IsNullOrEmpty(found.ErrorCode)) ?? Chain(e)
            .First(found => found is not AggregateException || found.InnerException is null);
        return cause switch
        {
            AmazonServiceException { ErrorCode: { } code } service when OfCredentials.Contains(code) => $"AWS does not accept the credentials "
                + $"({code}: {Sentence(service.Message)}). Sign in again, as with 'aws sso login', or choose another profile with --profile.",
            AmazonServiceException { ErrorCode: "AccessDenied" or "AccessDeniedException" or "UnauthorizedOperation" or "AllAccessDisabled" } service =>
                $"Access is denied: {Sentence(service.Message)}. Allow the call, or choose another profile with --profile.",
            AmazonServiceException { ErrorCode: "NoSuchBucket" } =>
                "The bucket does not exist. Check its name, and the account with 'aws sts get-caller-identity'.",
            AmazonServiceException { ErrorCode: "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" } =>
                "The bucket is in another region. Set its region with --region.",
            AmazonServiceException { ErrorCode: { Length: > 0 } code } service => $"{code}: {Sentence(service.Message)}.",
            _ when IsNoRegion(cause) => "No AWS Region is set. Use --region, or set AWS_REGION or a Region in the AWS profile.",
            _ when IsNoAccount(cause) => NoAccount,
            _ => $"{Sentence(Innermost(cause).Message)}. Check the network, the region and the credentials.",
        };
    }

    static bool IsNoRegion(Exception e) =>
        e.Message.Contains("RegionEndpoint or ServiceURL", StringComparison.Ordinal) || e.Message.StartsWith("No RegionEndpoint", StringComparison.Ordinal);

    // The SDK's message ends with the last credential source, which is the instance metadata service. A service that also has Signature V4a, such as STS,
    // is tried with it next, and the message is that of its missing signer.
    static bool IsNoAccount(Exception e) =>
        e.Message.Contains("Unable to get IAM security credentials", StringComparison.Ordinal)
        || e.Message.Contains("Failed to resolve AWS credentials", StringComparison.Ordinal)
        || e.Message.Contains("EC2 Instance Metadata", StringComparison.OrdinalIgnoreCase)
        || e.Message.Contains("requires an implementation of AWS Signature V4a", StringComparison.Ordinal);

    static IEnumerable<Exception> Chain(Exception e)
    {
        for (Exception? at = e; at is not null; at = at.InnerException)
            yield return at;
    }

    static Exception Innermost(Exception e) => e is AmazonClientException or HttpRequestException && e.InnerException is { } inner ? Innermost(inner) : e;

    // Clients list every credential source they tried, line by line.
    static string Sentence(string text)
    {
        var line = text.Split('\n')[0].Trim();
        return (line.Length > 300 ? line[..300] + "…" : line).TrimEnd('.', ':');
    }
}

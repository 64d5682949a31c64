using Amazon.Runtime;

namespace FlowLogStack.Verification;

/// <summary>An error that a service returned for a call.</summary>
sealed class ServiceCallException(string action, AmazonServiceException error) : Exception($"{action}: {error.Message.TrimEnd('.')}", error)
{
    const string Denied = "AccessDenied";

    /// <summary>Error code of the service.</summary>
    internal string Code => error.ErrorCode;

    /// <summary>Recommended action.</summary>
    internal string Cure =>
        IsOfRights ? $"Allow {action} for the caller of the check"
        : Code.Contains("NotFound", StringComparison.Ordinal) || Code.StartsWith("NoSuch", StringComparison.Ordinal)
            ? "Find the cause of the deletion, and deploy it again"
        : "Run the check again. If the error persists, follow its message";

    /// <summary>Creates the exception for an error inside a successful response.</summary>
    internal static ServiceCallException Of(string action, string message, bool isOfRights) =>
        new(action, new AmazonServiceException(message) { ErrorCode = isOfRights ? Denied : "InternalError" });

    bool IsOfRights => Code is Denied or "AccessDeniedException" or "UnauthorizedOperation" or "AuthorizationError" or "NotAuthorized";

    /// <summary>Returns whether the credentials are not valid, so that no call can succeed.</summary>
    internal static bool IsOfCredentials(string? code) =>
        code is "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "UnrecognizedClientException" or "AuthFailure"
            or "SignatureDoesNotMatch" or "InvalidAccessKeyId" or "RequestExpired";

    /// <summary>Returns the check that could not run.</summary>
    internal Check ToCheck(CheckKind kind, string subject) => new(kind, subject, CheckOutcome.Failed, Message, Cure);
}

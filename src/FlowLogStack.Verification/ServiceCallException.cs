using Amazon.Runtime;

namespace FlowLogStack.Verification;

/// <summary>A service refused a call.</summary>
sealed class ServiceCallException(string action, AmazonServiceException error) : Exception($"{action}: {error.Message.TrimEnd('.')}", error)
{
    const string Denied = "AccessDenied";

    /// <summary>What the service calls the error.</summary>
    internal string Code => error.ErrorCode;

    /// <summary>What to do about it.</summary>
    internal string Cure =>
        IsOfRights ? $"Allow {action} to whoever runs the check"
        : Code.Contains("NotFound", StringComparison.Ordinal) || Code.StartsWith("NoSuch", StringComparison.Ordinal) ? "See who deleted it, and deploy it again"
        : "Run the check again; if it stays so, read the message";

    /// <summary>A refusal that an answer tells of.</summary>
    internal static ServiceCallException Of(string action, string message, bool isOfRights) =>
        new(action, new AmazonServiceException(message) { ErrorCode = isOfRights ? Denied : "InternalError" });

    bool IsOfRights => Code is Denied or "AccessDeniedException" or "UnauthorizedOperation" or "AuthorizationError" or "NotAuthorized";

    /// <summary>Whether the caller is nobody to AWS, so that no call can succeed.</summary>
    internal static bool IsOfCredentials(string? code) =>
        code is "ExpiredToken" or "ExpiredTokenException" or "InvalidClientTokenId" or "UnrecognizedClientException" or "AuthFailure" or "SignatureDoesNotMatch" or "InvalidAccessKeyId" or "RequestExpired";

    /// <summary>The check that could not be made.</summary>
    internal Check ToCheck(CheckKind kind, string subject) => new(kind, subject, CheckOutcome.Failed, Message, Cure);
}

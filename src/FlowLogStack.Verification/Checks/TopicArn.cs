namespace FlowLogStack.Verification;

/// <summary>ARNs of topics: <c>arn:aws:sns:REGION:ACCOUNT:NAME</c>.</summary>
static class TopicArn
{
    internal static bool Is(string arn) => arn.Split(':') is ["arn", _, "sns", _, _, _];

    internal static string NameOf(string arn) => arn[(arn.LastIndexOf(':') + 1)..];
}

using System.Text.RegularExpressions;

namespace FlowLogStack.Settings;

/// <summary>Text of a subscriber of alarms: an email address, an https URL, or the ARN of an SQS queue or a Lambda function.</summary>
static partial class SubscriberText
{
    const string Kinds = "an email address, an https:// URL, or the ARN of an SQS queue or a Lambda function";

    /// <summary>Returns the kind of a subscriber; null if the text is not a valid subscriber.</summary>
    public static SubscriberKind? KindOf(string text)
    {
        if (EmailAddress().IsMatch(text))
            return SubscriberKind.Email;
        if (text.StartsWith("https://", StringComparison.Ordinal) && Uri.IsWellFormedUriString(text, UriKind.Absolute))
            return SubscriberKind.Url;
        if (QueueArn().IsMatch(text))
            return SubscriberKind.Queue;
        return FunctionArn().IsMatch(text) ? SubscriberKind.Function : null;
    }

    /// <summary>Returns why a text is not a valid subscriber, with the fix; null if it is valid.</summary>
    public static string? Refusal(string text)
    {
        if (KindOf(text) is not null)
            return null;
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return $"\"{text}\" would send alarms over the network in clear text. Use an https:// URL.";
        if (text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            return $"\"{text}\" is not a URL that SNS can post to. Use one such as \"https://alarms.example.com/flow-logs\", in lower case and with "
                + "spaces escaped.";
        if (text.StartsWith("arn:", StringComparison.Ordinal))
            return $"\"{text}\" is not the ARN of an SQS queue or a Lambda function. Use one such as \"arn:aws:sqs:eu-west-1:111122223333:queue\" or "
                + "\"arn:aws:lambda:eu-west-1:111122223333:function:name\".";
        return text.Contains('@', StringComparison.Ordinal)
            ? $"\"{text}\" is not an email address. Use one such as \"network-team@example.com\"."
            : $"\"{text}\" is not a valid subscriber. Use {Kinds}.";
    }

    [GeneratedRegex(@"^[^\s\p{Cc}\p{Cf}@<>()\[\],;:""\\]{1,64}@"
        + @"([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueArn();

    [GeneratedRegex(@"^arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]{1,128})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionArn();
}

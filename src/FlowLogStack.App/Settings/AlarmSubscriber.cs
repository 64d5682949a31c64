using System.Text.RegularExpressions;
using Amazon.CDK.AWS.Lambda;
using Amazon.CDK.AWS.SNS;
using Amazon.CDK.AWS.SNS.Subscriptions;
using Amazon.CDK.AWS.SQS;
using Constructs;
using IFunction = Amazon.CDK.AWS.Lambda.IFunction;

namespace FlowLogStack.App;

/// <summary>
/// A subscriber of alarms. The form of its text determines its kind: email address, https URL, or ARN of an SQS queue or a Lambda function.
/// </summary>
abstract partial record AlarmSubscriber(string Text)
{
    const string Kinds = "an email address, an https:// URL, or the ARN of an SQS queue or a Lambda function";

    /// <summary>Returns why a text isn't a valid subscriber, or null if it is valid.</summary>
    public static string? Refusal(string text)
    {
        if (TryParse(text) is not null)
            return null;
        if (text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
            return $"\"{text}\" would send alarms over the network in clear text: give an https:// URL.";
        if (text.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            return $"\"{text}\" is not a URL that SNS can post to: give one such as \"https://alarms.example.com/flow-logs\", in lower case and with spaces escaped.";
        if (text.StartsWith("arn:", StringComparison.Ordinal))
            return $"\"{text}\" is not the ARN of an SQS queue or a Lambda function: give one such as \"arn:aws:sqs:eu-west-1:111122223333:queue\" or \"arn:aws:lambda:eu-west-1:111122223333:function:name\".";
        return text.Contains('@', StringComparison.Ordinal)
            ? $"\"{text}\" is not an email address: give one such as \"network-team@example.com\"."
            : $"\"{text}\" is nobody to notify: give {Kinds}.";
    }

    /// <summary>Returns the subscriber for a valid text.</summary>
    public static AlarmSubscriber Parse(string text) => TryParse(text) ?? throw new ArgumentException(Refusal(text), nameof(text));

    /// <summary>Returns the subscription in a stack.</summary>
    /// <param name="scope">The stack.</param>
    public abstract ITopicSubscription Bind(Construct scope);

    static AlarmSubscriber? TryParse(string text)
    {
        if (EmailAddress().IsMatch(text))
            return new Email(text);
        if (text.StartsWith("https://", StringComparison.Ordinal) && Uri.IsWellFormedUriString(text, UriKind.Absolute))
            return new Url(text);
        if (QueueArn().IsMatch(text))
            return new QueueOf(text);
        return FunctionArn().IsMatch(text) ? new FunctionOf(text) : null;
    }

    [GeneratedRegex(@"^[^\s@<>()\[\],;:""\\]{1,64}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex EmailAddress();

    [GeneratedRegex(@"^arn:aws[a-z-]*:sqs:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,80}\z", RegexOptions.CultureInvariant)]
    private static partial Regex QueueArn();

    [GeneratedRegex(@"^arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]{12}:function:[A-Za-z0-9_-]{1,64}(:[A-Za-z0-9_$-]{1,128})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FunctionArn();

    sealed record Email(string Text) : AlarmSubscriber(Text)
    {
        public override ITopicSubscription Bind(Construct scope) => new EmailSubscription(Text);
    }

    sealed record Url(string Text) : AlarmSubscriber(Text)
    {
        public override ITopicSubscription Bind(Construct scope) => new UrlSubscription(Text);
    }

    sealed record QueueOf(string Text) : AlarmSubscriber(Text)
    {
        // The topic prints the statements that the policies of the queue and its key require.
        public override ITopicSubscription Bind(Construct scope) => new SqsSubscription(Queue.FromQueueArn(scope, Text, Text));
    }

    sealed record FunctionOf(string Text) : AlarmSubscriber(Text)
    {
        public override ITopicSubscription Bind(Construct scope)
        {
            // For a function of an unknown environment, CDK would leave out the permission to invoke it.
            IFunction function = Function.FromFunctionAttributes(scope, Text, new FunctionAttributes { FunctionArn = Text, SameEnvironment = true });
            return new LambdaSubscription(function);
        }
    }
}

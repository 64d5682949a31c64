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
abstract record AlarmSubscriber(string Text)
{
    /// <summary>Returns the subscriber for a valid text.</summary>
    public static AlarmSubscriber Parse(string text) => TryParse(text) ?? throw new ArgumentException(SubscriberText.Refusal(text), nameof(text));

    /// <summary>Returns the subscription in a stack.</summary>
    /// <param name="scope">The stack.</param>
    public abstract ITopicSubscription Bind(Construct scope);

    static AlarmSubscriber? TryParse(string text) => SubscriberText.KindOf(text) switch
    {
        SubscriberKind.Email => new Email(text),
        SubscriberKind.Url => new Url(text),
        SubscriberKind.Queue => new QueueOf(text),
        SubscriberKind.Function => new FunctionOf(text),
        _ => null,
    };

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
        // The topic prints what the queue's policy and its key's need.
        public override ITopicSubscription Bind(Construct scope) => new SqsSubscription(Queue.FromQueueArn(scope, Text, Text));
    }

    sealed record FunctionOf(string Text) : AlarmSubscriber(Text)
    {
        public override ITopicSubscription Bind(Construct scope)
        {
            // Of a function of unknown environment CDK would leave out the permission to invoke it.
            IFunction function = Function.FromFunctionAttributes(scope, Text, new FunctionAttributes { FunctionArn = Text, SameEnvironment = true });
            return new LambdaSubscription(function);
        }
    }
}

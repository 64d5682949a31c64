using Amazon.CDK;
using Amazon.CDK.AWS.KMS;
using Amazon.CDK.AWS.SNS;

namespace FlowLogStack.Watch;

/// <summary>Properties for <see cref="AlarmTopic"/>.</summary>
public sealed record AlarmTopicProps
{
    /// <summary>
    /// Subscriptions to the topic: email, HTTPS, SQS and Lambda, from <c>Amazon.CDK.AWS.SNS.Subscriptions</c>. Default: none; the topic has no
    /// subscribers.
    /// </summary>
    public IReadOnlyList<ITopicSubscription> Subscriptions { get; init; } = [];

    /// <summary>
    /// Existing customer managed key, of the topic's Region. Its policy is extended to admit CloudWatch; for an imported key, a warning prints the
    /// statement to add. Default: null (the key of <see cref="Encryption"/>, or a new key with rotation).
    /// </summary>
    public IKey? EncryptionKey { get; init; }

    /// <summary>
    /// Existing topic, which several constructs can share. Its policy and its key's policy are extended to admit alarms and rules if they are part
    /// of this app; otherwise a warning prints the statements to add. <see cref="EncryptionKey"/> is then the topic's key, if you know it.
    /// Default: null (creates a topic).
    /// </summary>
    public ITopic? Existing { get; init; }

    /// <summary>Display name of the topic, the sender name of emails. Default: null (none).</summary>
    public string? DisplayName { get; init; }

    /// <summary>Removal policy of the key. The topic has no data and is always deleted with the stack. Default: RETAIN.</summary>
    public RemovalPolicy RemovalPolicy { get; init; } = RemovalPolicy.RETAIN;
}

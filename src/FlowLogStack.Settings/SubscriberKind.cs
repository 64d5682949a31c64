namespace FlowLogStack.Settings;

/// <summary>Kind of a subscriber of alarms.</summary>
enum SubscriberKind
{
    /// <summary>An email address.</summary>
    Email,

    /// <summary>An https URL.</summary>
    Url,

    /// <summary>The ARN of an SQS queue.</summary>
    Queue,

    /// <summary>The ARN of a Lambda function.</summary>
    Function,
}

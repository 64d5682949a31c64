using System.ComponentModel.DataAnnotations;
using FlowLogStack.Capture;

namespace FlowLogStack.App;

/// <summary>A destination of CloudWatch Logs, to which log groups of other accounts send their records by `logs.centralDestinationArn`.</summary>
public sealed record SubscriptionSettings
{
    /// <summary>Name of the destination. Default: none (no destination).</summary>
    [RegularExpression(@"^[^:*\u0000-\u001f\u007f]{1,512}$", ErrorMessage = "use 1 to 512 characters without ':', '*' and line breaks")]
    public string? Name { get; init; }

    /// <summary>ARN of the Kinesis data stream or Firehose stream that receives the records. Required with `name`.</summary>
    [RegularExpression(@"^arn:aws[a-z-]*:(kinesis:[a-z0-9-]+:\d{12}:stream/[A-Za-z0-9_.-]{1,128}"
        + @"|firehose:[a-z0-9-]+:\d{12}:deliverystream/[A-Za-z0-9_.-]{1,64})$",
        ErrorMessage = "use the ARN of a stream, as in 'arn:aws:kinesis:eu-west-1:111122223333:stream/name' or "
        + "'arn:aws:firehose:eu-west-1:111122223333:deliverystream/name'")]
    public string? StreamArn { get; init; }

    /// <summary>Id of the organization whose accounts may send. Default: none (only `accounts`).</summary>
    [RegularExpression("^o-[a-z0-9]{10,32}$", ErrorMessage = "use the id of an organization, as in 'o-a1b2c3d4e5'")]
    public string? Organization { get; init; }

    /// <summary>Accounts that may send, in addition to those of `organization`. Default: none.</summary>
    [RegularExpression(@"^\d{12}$", ErrorMessage = "use account ids of 12 digits, in quotes")]
    public IReadOnlyList<string> Accounts { get; init; } = [];

    /// <summary>Returns the organization; null without one.</summary>
    internal SourceOrganization? ToOrganization() => Organization is null ? null : new SourceOrganization(Organization);
}

using System.ComponentModel.DataAnnotations;

namespace FlowLogStack.App;

/// <summary>Transition to a cheaper storage class.</summary>
public sealed record TierSettings
{
    /// <summary>Target storage class, by its name in the S3 API. Required.</summary>
    [AllowedValues("STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE")]
    public required string StorageClass { get; init; }

    /// <summary>Age in days at which objects move. Required.</summary>
    [Range(1, 36_500)]
    public required int AfterDays { get; init; }
}

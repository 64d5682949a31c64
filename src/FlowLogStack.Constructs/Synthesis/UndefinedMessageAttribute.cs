namespace FlowLogStack;

/// <summary>The error message of an enum's undefined values, for an enum whose values have a meaning as numbers.</summary>
/// <param name="before">Text before the value.</param>
/// <param name="after">Text after the value.</param>
[AttributeUsage(AttributeTargets.Enum)]
sealed class UndefinedMessageAttribute(string before, string after) : Attribute
{
    /// <summary>Returns the message of a value.</summary>
    public string Of(Enum value) => $"{before} {value:D} {after}";
}

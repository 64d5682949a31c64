namespace FlowLogStack;

/// <summary>Marks a duration or a size that may be known only after deployment. Others are needed during synthesis.</summary>
/// <param name="unit">The unit that CloudFormation has for the value.</param>
[AttributeUsage(AttributeTargets.Property)]
sealed class TakesTokenAttribute(TokenUnit unit) : Attribute
{
    /// <summary>The unit that CloudFormation has for the value.</summary>
    public TokenUnit Unit { get; } = unit;
}

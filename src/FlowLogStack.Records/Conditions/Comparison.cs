namespace FlowLogStack.Records;

/// <summary>The comparisons of a value with an operand.</summary>
public enum Comparison
{
    /// <summary>The same number, or the same text in the same case.</summary>
    Equal,

    /// <summary>Another number or another text.</summary>
    NotEqual,

    /// <summary>A smaller number.</summary>
    Less,

    /// <summary>A smaller number or the same.</summary>
    LessOrEqual,

    /// <summary>A larger number.</summary>
    Greater,

    /// <summary>A larger number or the same.</summary>
    GreaterOrEqual,

    /// <summary>Text that matches the operand, in which <c>*</c> matches any run of characters.</summary>
    Like,

    /// <summary>An address inside the CIDR block.</summary>
    Inside,

    /// <summary>An address outside the CIDR block.</summary>
    Outside,
}

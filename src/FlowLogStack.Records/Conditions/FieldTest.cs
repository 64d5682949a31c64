namespace FlowLogStack.Records;

/// <summary>One comparison of a field's value with a constant.</summary>
/// <param name="Comparison">Comparison of the value with the constant.</param>
/// <param name="Operand">The constant, in the notation of records.</param>
public readonly record struct FieldTest(Comparison Comparison, string Operand);

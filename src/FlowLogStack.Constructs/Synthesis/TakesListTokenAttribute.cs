namespace FlowLogStack;

/// <summary>Marks a list whose values may all be known only after deployment, because CloudFormation takes it as it is.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class TakesListTokenAttribute : Attribute;

namespace FlowLogStack;

/// <summary>Marks a text, or a list of texts, that synthesis needs, so that it can't be known only after deployment.</summary>
[AttributeUsage(AttributeTargets.Property)]
sealed class NeedsValueAttribute : Attribute;

using FlowLogStack.Records;

namespace FlowLogStack;

/// <summary>Ids of AWS accounts.</summary>
static class AccountId
{
    /// <summary>Returns whether a value has 12 digits, or is known only after synthesis.</summary>
    internal static bool IsPossible(string value) => !LookupValue.IsKnown(value) || AccountIdText.IsValid(value);
}

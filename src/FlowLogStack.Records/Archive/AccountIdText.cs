namespace FlowLogStack.Records;

/// <summary>Texts that are ids of AWS accounts.</summary>
static class AccountIdText
{
    /// <summary>Returns whether a text has the form of an id: 12 digits.</summary>
    internal static bool IsValid(string text) => text.Length == 12 && text.All(char.IsAsciiDigit);
}

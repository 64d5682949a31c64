namespace FlowLogStack.App;

/// <summary>The words of an exception, without what JavaScript and .NET add to them.</summary>
static class ErrorText
{
    const string Kind = "Error: ";

    /// <summary>Returns the message of an error of CDK or of an argument.</summary>
    internal static string Of(Exception error)
    {
        var text = error.Message.StartsWith(Kind, StringComparison.Ordinal) ? error.Message[Kind.Length..] : error.Message;
        return error is ArgumentException { ParamName: { } name } ? text.Replace($" (Parameter '{name}')", "", StringComparison.Ordinal) : text;
    }
}

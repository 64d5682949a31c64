namespace FlowLogStack.Review;

/// <summary>The template of one stack.</summary>
/// <param name="Stack">Name of the stack.</param>
/// <param name="Name">Name of the template in messages, such as its file.</param>
/// <param name="Text">Text of the template.</param>
public sealed record StackTemplate(string Stack, string Name, string Text)
{
    /// <summary>Account and Region of the stack, as <c>AWS::AccountId</c> and <c>AWS::Region</c>. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Differences of the deployed resources from this template. Default: none, or unknown.</summary>
    public IReadOnlyList<ResourceDrift> Drift { get; init; } = [];
}

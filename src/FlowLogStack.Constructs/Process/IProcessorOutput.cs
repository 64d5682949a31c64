using Amazon.CDK.AWS.Lambda;

namespace FlowLogStack.Process;

/// <summary>An output of a processor: it sets variables of the function and grants permissions.</summary>
interface IProcessorOutput
{
    /// <summary>Adds the environment variables of the function.</summary>
    /// <exception cref="ArgumentException">A value isn't valid, so the function would not start.</exception>
    void Describe(IDictionary<string, string> variables);

    /// <summary>Grants permissions to the function.</summary>
    void Grant(Function function);
}

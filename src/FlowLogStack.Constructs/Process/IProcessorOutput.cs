using Amazon.CDK.AWS.Lambda;

namespace FlowLogStack.Process;

/// <summary>A destination of a processor: what the function is configured with, and what it may do.</summary>
interface IProcessorOutput
{
    /// <summary>Adds the function's variables.</summary>
    /// <exception cref="ArgumentException">The function would not start with these values.</exception>
    void Describe(IDictionary<string, string> variables);

    /// <summary>Grants the function's permissions.</summary>
    void Grant(Function function);
}

using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Process;

/// <summary>The construct id of an input of a processor.</summary>
/// <remarks>
/// It follows from the source alone: its path in the processor's stack, or in the stage for a source of another stack.
/// So another input, or another order of inputs, changes no logical id.
/// </remarks>
static class InputName
{
    /// <summary>The id of the input that reads a source.</summary>
    /// <param name="processor">The processor.</param>
    /// <param name="source">The log group or archive.</param>
    /// <param name="name">What distinguishes several inputs of one source; null for a single one.</param>
    public static string Of(Construct processor, IConstruct source, string? name)
    {
        var path = source.Node.Path;
        foreach (var around in new[] { Stack.Of(processor).Node.Path, Stage.Of(processor)?.Node.Path ?? "" })
        {
            if (around.Length > 0 && path.StartsWith(around + "/", StringComparison.Ordinal))
            {
                path = path[(around.Length + 1)..];
                break;
            }
        }

        // A dot of an id is doubled, so that two paths never give one id.
        return string.Join('.', path.Split('/').Append(name).OfType<string>().Select(part => part.Replace(".", "..", StringComparison.Ordinal)).Prepend("From"));
    }
}

using Amazon.CDK;
using Constructs;

namespace FlowLogStack.Process;

/// <summary>The construct id of a processor's input.</summary>
/// <remarks>
/// The id depends only on the source: its path in the processor's stack, or in the stage for a source of another stack. Another input, or
/// another order of inputs, changes no logical id.
/// </remarks>
static class InputName
{
    /// <summary>Returns the id of the input that reads a source.</summary>
    /// <param name="processor">The processor.</param>
    /// <param name="source">The log group or archive.</param>
    /// <param name="name">Name that distinguishes several inputs of one source; null for a single one.</param>
    public static string Of(Construct processor, IConstruct source, string? name)
    {
        var path = source.Node.Path;
        foreach (var around in new[] { Places.PathOf(Places.StackOf(processor)), Stage.Of(processor)?.Node.Path ?? "" })
        {
            if (around.Length > 0 && path.StartsWith(around + "/", StringComparison.Ordinal))
            {
                path = path[(around.Length + 1)..];
                break;
            }
        }

        // A dot in an id is doubled, so two different paths have different ids.
        return string.Join('.', path.Split('/').Append(name).OfType<string>().Select(part => part.Replace(".", "..", StringComparison.Ordinal))
            .Prepend("From"));
    }
}

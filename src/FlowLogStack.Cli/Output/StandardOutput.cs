using FlowLogStack.Records;

namespace FlowLogStack.Cli;

/// <summary>Standard output, whose errors are distinguished from those of files that are read.</summary>
/// <param name="inner">The output; not disposed.</param>
sealed class StandardOutput(Stream inner) : WriteOnlyStream
{
    /// <inheritdoc/>
    /// <exception cref="OutputException">The output is closed or full.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        try
        {
            inner.Write(buffer);
        }
        catch (IOException e)
        {
            throw new OutputException(e);
        }
    }

    /// <inheritdoc/>
    public override void Flush() => inner.Flush();
}

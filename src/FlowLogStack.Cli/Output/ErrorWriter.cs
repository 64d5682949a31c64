using System.Text;

namespace FlowLogStack.Cli;

/// <summary>A writer of messages. It escapes control characters in data and clears the progress line.</summary>
sealed class ErrorWriter(TextWriter inner, Action clear) : TextWriter
{
    public override Encoding Encoding => inner.Encoding;

    public override void Write(char value) => Write(value.ToString());

    public override void Write(string? value)
    {
        clear();
        inner.Write(SafeText.Words(value ?? ""));
    }

    public override void WriteLine(string? value)
    {
        clear();
        inner.Write(SafeText.Words(value ?? "") + inner.NewLine);
    }

    public override void Flush() => inner.Flush();
}

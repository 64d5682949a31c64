using System.Text;

namespace FlowLogStack.Cli;

/// <summary>Words to a person, in which data cannot move a cursor; a line that shows progress gives way to them.</summary>
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

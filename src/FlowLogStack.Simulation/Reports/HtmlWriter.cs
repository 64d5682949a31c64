using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Simulation;

/// <summary>
/// A writer of HTML from interpolated strings: literals are markup, and interpolated values are escaped text. A log line can therefore never become
/// markup.
/// </summary>
sealed class HtmlWriter(TextWriter output)
{
    internal TextWriter Output { get; } = output;

    /// <summary>Writes markup with escaped values.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The handler has written all of it, and needs the writer it is called on.")]
    public void Write([InterpolatedStringHandlerArgument("")] ref HtmlInterpolation html) => _ = html;

    /// <summary>Writes text that is trusted markup: the page's own files, and data that is already escaped.</summary>
    public void WriteMarkup(string markup) => Output.Write(markup);

    /// <summary>Writes a time as text, with a machine-readable attribute.</summary>
    public void WriteTime(DateTimeOffset at, string text) => Write($"<time datetime=\"{TimeText.Iso(at)}\">{text}</time>");
}

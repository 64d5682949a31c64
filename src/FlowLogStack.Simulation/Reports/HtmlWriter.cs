using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace FlowLogStack.Simulation;

/// <summary>
/// Writes HTML from interpolated strings: what is written out is markup, what is filled in is text and escaped. So no log
/// line can become markup by being forgotten.
/// </summary>
sealed class HtmlWriter(TextWriter output)
{
    internal TextWriter Output { get; } = output;

    /// <summary>Writes markup with escaped values in it.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "The handler has written all of it, and needs the writer it is called on.")]
    public void Write([InterpolatedStringHandlerArgument("")] ref HtmlInterpolation html) => _ = html;

    /// <summary>Writes text that is known to be markup: the page's own files and data that were escaped elsewhere.</summary>
    public void WriteMarkup(string markup) => Output.Write(markup);

    /// <summary>Writes a moment for people, marked up for programs.</summary>
    public void WriteTime(DateTimeOffset at, string text) => Write($"<time datetime=\"{TimeText.Iso(at)}\">{text}</time>");
}

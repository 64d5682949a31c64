using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>The template files of pages, embedded in this library.</summary>
static class PageTemplate
{
    const string Opening = "{{";
    const string Closing = "}}";

    /// <summary>Writes a page from its file, with each <c>{{slot}}</c> replaced.</summary>
    /// <param name="html">Receives the page.</param>
    /// <param name="name">Name of the file.</param>
    /// <param name="slots">Writers of the slots, by name.</param>
    public static void Write(HtmlWriter html, string name, IReadOnlyDictionary<string, Action<HtmlWriter>> slots)
    {
        var rest = Read(name).AsSpan();
        for (int opening; (opening = rest.IndexOf(Opening)) >= 0;)
        {
            html.WriteMarkup(rest[..opening].ToString());
            rest = rest[(opening + Opening.Length)..];
            var closing = rest.IndexOf(Closing);
            slots[rest[..closing].ToString()](html);
            rest = rest[(closing + Closing.Length)..];
        }

        html.WriteMarkup(rest.ToString());
    }

    /// <summary>Returns the text of a file.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(PageTemplate).Assembly.GetManifestResourceStream($"Reports/{name}")
            ?? throw new InvalidOperationException($"The library was built without its file '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

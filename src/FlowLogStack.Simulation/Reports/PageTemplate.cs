using System.Text;

namespace FlowLogStack.Simulation;

/// <summary>The files a page is made of, which travel inside this library.</summary>
static class PageTemplate
{
    const string Opening = "{{";
    const string Closing = "}}";

    /// <summary>Writes a page: its file, with each <c>{{slot}}</c> filled.</summary>
    /// <param name="html">Where to.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="slots">What fills them, by name.</param>
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

    /// <summary>The text of a file.</summary>
    public static string Read(string name)
    {
        using var stream = typeof(PageTemplate).Assembly.GetManifestResourceStream($"Reports/{name}")
            ?? throw new InvalidOperationException($"The library was built without its file '{name}'.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

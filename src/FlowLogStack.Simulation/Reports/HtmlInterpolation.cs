using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace FlowLogStack.Simulation;

/// <summary>The interpolated string handler of <see cref="HtmlWriter"/>: writes literals unchanged and escapes values.</summary>
[InterpolatedStringHandler]
readonly ref struct HtmlInterpolation
{
    static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    readonly TextWriter output;

    public HtmlInterpolation(int literalLength, int formattedCount, HtmlWriter html)
    {
        _ = literalLength;
        _ = formattedCount;
        output = html.Output;
    }

    public void AppendLiteral(string markup) => output.Write(markup);

    public void AppendFormatted(string? text)
    {
        if (text is not null)
            Encoder.Encode(output, text);
    }

    public void AppendFormatted<T>(T value, string? format = null)
        where T : IFormattable => AppendFormatted(value.ToString(format, CultureInfo.InvariantCulture));
}

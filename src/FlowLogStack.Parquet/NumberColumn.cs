using System.Globalization;
using Parquet.Schema;

namespace FlowLogStack.Parquet;

/// <summary>A column of whole numbers.</summary>
sealed class NumberColumn<T>(DataField field) : ParquetColumn<T>(field)
    where T : struct, IUtf8SpanFormattable
{
    const int MostDigits = 20;

    /// <inheritdoc/>
    protected override void Write(T value, TextBuffer text)
    {
        value.TryFormat(text.Reserve(MostDigits), out var written, default, CultureInfo.InvariantCulture);
        text.Advance(written);
    }
}

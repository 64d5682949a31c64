using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace FlowLogStack.Records;

/// <summary>Writer of records with named fields as header lines and lines of fields.</summary>
/// <remarks>Names are recognized in any case and with any separator: <c>account-id</c>, <c>account_id</c>, <c>accountId</c>.</remarks>
/// <param name="insertedMark">Prefix of a header line that the input does not contain. Default: empty.</param>
sealed class RecordLines(string insertedMark = "")
{
    const int FewestFields = 3;

    static readonly FrozenDictionary<string, FlowField> Fields = FlowField.Catalogue.ToFrozenDictionary(field => Squashed(field.Name), StringComparer.Ordinal);

    string header = "";

    /// <summary>Returns the name of a field in a header line; null if it is not valid there.</summary>
    internal static string? NameOf(string name) =>
        Fields.TryGetValue(Squashed(name), out var field) ? field.Name
        : name.Length is > 0 and < 64 && char.IsAsciiLetter(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && char.IsAsciiLetterOrDigit(name[^1])
            ? name.ToLowerInvariant().Replace('_', '-')
            : null;

    /// <summary>Returns whether names are those of the fields of a record.</summary>
    internal static bool AreFields(IReadOnlyCollection<string> names)
    {
        var known = names.Count(name => Fields.ContainsKey(Squashed(name)));
        return known >= Math.Min(FewestFields, names.Count) && known * 2 > names.Count;
    }

    /// <summary>Writes a record, after a header line if its fields differ from those of the previous record.</summary>
    /// <param name="values">Names and values of the fields; null is an absent value.</param>
    /// <param name="others">Number of other members.</param>
    /// <param name="output">Receives the lines.</param>
    /// <returns>Whether it is a record.</returns>
    internal bool TryWrite(IReadOnlyList<KeyValuePair<string, string?>> values, int others, IBufferWriter<byte> output)
    {
        if (values.Count <= others || !AreFields([.. values.Select(value => value.Key)]))
            return false;
        var named = values.Select(value => (Name: NameOf(value.Key), value.Value)).Where(value => value.Name is not null)
            .DistinctBy(value => value.Name).ToList();
        var names = string.Join(' ', named.Select(value => value.Name));
        if (names != header)
        {
            header = names;
            output.Write(Encoding.ASCII.GetBytes(insertedMark + names + "\n"));
        }

        output.Write(Encoding.UTF8.GetBytes(string.Join(' ', named.Select(value => TextOf(value.Name!, value.Value))) + "\n"));
        return true;
    }

    static string TextOf(string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return "-";
        if (FlowField.TryGet(name, out var field) && field.IsNumeric && !value.All(char.IsAsciiDigit))
            value = NumberOf(field, value);
        if (!value.Any(c => c <= ' ' || char.IsControl(c)))
            return value;
        var text = new StringBuilder();
        foreach (var c in value)
        {
            if (c <= ' ' || c == 0x7F)
                text.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else if (char.IsControl(c))
                text.Append(Uri.EscapeDataString(c.ToString()));
            else
                text.Append(c);
        }

        return text.ToString();
    }

    // Programs without integers write 25238.0, and Athena writes instants as times.
    static string NumberOf(FlowField field, string value)
    {
        if (decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number == decimal.Truncate(number)
            && number is >= 0 and <= long.MaxValue)
            return decimal.ToInt64(number).ToString(CultureInfo.InvariantCulture);
        return field.Kind is FieldKind.Instant && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.ToUnixTimeSeconds() >= 0
            ? instant.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)
            : value;
    }

    static string Squashed(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant));
}

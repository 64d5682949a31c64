using System.Globalization;
using System.Net;
using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>Random lines that are records of a format, from a seed.</summary>
sealed class GeneratedRecords(int seed)
{
    readonly Random random = new(seed);

    public byte[] Line(FlowLogFormat format) => Encoding.UTF8.GetBytes(string.Join(' ', format.Fields.Select(Value)));

    string Value(FlowField field) => random.Next(12) == 0 ? "-" : field.Kind switch
    {
        FieldKind.Number => Number(random.Next(3) == 0 ? int.MaxValue : 70_000),
        FieldKind.Counter => Number(random.Next(3) == 0 ? long.MaxValue : 5_000_000_000),
        FieldKind.Instant => (1_795_000_000 + random.Next(10_000_000)).ToString(CultureInfo.InvariantCulture),
        FieldKind.Address => Address(),
        FieldKind.EncodedText => Uri.EscapeDataString(Text(random.Next(1, 20), "aZ9 %/+üñ日😀:=,\"\\")),
        _ => Word(field),
    };

    string Word(FlowField field)
    {
        if (field.Equals(FlowField.Action))
            return random.Next(2) == 0 ? "ACCEPT" : "REJECT";
        if (field.Equals(FlowField.LogStatus))
            return random.Next(9) switch { 0 => "NODATA", 1 => "SKIPDATA", _ => "OK" };
        return Text(random.Next(1, 30), "abcXYZ0189-_/:.");
    }

    // Never '-' alone, which means something else.
    string Text(int length, string alphabet)
    {
        var runes = alphabet.EnumerateRunes().ToArray();
        return "v" + string.Concat(Enumerable.Range(0, length).Select(_ => runes[random.Next(runes.Length)].ToString()));
    }

    string Number(long limit)
    {
        var digits = random.Next(1, limit.ToString(CultureInfo.InvariantCulture).Length + 1);
        return random.Next(20) == 0
            ? limit.ToString(CultureInfo.InvariantCulture)
            : Math.Min(limit, random.NextInt64((long)Math.Pow(10, Math.Min(digits, 18)))).ToString(CultureInfo.InvariantCulture);
    }

    string Address()
    {
        var bytes = new byte[random.Next(4) == 0 ? 16 : 4];
        random.NextBytes(bytes);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (random.Next(3) == 0)
                bytes[i] = (byte)random.Next(12);
            if (bytes.Length == 16 && random.Next(2) == 0)
                bytes[i] = 0;
        }

        return new IPAddress(bytes).ToString();
    }
}

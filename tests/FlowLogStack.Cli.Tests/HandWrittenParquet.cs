using System.Text;

namespace FlowLogStack.Cli.Tests;

/// <summary>Damage of a page of the column <c>srcport</c>, behind rows that are whole.</summary>
public enum PageDamage
{
    None,
    IndexBeyondDictionary,
    LevelAboveOne,
    FewerLevels,
    FewerIndexes,
    SecondPageWithoutDictionary,
    SecondPageWithIndexBeyondDictionary,
}

/// <summary>A flow log of AWS's default format as Parquet without compression, written by hand, so that one place in a page can be damaged.</summary>
static class HandWrittenParquet
{
    /// <summary>Number of rows.</summary>
    internal const int Rows = 5_000;

    /// <summary>Number of rows before the damage. The reader decodes about a thousand rows at once.</summary>
    internal const int Whole = 3_000;

    const int TextType = 6;
    const int PlainEncoding = 0;
    const int LevelEncoding = 3;
    const int DictionaryEncoding = 8;

    /// <summary>Returns an object with <see cref="Rows"/> rows that equal a record.</summary>
    /// <param name="header">The header line, whose columns are text.</param>
    /// <param name="line">The record.</param>
    /// <param name="damage">The damage.</param>
    internal static byte[] Of(string header, string line, PageDamage damage)
    {
        var names = header.Split(' ');
        var values = line.Split(' ');
        var file = new List<byte>("PAR1"u8.ToArray());
        var chunks = new List<byte>();
        for (var i = 0; i < names.Length; i++)
        {
            var isDamaged = names[i] == "srcport";
            var (begin, hasDictionary) = (file.Count, !isDamaged || damage != PageDamage.SecondPageWithoutDictionary);
            if (hasDictionary)
                file.AddRange(Page(isDictionary: true, 1, PlainEncoding, Text(values[i])));
            var first = file.Count;
            file.AddRange(Pages(values[i], isDamaged ? damage : PageDamage.None));
            chunks.AddRange([0x26, .. Zigzag(begin), 0x1C, .. Chunk(names[i], file.Count - begin, first, hasDictionary ? begin : null), 0]);
        }

        byte[] schema = [0x48, 4, .. "root"u8, 0x15, .. Zigzag(names.Length), 0, .. names.SelectMany(Column)];
        byte[] directory = [0x15, 2, 0x19, 0xFC, (byte)(names.Length + 1), .. schema, 0x16, .. Zigzag(Rows), 0x19, 0x1C, 0x19, (byte)((names.Length << 4) | 12),
            .. chunks, 0x16, .. Zigzag(file.Count), 0x16, .. Zigzag(Rows), 0, 0];
        return [.. file, .. directory, .. BitConverter.GetBytes(directory.Length), .. "PAR1"u8];
    }

    static byte[] Pages(string value, PageDamage damage)
    {
        const int Rest = Rows - Whole;
        byte[] One(byte[] levels, byte[] indexes) => Page(isDictionary: false, Rows, DictionaryEncoding, [.. levels, .. indexes]);
        byte[] Second(byte index) => Page(isDictionary: false, Rest, DictionaryEncoding, [.. Levels((Rest, 1)), .. Runs((Rest, index))]);
        return damage switch
        {
            PageDamage.IndexBeyondDictionary => One(Levels((Rows, 1)), Runs((Whole, 0), (Rest, 9))),
            PageDamage.LevelAboveOne => One(Levels((Whole, 1), (Rest, 3)), Runs((Rows, 0))),
            PageDamage.FewerLevels => One(Levels((Whole, 1)), Runs((Rows, 0))),
            PageDamage.FewerIndexes => One(Levels((Rows, 1)), Runs((Whole, 0))),
            PageDamage.SecondPageWithoutDictionary =>
                [.. Page(isDictionary: false, Whole, PlainEncoding, [.. Levels((Whole, 1)), .. Enumerable.Repeat(Text(value), Whole).SelectMany(text => text)]),
                .. Second(0)],
            PageDamage.SecondPageWithIndexBeyondDictionary =>
                [.. Page(isDictionary: false, Whole, DictionaryEncoding, [.. Levels((Whole, 1)), .. Runs((Whole, 0))]), .. Second(9)],
            _ => One(Levels((Rows, 1)), Runs((Rows, 0))),
        };
    }

    // Fields of Thrift's compact protocol: the distance to the last id, the type, and the value.
    static byte[] Page(bool isDictionary, int values, int encoding, byte[] content)
    {
        byte[] size = Zigzag(content.Length);
        byte[] kind = isDictionary ? [0x4C, 0x15, .. Zigzag(values), 0x15, .. Zigzag(encoding), 0]
            : [0x2C, 0x15, .. Zigzag(values), 0x15, .. Zigzag(encoding), 0x15, .. Zigzag(LevelEncoding), 0x15, .. Zigzag(LevelEncoding), 0];
        return [0x15, .. Zigzag(isDictionary ? 2 : 0), 0x15, .. size, 0x15, .. size, .. kind, 0, .. content];
    }

    static byte[] Column(string name) =>
        [0x15, .. Zigzag(TextType), 0x25, .. Zigzag(1), 0x18, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), 0x25, 0, 0];

    static byte[] Chunk(string name, int size, int first, int? dictionary) =>
        [0x15, .. Zigzag(TextType), 0x19, 0x15, .. Zigzag(DictionaryEncoding), 0x19, 0x18, (byte)name.Length, .. Encoding.ASCII.GetBytes(name), 0x15, 0,
            0x16, .. Zigzag(Rows), 0x16, .. Zigzag(size), 0x16, .. Zigzag(size), 0x26, .. Zigzag(first),
            .. dictionary is { } at ? (byte[])[0x26, .. Zigzag(at)] : [], 0];

    static byte[] Text(string value) => [.. BitConverter.GetBytes(value.Length), .. Encoding.ASCII.GetBytes(value)];

    static byte[] Levels(params (int Count, byte Value)[] runs)
    {
        byte[] bytes = [.. runs.SelectMany(Run)];
        return [.. BitConverter.GetBytes(bytes.Length), .. bytes];
    }

    // An index has eight bits.
    static byte[] Runs(params (int Count, byte Value)[] runs) => [8, .. runs.SelectMany(Run)];

    static byte[] Run((int Count, byte Value) run) => [.. Varint((uint)run.Count << 1), run.Value];

    static byte[] Zigzag(int number) => Varint((uint)number << 1);

    static byte[] Varint(uint number)
    {
        var bytes = new List<byte>();
        for (; number > 127; number >>= 7)
            bytes.Add((byte)(number | 128));
        return [.. bytes, (byte)number];
    }
}

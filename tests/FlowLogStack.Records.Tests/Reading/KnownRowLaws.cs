using System.Buffers;
using System.Globalization;
using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>A text of which rows are known has the records and the malformed lines that it has without.</summary>
public sealed class KnownRowLaws
{
    static readonly string[] Formats =
    [
        FlowLogFormat.Default.ToString(), "${srcaddr} ${bytes}", "${bytes}", "${version} ${instance-tag} ${new-field} ${start} ${dstaddr} ${tcp-flags}",
        "${interface-id} ${bytes}",
    ];

    readonly Random random = new(11);

    public static TheoryData<bool> Kinds => [true, false];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Known_rows_are_read_as_their_text(bool areValid)
    {
        var known = 0;
        foreach (var format in Formats.Select(format => FlowLogFormat.Parse(format, [FlowField.Custom("new-field", FieldKind.Text)])))
        {
            var text = new KnownText();
            text.Write(format.ToHeaderLine() + "\n");
            for (var batch = 0; batch < 60; batch++)
                AddRows(text, format, areValid);
            var bytes = text.ToArray();
            var expected = Read(new MemoryStream(bytes), out _);
            Assert.Equal(expected, Read(text.Begin(), out var found));
            Assert.True(areValid || expected.Exists(line => line.StartsWith("malformed", StringComparison.Ordinal)));
            known += found;
        }

        Assert.InRange(known, 100, int.MaxValue);
    }

    void AddRows(KnownText text, FlowLogFormat format, bool areValid)
    {
        var count = random.Next(1, 40);
        var columns = format.Fields.Select(field => ColumnOf(field, count, areValid)).ToArray();
        // Some rows aren't known, and some blocks have a part of the rows of their columns.
        var isKnown = random.Next(6) > 0;
        for (var first = 0; first < count;)
        {
            var rows = random.Next(2) == 0 ? count - first : random.Next(1, count - first + 1);
            text.AddRows(columns, first, rows, isKnown, first + rows == count);
            first += rows;
        }
    }

    RowColumn ColumnOf(FlowField field, int count, bool areValid)
    {
        string[] values = [.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => ValueOf(field, areValid))];
        var (all, parts) = (new StringBuilder(), new List<TextPart>());
        foreach (var value in values)
        {
            var start = Encoding.UTF8.GetByteCount(all.ToString());
            all.Append(value).Append(' ');
            parts.Add(new TextPart(start, Encoding.UTF8.GetByteCount(value) + 1));
        }

        var numbers = ArrayPool<int>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
            numbers[i] = random.Next(values.Length);
        return new RowColumn(new ColumnValues(Encoding.UTF8.GetBytes(all.ToString()), [.. parts]), numbers);
    }

    string ValueOf(FlowField field, bool areValid) => random.Next(areValid ? 8 : 9) switch
    {
        0 => "-",
        8 => random.Next(5) switch { 0 => "01", 1 => "300.0.0.1", 2 => "99999999999999999999", 3 => "3000000000", _ => "x" },
        var kind => field.Kind switch
        {
            FieldKind.Number => random.Next(70_000).ToString(CultureInfo.InvariantCulture),
            FieldKind.Counter or FieldKind.Instant => random.NextInt64(1L << random.Next(1, 47)).ToString(CultureInfo.InvariantCulture),
            FieldKind.Address => kind == 1 ? "2001:db8::7" : $"10.0.{random.Next(256)}.{random.Next(256)}",
            _ => kind switch { 1 => "Ü", 2 => "\"a", 3 => "7", 4 => "{x", _ => "word" },
        },
    };

    static List<string> Read(Stream text, out int known)
    {
        using var reader = new FlowLogObjectReader(text, new FlowLogObjectOptions { AcceptsAnyForm = true });
        var lines = new List<string>();
        known = 0;
        while (reader.Read())
        {
            if (reader.IsRejected)
            {
                lines.Add($"malformed {reader.LineNumber} {reader.DescribeRejection()}");
                continue;
            }

            known += reader.Record.Known is null ? 0 : 1;
            lines.Add($"{reader.LineNumber} {Describe(reader.Record)}");
        }

        return lines;
    }

    // Fields are read by their names and by their positions, and as each kind of value.
    static string Describe(FlowRecord record)
    {
        var words = new StringBuilder(record.ToString());
        foreach (var field in record.Format.Fields.Append(FlowField.PktSrcAddr))
        {
            var isNumber = record.TryGetInt64(field, out var number);
            var isShort = record.TryGetInt32(field, out var shorter);
            var isAddress = record.TryGetAddress(field, out var address);
            var isInstant = record.TryGetInstant(field, out var instant);
            words.Append(CultureInfo.InvariantCulture, $"|{Encoding.UTF8.GetString(record[field])} {record.IsAbsent(field)} {isNumber} {number}")
                .Append(CultureInfo.InvariantCulture, $" {isShort} {shorter}")
                .Append(CultureInfo.InvariantCulture, $" {isAddress} {(isAddress ? address : "")} {isInstant} {instant:O}");
        }

        for (var position = 0; position < record.Format.Fields.Length; position++)
        {
            var isNumber = record.TryGetInt64(position, out var number);
            var isAddress = record.TryGetAddress(position, out var address);
            words.Append(CultureInfo.InvariantCulture, $"|{Encoding.UTF8.GetString(record[position])} {isNumber} {number}")
                .Append(CultureInfo.InvariantCulture, $" {isAddress} {(isAddress ? address : "")}");
        }

        return words.ToString();
    }

    /// <summary>A text whose rows are known.</summary>
    sealed class KnownText : MemoryStream, IRowSource
    {
        public KnownRows? Rows { get; } = new();

        internal void Write(string text) => Write(Encoding.UTF8.GetBytes(text));

        internal void AddRows(RowColumn[] columns, int first, int count, bool isKnown, bool isLast)
        {
            var offset = Length;
            var starts = new List<int> { 0 };
            var fields = ArrayPool<int>.Shared.Rent(count * columns.Length);
            for (var row = 0; row < count; row++)
            {
                var begin = Length;
                for (var i = 0; i < columns.Length; i++)
                {
                    fields[(row * columns.Length) + i] = (int)(Length - begin);
                    Write(columns[i].Values![columns[i].Numbers[first + row]]);
                    Write(i < columns.Length - 1 ? " " : "\n");
                }

                starts.Add((int)(Length - offset));
            }

            if (isKnown)
                Rows!.Add(new RowBlock(offset, [.. starts], fields, first, columns, isLast));
        }

        internal KnownText Begin()
        {
            Position = 0;
            return this;
        }
    }
}

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using FlowLogStack.Records;
using Parquet;
using Parquet.Schema;

namespace FlowLogStack.Parquet;

/// <summary>A Parquet object as text.</summary>
sealed class ParquetText(Stream source, string name, ParquetTextOptions options) : ForwardOnlyStream
{
    /// <summary>Maximum number of rows of a row group: 16,777,216, which is far more than writers make.</summary>
    const int MostRows = 1 << 24;

    readonly TextBuffer text = new();
    Stream? file;
    Stream? copy;
    ParquetReader? reader;
    ParquetColumn[] columns = [];
    int[] levels = [];
    int served;
    int group;
    int rowsLeft;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        while (served == text.Text.Length)
        {
            text.Clear();
            served = 0;
            if (!Fill())
                return 0;
        }

        var count = Math.Min(buffer.Length, text.Text.Length - served);
        text.Text.Slice(served, count).CopyTo(buffer);
        served += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            reader?.DisposeAsync().AsTask().GetAwaiter().GetResult();
            copy?.Dispose();
        }

        base.Dispose(disposing);
    }

    // Returns false at the end.
    bool Fill()
    {
        if (reader is null)
        {
            Open();
            // Who needs only the names decodes nothing.
            if (text.Text.Length > 0)
                return true;
        }

        while (rowsLeft == 0)
        {
            if (group == reader!.RowGroupCount)
                return text.Text.Length > 0;
            Guarded(() => ReadGroup(group++));
        }

        WriteRows();
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    void WriteRows()
    {
        var all = columns;
        for (; rowsLeft > 0 && !text.IsFull; rowsLeft--)
        {
            foreach (var column in all)
                column.WriteNext(text);
            text.EndLine();
        }
    }

    void Open()
    {
        file = source.CanSeek ? source : (source as HeadedStream)?.Rewind() ?? (copy = TemporaryCopy.Of(source, name));
        RefuseEncrypted();
        Guarded(() => reader = ParquetReader.CreateAsync(file, new ParquetOptions { TreatByteArrayAsString = true },
            leaveStreamOpen: true).GetAwaiter().GetResult());
        if (reader!.Metadata is { EncryptionAlgorithm: not null })
            throw Encrypted();
        (string Name, ParquetColumn Column)[] found = [];
        Guarded(() => found = FlowLogColumns());
        var needed = options.Fields is { } fields ? found.Where(column => fields.Contains(column.Name)).ToArray() : found;
        needed = needed.Length > 0 ? needed : found[..1];
        columns = [.. needed.Select(column => column.Column)];
        if (options.HasHeader)
            text.Add(Encoding.ASCII.GetBytes(string.Join(' ', needed.Select(column => column.Name)) + "\n"));
    }

    (string Name, ParquetColumn Column)[] FlowLogColumns()
    {
        var all = reader!.Schema.Fields.Select(field =>
            (Name: FieldName(field.Name), Field: field, Column: field is DataField data ? ParquetColumn.Of(data) : null)).ToArray();
        var known = all.Count(column => FlowField.TryGet(column.Name, out _));
        if (known == 0 || known * 2 < all.Length)
            throw Unreadable($"{name} is Parquet, but not of a flow log: {Count(known)} of its {Count(all.Length)} columns are flow log fields "
                + $"({Sample(all.Select(column => column.Field.Name))}). Use the objects of a flow log.");
        if (all.FirstOrDefault(column => column.Column is null && FlowField.TryGet(column.Name, out _)) is { Field: { } foreign })
            throw Unreadable($"{name}: its Parquet column '{foreign.Name}' has values of a type that flow logs don't have ({TypeOf(foreign)}). Write it as "
                + "INT32, INT64 or STRING.");
        // Columns of other types and names have no place in text. Writers add such columns, for example of nested values.
        var usable = all.Where(column => column.Column is not null && IsFieldName(column.Name)).Select(column => (column.Name, column.Column!)).ToArray();
        if (usable.GroupBy(column => column.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Unreadable($"{name}: its Parquet columns have the field '{twice.Key}' more than once. Remove one of them.");
        return usable;
    }

    static string FieldName(string column) => column.Replace('_', '-');

    static bool IsFieldName(string text) => FlowField.TryGet(text, out _) || FlowField.IsWellFormed(text);

    static string TypeOf(Field field) => field is DataField data ? data.ClrType.Name : field.SchemaType.ToString();

    static string Sample(IEnumerable<string> names) => string.Join(", ", names.Take(4));

    static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    void ReadGroup(int index)
    {
        using var rows = reader!.OpenRowGroupReader(index);
        if (rows.RowCount is < 0 or > MostRows)
            throw Unreadable(string.Create(CultureInfo.InvariantCulture,
                $"{name} has a Parquet row group of {rows.RowCount} rows, and at most {MostRows} are read at once. Write it with smaller row groups."));
        var count = (int)rows.RowCount;
        if (levels.Length < count)
            levels = new int[count];
        foreach (var column in columns)
            column.Read(file!, rows, count, levels);
        rowsLeft = count;
    }

    void RefuseEncrypted()
    {
        var head = new byte[ParquetObject.MarkLength];
        file!.Position = 0;
        file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        if (head.AsSpan().SequenceEqual("PARE"u8))
            throw Encrypted();
    }

    // The library reports damage by exceptions of many types, even by one for arrays that are too large.
    void Guarded(Action action)
    {
        try
        {
            action();
        }
        catch (Exception e) when (e is not UnreadableObjectException)
        {
            throw Unreadable($"{name}: its Parquet data is damaged, was cut short, or uses a feature that is not supported ({OneLine(e.Message)}). Fetch the "
                + "object again.", e);
        }
    }

    static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries)).TrimEnd('.');

    UnreadableObjectException Encrypted() =>
        Unreadable($"{name} is encrypted Parquet, for which a key would be needed. Write it without Parquet's own encryption; S3 encrypts objects as well.");

    UnreadableObjectException Unreadable(string message, Exception? inner = null) => new(name, message, inner);
}

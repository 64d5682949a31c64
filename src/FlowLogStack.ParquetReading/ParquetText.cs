using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Parquet;

/// <summary>A Parquet object as text: a header line, and one line for each row. Memory is that of a page of each column.</summary>
/// <param name="source">
/// The object from its first byte; not disposed. If it isn't seekable, it is copied to a temporary file, because a Parquet object ends with its
/// directory.
/// </param>
/// <param name="name">Name of the object in messages.</param>
/// <param name="options">Options.</param>
sealed class ParquetText(Stream source, string name, ParquetTextOptions options) : ForwardOnlyStream
{
    const int RowsAtOnce = 1024;

    readonly TextBuffer text = new();
    Stream? file;
    Stream? copy;
    ObjectDirectory? directory;
    ColumnPages[] columns = [];
    PageRows[] pages = [];
    UnreadableObjectException? failure;
    int served;
    int group;
    long rowsLeft;
    readonly int[] starts = new int[RowsAtOnce + 1];
    long passed;
    int decoded;
    int written;

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty)
            return 0;
        if (served == text.Length)
        {
            passed += served;
            text.Truncate(0);
            served = 0;
            Fill();
        }

        var count = Math.Min(buffer.Length, text.Length - served);
        text.Text.Slice(served, count).CopyTo(buffer);
        served += count;
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            copy?.Dispose();
        base.Dispose(disposing);
    }

    // Adds nothing at the end.
    void Fill()
    {
        if (failure is not null)
            throw failure;
        // Its errors are those of the source, such as of a network.
        file ??= source.CanSeek ? source : (source as HeadedStream)?.Rewind() ?? (copy = TemporaryCopy.Of(source, name, options.SpaceFix));
        var whole = 0;
        try
        {
            if (directory is null)
            {
                Open(file);
                // Who needs only the names decodes nothing.
                if (text.Length > 0)
                    return;
            }

            while (!text.IsFull && BeginsRow())
                WriteRows(ref whole);
        }
        catch (Exception e) when (e is not (UnreadableObjectException or OutOfMemoryException))
        {
            failure = Damaged(e);
            // Rows before the damage count.
            text.Truncate(whole);
            if (whole == 0)
                throw failure;
        }
    }

    bool BeginsRow()
    {
        while (rowsLeft == 0)
        {
            if (group == directory!.Groups.Length)
                return false;
            var next = directory.Groups[group++];
            foreach (var column in columns)
                column.Begin(next);
            rowsLeft = next.Rows;
        }

        return true;
    }

    // Damage is found between lines, so that those before it are whole.
    void WriteRows(ref int whole)
    {
        if (written == decoded)
            Decode();
        var fields = options.Rows is null ? [] : KnownRows.Rent((decoded - written) * columns.Length);
        var added = text.AddRows(pages, written, decoded - written, starts, fields);
        options.Rows?.Add(new RowBlock(passed, starts[..(added + 1)], fields, written, Array.ConvertAll(pages, page => new RowColumn(page.Known, page.Codes)),
            written + added == decoded));
        written += added;
        rowsLeft -= added;
        whole = text.Length;
    }

    // As many rows as the processor's cache holds, up to the end of a page of any column.
    void Decode()
    {
        var rows = (int)Math.Min(rowsLeft, RowsAtOnce);
        foreach (var column in columns)
            rows = Math.Min(rows, column.Left());
        for (var i = 0; i < columns.Length; i++)
            pages[i] = columns[i].Decode(rows);
        (written, decoded) = (0, rows);
    }

    void Open(Stream whole)
    {
        EnsureReadable(whole);
        var read = ObjectDirectory.Read(whole);
        if (read.IsEncrypted)
            throw Encrypted();
        var found = FlowLogColumns(read);
        var needed = options.Fields is { } fields ? found.Where(column => fields.Contains(FieldName(column.Name))).ToArray() : found;
        needed = needed.Length > 0 ? needed : found[..1];
        columns = [.. needed.Select(column => new ColumnPages(column, whole, new PageBytes(options.Others), options.Rows))];
        pages = new PageRows[columns.Length];
        directory = read;
        if (options.HasHeader)
            text.Add(Encoding.UTF8.GetBytes(string.Join(' ', needed.Select(column => FieldName(column.Name))) + "\n"));
    }

    SchemaColumn[] FlowLogColumns(ObjectDirectory read)
    {
        var all = read.Columns;
        var known = all.Count(IsKnown);
        if (known == 0 || known * 2 < all.Length)
            throw Unreadable($"{name} is Parquet, but not of a flow log: {Count(known)} of its {Count(all.Length)} columns are flow log fields "
                + $"({Sample(all.Select(column => column.Name))}). Use the objects of a flow log.");
        if (all.FirstOrDefault(column => !column.IsReadable && IsKnown(column)) is { } foreign)
            throw Unreadable($"{name}: its Parquet column '{foreign.Name}' has values of a type that flow logs don't have ({foreign.TypeName}). Write it as "
                + "INT32, INT64 or STRING.");
        // Columns of other types and names have no place in text. Writers add such columns, for example of nested values.
        var usable = all.Where(column => column.IsReadable && (IsKnown(column) || FlowField.IsWellFormed(FieldName(column.Name)))).ToArray();
        if (usable.GroupBy(column => FieldName(column.Name)).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw Unreadable($"{name}: its Parquet columns have the field '{twice.Key}' more than once. Remove one of them.");
        return usable;
    }

    void EnsureReadable(Stream whole)
    {
        Span<byte> head = stackalloc byte[ParquetMark.Length];
        whole.Position = 0;
        whole.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (ParquetMark.IsEncrypted(head))
            throw Encrypted();
    }

    static bool IsKnown(SchemaColumn column) => FlowField.TryGet(FieldName(column.Name), out _);

    static string FieldName(string column) => column.Replace('_', '-');

    static string Sample(IEnumerable<string> names) => string.Join(", ", names.Take(4));

    static string Count(int count) => count.ToString(CultureInfo.InvariantCulture);

    // Damage shows as exceptions of many types, such as that of an index beyond the end.
    UnreadableObjectException Damaged(Exception e) => e is NotSupportedException
        ? Unreadable($"{name}: {e.Message}", e)
        : Unreadable($"{name}: its Parquet data is damaged or was cut short ({(e is InvalidDataException ? e.Message : "It ends too early")}). Fetch the "
            + "object again.", e);

    UnreadableObjectException Encrypted() =>
        Unreadable($"{name} is encrypted Parquet, for which a key would be needed. Write it without Parquet's own encryption; S3 encrypts objects as well.");

    UnreadableObjectException Unreadable(string message, Exception? inner = null) => new(name, message, inner);
}

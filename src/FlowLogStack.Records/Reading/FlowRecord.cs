using System.Runtime.CompilerServices;

namespace FlowLogStack.Records;

/// <summary>A borrowed view of one valid line: every field is present, every number and address is valid.</summary>
/// <remarks>
/// Valid as long as the line's buffer, and until the reader that created it reads its next line. The view owns
/// no memory, so reading allocates nothing; copy values that have to last longer. A value of <c>-</c> is absent, and every
/// <c>TryGet</c> method returns false for it.
/// </remarks>
public readonly ref struct FlowRecord
{
    internal const long LastSecond = 253_402_300_799;
    internal const long LastMillisecond = (LastSecond * 1000) + 999;

    readonly FlowLogReader reader;

    internal FlowRecord(ReadOnlySpan<byte> line, FlowLogReader reader)
    {
        Line = line;
        this.reader = reader;
    }

    /// <summary>Whole line in UTF-8, without its ending.</summary>
    public ReadOnlySpan<byte> Line { get; }

    /// <summary>Log format of the line.</summary>
    public FlowLogFormat Format => reader.Format;

    // The rows of which the line is the one found last; null for another line.
    internal KnownRows? Known => reader.Known;

    // Start of each field of the line, and the start that a field after the last one would have.
    internal int[] Starts => reader.Starts;

    /// <summary>Returns the text of a field in UTF-8: <c>-</c> for an absent value, empty if the log format lacks the field.</summary>
    public ReadOnlySpan<byte> this[FlowField field]
    {
        get
        {
            var position = reader.PositionOf(field);
            return position < 0 ? default : this[position];
        }
    }

    /// <summary>Returns the text of the field at a 0-based position of the log format, in UTF-8.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The log format has no such position.</exception>
    public ReadOnlySpan<byte> this[int position]
    {
        get
        {
            // The array of starts has spare elements, so a position after the last field is detected here.
            if ((uint)position >= (uint)reader.Slots.Length)
                throw new ArgumentOutOfRangeException(nameof(position), position, $"The format has {reader.Slots.Length} fields.");
            var start = reader.Starts[position];
            return Line[start..(reader.Starts[position + 1] - 1)];
        }
    }

    /// <summary>Returns whether the value is <c>-</c>, or the log format lacks the field.</summary>
    public bool IsAbsent(FlowField field)
    {
        var position = reader.PositionOf(field);
        return position < 0 || IsAbsent(position);
    }

    /// <summary>Returns whether the value at a 0-based position of the log format is <c>-</c>.</summary>
    public bool IsAbsent(int position) => this[position] is [(byte)'-'];

    /// <summary>Gets the value of a number, counter or instant; for other kinds the value if it is a whole number.</summary>
    /// <returns>False if the value is absent or not a whole number, or the log format lacks the field.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetInt64(FlowField field, out long value)
    {
        var slot = field.Ordinal;
        var numbers = reader.Numbers;
        if ((uint)slot < (uint)numbers.Length && (value = numbers[slot]) >= 0)
            return true;
        return TryReadNumber(reader.PositionOf(field), out value);
    }

    /// <inheritdoc cref="TryGetInt64(FlowField, out long)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetInt64(int position, out long value)
    {
        value = reader.Numbers[reader.Slots[position]];
        return value >= 0 || TryReadNumber(position, out value);
    }

    /// <summary>Gets the value of a number as 32 bits.</summary>
    /// <returns>False if the value is absent, not a whole number or larger than <see cref="int.MaxValue"/>, or the log format lacks the field.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetInt32(FlowField field, out int value)
    {
        var found = TryGetInt64(field, out var number) && number <= int.MaxValue;
        value = found ? (int)number : 0;
        return found;
    }

    /// <inheritdoc cref="TryGetInt32(FlowField, out int)"/>
    public bool TryGetInt32(int position, out int value)
    {
        var found = TryGetInt64(position, out var number) && number <= int.MaxValue;
        value = found ? (int)number : 0;
        return found;
    }

    /// <summary>Gets the value of an instant.</summary>
    /// <remarks>AWS writes whole seconds; a number too large for a date in seconds is read as milliseconds, which some tools write.</remarks>
    /// <returns>False if the value is absent or not an instant, or the log format lacks the field.</returns>
    public bool TryGetInstant(FlowField field, out DateTimeOffset value)
    {
        var found = TryGetInt64(field, out var number);
        return ToInstant(found, number, out value);
    }

    /// <inheritdoc cref="TryGetInstant(FlowField, out DateTimeOffset)"/>
    public bool TryGetInstant(int position, out DateTimeOffset value)
    {
        var found = TryGetInt64(position, out var number);
        return ToInstant(found, number, out value);
    }

    /// <summary>Gets the value of an address; for other kinds the value if it is an address.</summary>
    /// <returns>False if the value is absent or not an address, or the log format lacks the field.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetAddress(FlowField field, out FlowAddress value)
    {
        var slot = field.Ordinal;
        var numbers = reader.Numbers;
        if ((uint)slot >= (uint)numbers.Length || numbers[slot] != FlowLogReader.IsAnAddress)
            return TryReadAddress(reader.PositionOf(field), out value);
        value = reader.Addresses[slot];
        return true;
    }

    /// <inheritdoc cref="TryGetAddress(FlowField, out FlowAddress)"/>
    public bool TryGetAddress(int position, out FlowAddress value) => TryReadAddress(position, out value);

    /// <summary>Gets the value of <c>action</c>.</summary>
    /// <returns>False if the value is absent or a word that AWS does not document, or the log format lacks the field.</returns>
    public bool TryGetAction(out FlowAction value)
    {
        var text = this[FlowField.Action];
        value = text.SequenceEqual("ACCEPT"u8) ? FlowAction.Accept : text.SequenceEqual("REJECT"u8) ? FlowAction.Reject : FlowAction.Absent;
        return value is not FlowAction.Absent;
    }

    /// <summary>Gets the value of <c>log-status</c>.</summary>
    /// <returns>False if the value is absent or a word that AWS does not document, or the log format lacks the field.</returns>
    public bool TryGetLogStatus(out LogStatus value)
    {
        var text = this[FlowField.LogStatus];
        value = text.SequenceEqual("OK"u8) ? LogStatus.Ok
            : text.SequenceEqual("NODATA"u8) ? LogStatus.NoData
            : text.SequenceEqual("SKIPDATA"u8) ? LogStatus.SkipData
            : LogStatus.Absent;
        return value is not LogStatus.Absent;
    }

    /// <summary>Decodes the percent-encoded text of a field, such as the original value of a tag.</summary>
    /// <param name="field">Field of any kind, although AWS encodes only tags.</param>
    /// <param name="destination">Receives the UTF-8 text; the length of the encoded value is always enough.</param>
    /// <param name="written">Number of bytes written.</param>
    /// <returns>
    /// False if the value is absent, is not valid percent-encoded UTF-8 or does not fit, or the log format lacks the field;
    /// use the raw text then.
    /// </returns>
    public bool TryDecode(FlowField field, Span<byte> destination, out int written)
    {
        var text = this[field];
        if (!text.IsEmpty && text is not [(byte)'-'])
            return PercentEncoding.TryDecode(text, destination, out written);
        written = 0;
        return false;
    }

    static bool ToInstant(bool found, long number, out DateTimeOffset value)
    {
        if (!found || number > LastMillisecond)
        {
            value = default;
            return false;
        }

        value = number <= LastSecond ? DateTimeOffset.FromUnixTimeSeconds(number) : DateTimeOffset.FromUnixTimeMilliseconds(number);
        return true;
    }

    // A value that the reader has not parsed is parsed now if its kind allows it; absent values stay absent.
    bool TryReadNumber(int position, out long value)
    {
        value = position < 0 ? WholeNumber.Absent : reader.Numbers[reader.Slots[position]];
        if (value == FlowLogReader.NotANumberKind)
            value = WholeNumber.Parse(this[position]);
        if (value >= 0)
            return true;
        value = 0;
        return false;
    }

    bool TryReadAddress(int position, out FlowAddress value)
    {
        value = default;
        if (position < 0)
            return false;
        var slot = reader.Slots[position];
        if (reader.Numbers[slot] == FlowLogReader.NotANumberKind)
            return FlowAddress.TryParse(this[position], out value);
        if (reader.Numbers[slot] != FlowLogReader.IsAnAddress)
            return false;
        value = reader.Addresses[slot];
        return true;
    }

    /// <summary>Returns the line as text, for messages and debuggers.</summary>
    public override string ToString() => System.Text.Encoding.UTF8.GetString(Line);
}

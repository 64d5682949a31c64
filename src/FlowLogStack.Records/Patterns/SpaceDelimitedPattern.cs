using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>A pattern of the fields of an event, in order, with conditions on their values.</summary>
sealed class SpaceDelimitedPattern : PatternBody
{
    // Names of unnamed fields, created once, because nearly all events have fewer fields.
    static readonly string[] Positions = [.. Enumerable.Range(1, 64).Select(PositionName)];

    readonly string?[] head;
    readonly string?[] tail;
    readonly bool hasEllipsis;
    readonly SlotCondition[] conditions;

    internal SpaceDelimitedPattern(IReadOnlyList<FieldSlot> slots)
    {
        var ellipsis = slots.TakeWhile(slot => !slot.IsEllipsis).Count();
        // Empty brackets match any fields.
        hasEllipsis = slots.Count == 0 || ellipsis < slots.Count;
        head = [.. slots.Take(ellipsis).Select(slot => slot.Name)];
        tail = [.. slots.Skip(ellipsis + 1).Select(slot => slot.Name)];
        if (hasEllipsis)
        {
            // An event needs only the named fields, so unnamed ones beside '...' are part of it.
            head = head[..(Array.FindLastIndex(head, name => name is not null) + 1)];
            tail = tail[(Array.FindIndex(tail, name => name is not null) is >= 0 and var first ? first : tail.Length)..];
        }

        conditions =
        [
            .. slots.Select((slot, index) => (Slot: slot, Index: index < ellipsis ? index : index - slots.Count))
                .Where(place => place.Slot.Test is not null)
                .Select(place => new SlotCondition(place.Index, IsRest(place.Index), place.Slot.Test!))
                .OrderBy(condition => condition.Test.Cost),
        ];
    }

    internal override LogPatternKind Kind => LogPatternKind.SpaceDelimited;

    internal override bool IsMatch(ReadOnlySpan<byte> message)
    {
        Span<int> starts = stackalloc int[EventBounds.Capacity];
        return IsMatch(message, starts, EventBounds.Find(message, starts));
    }

    internal override bool IsMatch(ReadOnlySpan<byte> message, ReadOnlySpan<int> starts, int fields)
    {
        if (fields < 0)
            return IsMatchByWalking(message);
        if (!HasFields(fields))
            return false;
        foreach (var condition in conditions)
        {
            if (!condition.Holds(message, starts, fields))
                return false;
        }

        return true;
    }

    internal override ValueSource? FindSource(string name, out string whyNot)
    {
        whyNot = "";
        var bare = name.AsSpan(1);
        if (Array.IndexOf(head, bare.ToString()) is >= 0 and var first)
            return new FieldSource(this, first);
        if (Array.IndexOf(tail, bare.ToString()) is >= 0 and var last)
            return new FieldSource(this, last - tail.Length);
        if (!int.TryParse(bare, NumberStyles.None, CultureInfo.InvariantCulture, out var position) || position < 1)
            whyNot = $"the pattern has no field '{bare}'; {Known()}";
        else if (!hasEllipsis && position > head.Length)
            whyNot = $"the pattern has {head.Length} fields; {Known()}";
        else if (position <= head.Length && head[position - 1] is { } named)
            whyNot = $"the field at that place has a name; use '${named}'";
        return whyNot.Length == 0 ? new FieldSource(this, position - 1) : null;
    }

    internal override string ToSql(EventColumns columns)
    {
        if (!HasFields(columns.Count))
            return "FALSE";
        var terms = conditions.Select(condition => condition.Test.ToSql(ColumnAt(columns, condition.Index < 0 ? columns.Count + condition.Index
            : condition.Index))).ToList();
        return terms.Count == 0 ? "TRUE" : string.Join(" AND ", terms);
    }

    /// <summary>The conditions, fast ones first.</summary>
    internal ReadOnlySpan<SlotCondition> Conditions => conditions;

    /// <summary>Returns whether an event with that many fields can match.</summary>
    internal bool HasFields(int count) => count >= FewestFields;

    /// <summary>Number of fields that an event requires to match.</summary>
    internal int FewestFields => head.Length + tail.Length;

    /// <summary>Returns the number of an event's fields that the last field of the pattern matches together; 1 if each has its own.</summary>
    internal int FieldsInRest(int count) => hasEllipsis || count < head.Length ? 1 : count - head.Length + 1;

    /// <summary>Name of the last field, which matches the rest of the event; null if it has none or the pattern has <c>...</c>.</summary>
    internal string? RestName => hasEllipsis ? null : head[^1];

    /// <summary>Whether the last field, which matches the rest of the event, has a condition.</summary>
    internal bool TestsRest => conditions.Any(condition => condition.IsRest);

    /// <summary>Returns whether a value is the rest of the event.</summary>
    internal bool TakesRest(LogPatternValue value) => !hasEllipsis && value.PositionIn(head.Length) == head.Length - 1;

    /// <summary>Returns the 0-based positions of the tested fields in events of that many fields.</summary>
    internal IEnumerable<int> TestedPositions(int count) => conditions.Select(condition => condition.Index < 0 ? count + condition.Index : condition.Index);

    /// <summary>Returns the number of fields of an event.</summary>
    internal static int Count(ReadOnlySpan<byte> message)
    {
        var fields = new EventFields(message);
        var count = 0;
        while (fields.MoveNext())
            count++;
        return count;
    }

    /// <summary>Returns the name, with <c>$</c>, of the field at a 0-based position of an event with that many fields.</summary>
    internal string NameAt(int position, int count)
    {
        var name = position < head.Length ? head[position] : position >= count - tail.Length ? tail[position - (count - tail.Length)] : null;
        return name is not null ? "$" + name : position < Positions.Length ? Positions[position] : PositionName(position + 1);
    }

    /// <summary>Returns whether the field at a position is the last one of a pattern without <c>...</c>, which matches the rest.</summary>
    internal bool IsRest(int position) => !hasEllipsis && position == head.Length - 1;

    /// <summary>Returns the value of an enumerator's current field; for the last field of the pattern, the rest of the event.</summary>
    /// <param name="message">The event.</param>
    /// <param name="fields">Enumerator of the fields.</param>
    /// <param name="position">0-based position of the field.</param>
    /// <param name="count">Number of fields of the event.</param>
    internal ReadOnlySpan<byte> ValueAt(ReadOnlySpan<byte> message, EventFields fields, int position, int count) =>
        IsRest(position) && count > position + 1 ? RestOf(message, fields.Start) : fields.Current;

    bool IsMatchByWalking(ReadOnlySpan<byte> message)
    {
        var count = Count(message);
        if (!HasFields(count))
            return false;
        foreach (var (index, _, test) in conditions)
        {
            if (!test.Holds(FieldAt(message, index < 0 ? count + index : index, count)))
                return false;
        }

        return true;
    }

    ReadOnlySpan<byte> FieldAt(ReadOnlySpan<byte> message, int position, int count)
    {
        var fields = new EventFields(message);
        for (var skipped = 0; skipped <= position && fields.MoveNext(); skipped++)
        {
        }

        return ValueAt(message, fields, position, count);
    }

    EventColumn ColumnAt(EventColumns columns, int position) => IsRest(position) ? columns.From(position) : columns[position];

    static ReadOnlySpan<byte> RestOf(ReadOnlySpan<byte> message, int start)
    {
        var rest = message[start..];
        while (!rest.IsEmpty && EventFields.IsSeparator(rest[^1]))
            rest = rest[..^1];
        return rest;
    }

    static string PositionName(int position) => "$" + position.ToString(CultureInfo.InvariantCulture);

    string Known()
    {
        var names = head.Concat(tail).OfType<string>().Select(name => "$" + name).ToList();
        return names.Count == 0 ? "add the field's name to the pattern" : $"it has {string.Join(", ", names)}";
    }

    sealed class FieldSource(SpaceDelimitedPattern pattern, int index) : ValueSource
    {
        internal override int? PositionIn(int fields) => index < 0 ? fields + index : index;

        internal override EventColumn ColumnIn(EventColumns columns)
        {
            var position = PositionIn(columns.Count)!.Value;
            if (position < 0 || position >= columns.Count)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it uses the value of field {position + 1}, but records "
                    + $"have {columns.Count}"));
            return pattern.ColumnAt(columns, position);
        }

        internal override bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value)
        {
            Span<int> starts = stackalloc int[EventBounds.Capacity];
            return TryGet(message, starts, EventBounds.Find(message, starts), out value);
        }

        internal override bool TryGet(ReadOnlySpan<byte> message, scoped ReadOnlySpan<int> starts, int fields, out ReadOnlySpan<byte> value)
        {
            value = default;
            var isPlain = fields >= 0;
            var count = isPlain ? fields : Count(message);
            var position = index < 0 ? count + index : index;
            if (position >= count)
                return false;
            value = !isPlain ? pattern.FieldAt(message, position, count)
                : pattern.IsRest(position) ? message[starts[position]..]
                : message[starts[position]..(starts[position + 1] - 1)];
            return true;
        }
    }
}

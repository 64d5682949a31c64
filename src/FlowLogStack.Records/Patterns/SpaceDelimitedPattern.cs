using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>The fields of an event, in order, and what their values must fulfil.</summary>
sealed class SpaceDelimitedPattern : PatternBody
{
    // Names of unnamed fields, made once, since nearly all events have fewer fields.
    static readonly string[] Positions = [.. Enumerable.Range(1, 64).Select(PositionName)];

    readonly string?[] head;
    readonly string?[] tail;
    readonly bool hasEllipsis;
    readonly bool takesRest;
    readonly Condition[] conditions;

    internal SpaceDelimitedPattern(IReadOnlyList<FieldSlot> slots)
    {
        var ellipsis = slots.TakeWhile(slot => !slot.IsEllipsis).Count();
        // Brackets without anything between stand for any fields.
        hasEllipsis = slots.Count == 0 || ellipsis < slots.Count;
        head = [.. slots.Take(ellipsis).Select(slot => slot.Name)];
        tail = [.. slots.Skip(ellipsis + 1).Select(slot => slot.Name)];
        takesRest = !hasEllipsis && AreWordIndicators(slots);
        conditions =
        [
            .. slots.Select((slot, index) => (Slot: slot, Index: index < ellipsis ? index : index - slots.Count))
                .Where(place => place.Slot.Test is not null)
                .Select(place => new Condition(place.Index, place.Slot.Test!))
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
        foreach (var (index, test) in conditions)
        {
            var position = index < 0 ? fields + index : index;
            if (!test.Holds(message[starts[position]..(starts[position + 1] - 1)]))
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
            whyNot = $"the pattern names no field '{bare}'; {Known()}";
        else if (!hasEllipsis && position > head.Length)
            whyNot = $"the pattern has {head.Length} fields; {Known()}";
        else if (position <= head.Length && head[position - 1] is { } named)
            whyNot = $"the field at that place is named: write '${named}'";
        return whyNot.Length == 0 ? new FieldSource(this, position - 1) : null;
    }

    internal override string ToSql(EventColumns columns)
    {
        if (!HasFields(columns.Count))
            return "FALSE";
        var terms = conditions.Select(condition => condition.Test.ToSql(columns[condition.Index < 0 ? columns.Count + condition.Index : condition.Index])).ToList();
        return terms.Count == 0 ? "TRUE" : string.Join(" AND ", terms);
    }

    /// <summary>Whether an event with so many fields can match.</summary>
    internal bool HasFields(int count) => hasEllipsis || takesRest ? count >= head.Length + tail.Length : count == head.Length;

    /// <summary>The 0-based positions, in events of so many fields, whose values decide whether they match.</summary>
    internal IEnumerable<int> TestedPositions(int count) => conditions.Select(condition => condition.Index < 0 ? count + condition.Index : condition.Index);

    /// <summary>The fields of an event, as many as a walk over it finds.</summary>
    internal static int Count(ReadOnlySpan<byte> message)
    {
        var fields = new EventFields(message);
        var count = 0;
        while (fields.MoveNext())
            count++;
        return count;
    }

    /// <summary>The name, with <c>$</c>, of the field at a 0-based position of an event with so many fields.</summary>
    internal string NameAt(int position, int count)
    {
        var name = position < head.Length ? head[position] : position >= count - tail.Length ? tail[position - (count - tail.Length)] : null;
        return name is not null ? "$" + name : position < Positions.Length ? Positions[position] : PositionName(position + 1);
    }

    /// <summary>Whether the field at a position is the last, and all that follows belongs to it.</summary>
    internal bool IsRest(int position) => takesRest && position == head.Length - 1;

    bool IsMatchByWalking(ReadOnlySpan<byte> message)
    {
        var count = Count(message);
        if (!HasFields(count))
            return false;
        foreach (var (index, test) in conditions)
        {
            if (!test.Holds(FieldAt(message, index < 0 ? count + index : index)))
                return false;
        }

        return true;
    }

    ReadOnlySpan<byte> FieldAt(ReadOnlySpan<byte> message, int position)
    {
        var fields = new EventFields(message);
        for (var skipped = 0; skipped <= position && fields.MoveNext(); skipped++)
        {
        }

        return IsRest(position) ? RestOf(message, fields.Start) : fields.Current;
    }

    /// <summary>What an event has from a place on, without white space at its end.</summary>
    internal static ReadOnlySpan<byte> RestOf(ReadOnlySpan<byte> message, int start)
    {
        var rest = message[start..];
        while (!rest.IsEmpty && EventFields.IsSeparator(rest[^1]))
            rest = rest[..^1];
        return rest;
    }

    static bool AreWordIndicators(IReadOnlyList<FieldSlot> slots)
    {
        for (var i = 0; i < slots.Count; i++)
        {
            if (slots[i].Name != "w" + (i + 1).ToString(CultureInfo.InvariantCulture))
                return false;
        }

        return slots.Count > 1 && slots[^1].Test is null;
    }

    static string PositionName(int position) => "$" + position.ToString(CultureInfo.InvariantCulture);

    string Known()
    {
        var names = head.Concat(tail).OfType<string>().Select(name => "$" + name).ToList();
        return names.Count == 0 ? "name the field in the pattern" : $"it has {string.Join(", ", names)}";
    }

    readonly record struct Condition(int Index, ValueTest Test);

    sealed class FieldSource(SpaceDelimitedPattern pattern, int index) : ValueSource
    {
        internal override int? PositionIn(int fields) => index < 0 ? fields + index : index;

        internal override EventColumn ColumnIn(EventColumns columns)
        {
            var position = PositionIn(columns.Count)!.Value;
            if (position < 0 || position >= columns.Count)
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"it takes the value of field {position + 1}, and records have {columns.Count}"));
            return !pattern.IsRest(position) || position == columns.Count - 1
                ? columns[position]
                : throw new FormatException($"it takes the value of '{pattern.head[position]}', which is all that follows and no single field");
        }

        internal override bool TryGet(ReadOnlySpan<byte> message, out ReadOnlySpan<byte> value)
        {
            value = default;
            Span<int> starts = stackalloc int[EventBounds.Capacity];
            var count = EventBounds.Find(message, starts);
            var isPlain = count >= 0;
            if (!isPlain)
                count = Count(message);
            var position = index < 0 ? count + index : index;
            if (position >= count)
                return false;
            value = isPlain && !pattern.IsRest(position) ? message[starts[position]..(starts[position + 1] - 1)] : pattern.FieldAt(message, position);
            return true;
        }
    }
}

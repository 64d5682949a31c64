namespace FlowLogStack.Records;

/// <summary>A borrowed view of an event that a pattern selected, and of the values it extracts.</summary>
/// <remarks>Valid as long as the message's buffer. Enumerate it for the values that <c>TestMetricFilter</c> extracts.</remarks>
public readonly ref struct LogPatternMatch
{
    readonly LogPattern? pattern;

    internal LogPatternMatch(LogPattern pattern, ReadOnlySpan<byte> message)
    {
        this.pattern = pattern;
        Message = message;
    }

    /// <summary>Message of the event in UTF-8.</summary>
    public ReadOnlySpan<byte> Message { get; }

    /// <summary>Returns an enumerator of the values of a space-delimited pattern, in the event's order; empty for other patterns.</summary>
    public Enumerator GetEnumerator() => new(pattern?.Fields, Message);

    /// <summary>An enumerator of a match's values.</summary>
    public ref struct Enumerator
    {
        readonly SpaceDelimitedPattern? pattern;
        readonly ReadOnlySpan<byte> message;
        readonly int count;

        EventFields fields;
        int position;

        internal Enumerator(SpaceDelimitedPattern? pattern, ReadOnlySpan<byte> message)
        {
            this.pattern = pattern;
            this.message = message;
            fields = new EventFields(message);
            count = pattern is null ? 0 : SpaceDelimitedPattern.Count(message);
            position = -1;
        }

        /// <summary>Current value.</summary>
        public readonly ExtractedValue Current => new(
            pattern!.NameAt(position, count),
            pattern.ValueAt(message, fields, position, count));

        /// <summary>Moves to the next value.</summary>
        public bool MoveNext()
        {
            if (pattern is null || (position >= 0 && pattern.IsRest(position)) || !fields.MoveNext())
                return false;
            position++;
            return true;
        }
    }
}

namespace FlowLogStack.Records;

/// <summary>
/// A CloudWatch Logs filter pattern, as metric filters, subscription filters and <c>FilterLogEvents</c> take it, that
/// runs here: what it selects, and which values it takes from what it selects.
/// </summary>
/// <remarks>
/// <para>Immutable, so one pattern serves any number of threads; matching allocates nothing.</para>
/// <para>
/// AWS documents the grammar with examples and leaves questions open. Where it would refuse a pattern, this refuses it
/// with the column and the cure; where it may go either way, this decides as follows.
/// </para>
/// <list type="bullet">
/// <item>A value without quotes that is a number (<c>404</c>, <c>+1.5</c>, <c>1e3</c>) is compared as a number, also
/// with <c>=</c> and <c>!=</c>: <c>=404</c> selects <c>404.0</c> and <c>0404</c>. In quotes it is text. An ordering
/// operator takes the number either way.</item>
/// <item><c>!=</c> holds whenever <c>=</c> does not, so <c>protocol!=6</c> selects a record whose protocol is <c>-</c>.
/// What is no number fulfils no ordering. Renderings of conditions on numbers exclude <c>-</c> in words of their own,
/// and select the same whatever AWS makes of it.</item>
/// <item>A <c>*</c> is a wildcard anywhere in a value, in quotes too, and stands for nothing as well; a literal one
/// needs a regular expression. A regular expression need only be found somewhere in the value.</item>
/// <item>Values without quotes have letters, digits and <c>_ . * + -</c>; terms have letters, digits and <c>_</c>.</item>
/// <item>Fields of an event stand between runs of spaces, tabs or other control characters. Quotes and brackets keep a
/// field together only when it begins with them and ends with the first closing one. The number of fields must match,
/// except with <c>...</c>, which may stand once and for no field at all, and with <c>[]</c>.</item>
/// <item>When all fields are the indicators <c>w1, w2, …</c> of AWS's word patterns and the last has no condition, the
/// last is the rest of the event, as in <c>[w1=ERROR, w2]</c>.</item>
/// <item>In a field's place <c>&amp;&amp;</c> binds before <c>||</c>, and there are no parentheses. Field names are
/// unique.</item>
/// <item>JSON patterns select events that are one JSON object, at most 256 levels deep. Comparisons hold for strings and
/// numbers alone, neither <c>=</c> nor <c>!=</c> for other values or missing ones; a string is compared with a number
/// by its text. With a wildcard one value is enough. Of two properties of one name the first counts, and one spelled with
/// half a surrogate pair selects nothing.</item>
/// <item>Terms are found anywhere, within words too. Optional terms (<c>?a</c>) count only where all terms are optional.
/// A phrase of nothing but spaces selects everything, as does the empty pattern.</item>
/// </list>
/// </remarks>
public sealed class LogPattern
{
    /// <summary>The characters a pattern may have; a CloudWatch Logs limit.</summary>
    public const int MaximumLength = FilterPattern.MaximumLength;

    LogPattern(string text, PatternBody body)
    {
        Text = text;
        Body = body;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>The grammar it is written in.</summary>
    public LogPatternKind Kind => Body.Kind;

    internal PatternBody Body { get; }

    internal SpaceDelimitedPattern? Fields => Body as SpaceDelimitedPattern;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="LogPatternException">The text is no filter pattern; the message names the column, the value and the cure.</exception>
    public static LogPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
            throw new LogPatternException(text, MaximumLength + 1, $"the pattern has {text.Length} characters, and CloudWatch Logs takes {MaximumLength}: name fewer fields, or use '...'.");
        var cursor = new PatternCursor(text);
        cursor.SkipSpaces();
        return new LogPattern(text, cursor.Next switch
        {
            '[' => new SpaceDelimitedParser(cursor).Parse(),
            '{' => new JsonPatternParser(cursor).Parse(),
            _ => TermsPattern.Parse(cursor),
        });
    }

    /// <summary>Whether the pattern selects an event.</summary>
    /// <param name="message">The event's message in UTF-8.</param>
    public bool IsMatch(ReadOnlySpan<byte> message) => Body.IsMatch(message);

    /// <summary>Whether the pattern selects an event, and the values it takes from it.</summary>
    /// <param name="message">The event's message in UTF-8.</param>
    /// <param name="match">A view of the message; valid while the message's buffer is. Values are looked for when they are asked for.</param>
    public bool TryMatch(ReadOnlySpan<byte> message, out LogPatternMatch match)
    {
        var isMatch = Body.IsMatch(message);
        match = isMatch ? new LogPatternMatch(this, message) : default;
        return isMatch;
    }

    /// <summary>A value that a metric takes from the events this pattern selects.</summary>
    /// <param name="name">
    /// <c>$bytes</c> for the field <c>bytes</c>, <c>$3</c> for the third field when it has no name, <c>$.latency</c> for a
    /// property of JSON events.
    /// </param>
    /// <exception cref="FormatException">Events that match have no such value; the message says why.</exception>
    public LogPatternValue ValueOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length < 2 || name[0] != '$')
            throw new FormatException($"'{name}' is not the name of a value: write '$' and a field's name, as in '$bytes'.");
        var source = Body.FindSource(name, out var whyNot);
        return source is not null ? new LogPatternValue(name, source) : throw new FormatException($"'{name}' is no value of the pattern {Text}: {whyNot.TrimEnd('.')}.");
    }

    /// <summary>The pattern as it was written.</summary>
    public override string ToString() => Text;
}

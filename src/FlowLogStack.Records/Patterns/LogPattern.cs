namespace FlowLogStack.Records;

/// <summary>
/// A CloudWatch Logs filter pattern, as metric filters, subscription filters and <c>FilterLogEvents</c> take it, that
/// runs here: what it selects, and which values it takes from what it selects.
/// </summary>
/// <remarks>
/// <para>Immutable, so one pattern serves any number of threads; matching allocates nothing, except for a wildcard over the properties of a JSON object.</para>
/// <para>
/// The rules are those of recorded answers of the service, which decision 18 lists, then those of its documents. A pattern that the
/// service does not accept is an error with the column and a fix.
/// </para>
/// <list type="bullet">
/// <item>Space-delimited: runs of spaces and tabs separate the fields of an event. Quotes and brackets keep a field together, and are
/// removed, when it begins with them and the first closing one is followed by a separator or the end.</item>
/// <item>Without <c>...</c> an event needs at least as many fields as the pattern, and the last field of the pattern takes the rest
/// of the event as it is written, without separators at its end. A rest that is one quoted or bracketed field is that field.</item>
/// <item>With <c>...</c>, which may stand once, fields after it count from the end of the event. Unnamed fields beside it need not be
/// there. <c>[]</c> selects every event.</item>
/// <item>In a field's place <c>&amp;&amp;</c> binds before <c>||</c>, and there are no parentheses. Field names are unique.</item>
/// <item>A value without quotes that is a number (<c>404</c>, <c>+1.5</c>, <c>1e3</c>) is compared as a number, also
/// with <c>=</c> and <c>!=</c>: <c>=404</c> selects <c>404.0</c> and <c>0404</c>. In quotes it is text. In a space-delimited pattern an
/// ordering operator accepts the number either way.</item>
/// <item>In a space-delimited pattern <c>!=</c> holds whenever <c>=</c> does not, so <c>protocol!=6</c> selects a record whose protocol
/// is <c>-</c>. A value that is not a number fulfils no ordering. Renderings of conditions on numbers exclude <c>-</c> explicitly.</item>
/// <item>A <c>*</c> is a wildcard anywhere in a value, in quotes too, and stands for nothing as well; a literal one
/// needs a regular expression. A regular expression need only be found somewhere in the value.</item>
/// <item>Values without quotes have letters, digits and <c>_ . * + -</c>; terms have letters, digits and <c>_</c>.</item>
/// <item>JSON patterns select events that are one JSON object, at most 256 levels deep. Comparisons hold for strings and
/// numbers alone, neither <c>=</c> nor <c>!=</c> for other values or missing ones. Of properties with one name the last counts.</item>
/// <item>A number without quotes is compared with a number of the event by value, and with a string by <c>=</c> and <c>!=</c> alone, as
/// the pattern spells it. A value in quotes is compared with a number as the event spells it.</item>
/// <item><c>IS NULL</c> also holds for an array that contains <c>null</c>. A wildcard step, <c>.*</c> or <c>[*]</c>, selects the
/// properties of an object and the elements of an array, and one value that fulfils the condition is enough.</item>
/// <item>Terms are found anywhere, within words too. Optional terms (<c>?a</c>) count only where all terms are optional.
/// The empty pattern and <c>""</c> select every event; <c>" "</c> selects events that contain a space.</item>
/// </list>
/// </remarks>
public sealed class LogPattern
{
    /// <summary>The characters a pattern may have; a CloudWatch Logs limit.</summary>
    public const int MaximumLength = FilterPattern.MaximumLength;

    LogPattern(string text, PatternBody body, bool hasExpression)
    {
        Text = text;
        Body = body;
        HasExpression = hasExpression;
    }

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>The grammar it is written in.</summary>
    public LogPatternKind Kind => Body.Kind;

    /// <summary>Whether it has a regular expression; a log group may have 5 metric filters with one.</summary>
    public bool HasExpression { get; }

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
        PatternBody body = cursor.Next switch
        {
            '[' => new SpaceDelimitedParser(cursor).Parse(),
            '{' => new JsonPatternParser(cursor).Parse(),
            _ => TermsPattern.Parse(cursor),
        };
        return new LogPattern(text, body, cursor.HasExpression);
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

    /// <summary>The same text, which selects nothing.</summary>
    internal LogPattern SelectingNothing() => new(Text, new NothingPattern(Kind), HasExpression);

    /// <summary>The pattern as it was written.</summary>
    public override string ToString() => Text;
}

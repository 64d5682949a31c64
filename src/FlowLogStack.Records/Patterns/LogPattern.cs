namespace FlowLogStack.Records;

/// <summary>
/// A CloudWatch Logs filter pattern, as for metric filters, subscription filters and <c>FilterLogEvents</c>, that
/// runs locally: it selects events and extracts values from them.
/// </summary>
/// <remarks>
/// <para>
/// Immutable, so one pattern can serve any number of threads. Matching allocates nothing, except for a wildcard over the
/// properties of a JSON object.
/// </para>
/// <para>
/// The rules are those of recorded responses of the service, which decision 18 lists, then those of its documentation. A pattern that
/// the service does not accept is an error with the column and a fix.
/// </para>
/// <list type="bullet">
/// <item>Space-delimited: runs of spaces and tabs separate the fields of an event. Quotes and brackets keep a field together, and are
/// removed, if it begins with them and a separator or the end follows the first closing one.</item>
/// <item>Without <c>...</c> an event needs at least as many fields as the pattern, and the last field of the pattern matches the rest
/// of the event unchanged, without separators at its end. A rest that is one quoted or bracketed field is that field.</item>
/// <item>With <c>...</c>, which is valid once, fields after it count from the end of the event. Unnamed fields beside it are
/// optional. <c>[]</c> selects every event.</item>
/// <item>Within a field <c>&amp;&amp;</c> has precedence over <c>||</c>; parentheses are not supported. Field names are unique.</item>
/// <item>A value without quotes that is a number (<c>404</c>, <c>+1.5</c>, <c>1e3</c>) is compared as a number, also
/// with <c>=</c> and <c>!=</c>: <c>=404</c> selects <c>404.0</c> and <c>0404</c>. In quotes it is text. In a space-delimited pattern an
/// ordering operator accepts the number either way.</item>
/// <item>In a space-delimited pattern <c>!=</c> holds whenever <c>=</c> does not, so <c>protocol!=6</c> selects a record whose protocol
/// is <c>-</c>. A value that is not a number fulfills no ordering. Patterns generated for conditions on numbers exclude <c>-</c> explicitly.</item>
/// <item>A <c>*</c> is a wildcard anywhere in a value, even in quotes, and also matches an empty text; a literal one
/// requires a regular expression. A regular expression matches anywhere in the value.</item>
/// <item>Values without quotes have letters, digits and <c>_ . * + -</c>; terms have letters, digits and <c>_</c>.</item>
/// <item>JSON patterns select events that are one JSON object, at most 256 levels deep. Comparisons hold only for strings and
/// numbers; neither <c>=</c> nor <c>!=</c> holds for other or missing values. Of properties with the same name, the last one counts.</item>
/// <item>A number without quotes is compared with a number of the event by value, and with a string only by <c>=</c> and <c>!=</c>, in
/// the pattern's spelling. A value in quotes is compared with a number in the event's spelling.</item>
/// <item><c>IS NULL</c> also holds for an array that contains <c>null</c>. A wildcard step, <c>.*</c> or <c>[*]</c>, selects the
/// properties of an object and the elements of an array, and one value that fulfills the condition is enough.</item>
/// <item>Terms match anywhere, within words too. Optional terms (<c>?a</c>) count only if all terms are optional.
/// The empty pattern and <c>""</c> select every event; <c>" "</c> selects events that contain a space.</item>
/// </list>
/// </remarks>
public sealed class LogPattern
{
    /// <summary>Maximum number of characters of a pattern; a CloudWatch Logs limit.</summary>
    public const int MaximumLength = FilterPattern.MaximumLength;

    LogPattern(string text, PatternBody body, bool hasExpression)
    {
        Text = text;
        Body = body;
        HasExpression = hasExpression;
    }

    /// <summary>Text of the pattern.</summary>
    public string Text { get; }

    /// <summary>Grammar of the pattern.</summary>
    public LogPatternKind Kind => Body.Kind;

    /// <summary>Whether the pattern has a regular expression; a log group supports 5 metric filters with one.</summary>
    public bool HasExpression { get; }

    internal PatternBody Body { get; }

    internal SpaceDelimitedPattern? Fields => Body as SpaceDelimitedPattern;

    /// <summary>Parses a pattern.</summary>
    /// <exception cref="LogPatternException">The text is not a filter pattern; the message contains the column, the value and the fix.</exception>
    public static LogPattern Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
            throw new LogPatternException(text, MaximumLength
                + 1, $"the pattern has {text.Length} characters, but CloudWatch Logs allows {MaximumLength}. Use fewer fields, or '...'.");
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

    /// <summary>Returns whether the pattern selects an event.</summary>
    /// <param name="message">Message of the event in UTF-8.</param>
    public bool IsMatch(ReadOnlySpan<byte> message) => Body.IsMatch(message);

    /// <summary>Returns whether the pattern selects an event, and the values it extracts.</summary>
    /// <param name="message">Message of the event in UTF-8.</param>
    /// <param name="match">View of the message; valid as long as the message's buffer. Values are extracted on use.</param>
    public bool TryMatch(ReadOnlySpan<byte> message, out LogPatternMatch match)
    {
        var isMatch = Body.IsMatch(message);
        match = isMatch ? new LogPatternMatch(this, message) : default;
        return isMatch;
    }

    /// <summary>Returns a value that a metric takes from the events that this pattern selects.</summary>
    /// <param name="name">
    /// <c>$bytes</c> for the field <c>bytes</c>, <c>$3</c> for the third field if it has no name, <c>$.latency</c> for a
    /// property of JSON events.
    /// </param>
    /// <exception cref="FormatException">Events that match have no such value; the message contains the reason.</exception>
    public LogPatternValue ValueOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length < 2 || name[0] != '$')
            throw new FormatException($"'{name}' is not the name of a value. Use '$' and a field's name, as in '$bytes'.");
        var source = Body.FindSource(name, out var whyNot);
        return source is not null ? new LogPatternValue(name, source)
            : throw new FormatException($"'{name}' is not a value of the pattern {Text}: {whyNot.TrimEnd('.')}.");
    }

    /// <summary>Returns a value of the events, or null if the pattern has no such value.</summary>
    internal LogPatternValue? Find(string name) => Body.FindSource(name, out _) is { } source ? new LogPatternValue(name, source) : null;

    /// <summary>Returns a pattern with the same text that selects no event.</summary>
    internal LogPattern SelectingNothing() => new(Text, new NothingPattern(Kind), HasExpression);

    /// <summary>Returns the text of the pattern.</summary>
    public override string ToString() => Text;
}

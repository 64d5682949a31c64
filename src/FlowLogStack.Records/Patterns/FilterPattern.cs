using System.Text;

namespace FlowLogStack.Records;

/// <summary>Generator of space-delimited CloudWatch Logs filter patterns from log formats.</summary>
/// <remarks>
/// The pattern has a place for every field of the log format in its order, so a metric may take its value from any field. Of the
/// records of that format it selects those that a <see cref="RecordPredicate"/> of the same conditions selects. CloudWatch Logs also
/// matches it with records of a longer format: there the last field of the pattern matches the rest of the line, and a condition on
/// it no longer holds. Names have underscores, because hyphens are not valid in them. A pattern that would be too long has short
/// names for the fields without conditions, and then regular expressions for long lists of values or CIDR blocks.
/// </remarks>
public static class FilterPattern
{
    /// <summary>Maximum number of characters of a filter pattern: 1,024, a CloudWatch Logs limit.</summary>
    public const int MaximumLength = 1024;

    /// <summary>Maximum number of regular expressions in a filter pattern: 2, a CloudWatch Logs limit.</summary>
    public const int MaximumExpressions = 2;

    // That many alternatives are shorter as a regular expression.
    const int ManyChoices = 8;

    /// <summary>Returns the pattern that selects the records of a log format that fulfill all the conditions.</summary>
    /// <param name="format">Log format of the log group's records.</param>
    /// <param name="conditions">Conditions. Default: none, which selects every record.</param>
    /// <exception cref="FlowLogFormatException">
    /// The log format lacks the field of a condition, text cannot express a CIDR block, or the pattern would exceed
    /// <see cref="MaximumLength"/> or <see cref="MaximumExpressions"/>.
    /// </exception>
    public static string ToFilterPattern(this FlowLogFormat format, params IEnumerable<FieldCondition> conditions) =>
        ToFilterPattern(format, [], conditions);

    /// <summary>Returns whether a pattern has a regular expression; a log group supports five metric filters with one.</summary>
    /// <exception cref="LogPatternException">The text is not a filter pattern.</exception>
    public static bool HasExpression(string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return LogPattern.Parse(pattern).HasExpression;
    }

    /// <summary>Returns the pattern whose fields in <paramref name="valued"/> keep their names, because a metric takes its value from them.</summary>
    internal static string ToFilterPattern(FlowLogFormat format, IEnumerable<FlowField> valued, IEnumerable<FieldCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(conditions);
        var byField = conditions.ToLookup(condition => condition.Field);
        FlowField[] named = [.. valued, .. byField.Select(field => field.Key)];
        format.EnsureContains("The filter pattern", named);

        string Pattern(bool shortNames, bool expressions) => "[" + string.Join(", ", format.Fields.Select((field, index) =>
            byField.Contains(field) ? Slot(field, [.. byField[field]], expressions) : shortNames && !named.Contains(field) ? $"f{index + 1}"
                : field.Column)) + "]";
        var tried = new[] { (false, false), (true, false), (true, true) }.Select(choice => Pattern(choice.Item1, choice.Item2)).ToList();
        var pattern = tried.Find(pattern => pattern.Length <= MaximumLength)
            ?? throw new FlowLogFormatException(tried[0],
                null, $"The filter pattern for {format.Fields.Length} fields and {byField.Count} conditions has {tried[^1].Length} characters, but CloudWatch "
                    + $"Logs allows {MaximumLength}. Use a format with fewer fields, fewer alternatives in the conditions, or larger CIDR blocks.");
        return pattern.Count(c => c == '%') / 2 <= MaximumExpressions
            ? pattern
            : throw new FlowLogFormatException(pattern,
            null, $"The filter pattern has {pattern.Count(c => c == '%') / 2} regular expressions, but CloudWatch Logs allows {MaximumExpressions}. Use fewer "
                + "alternatives in the conditions, or larger CIDR blocks.");
    }

    // '&&' beside '||' would require parentheses, which patterns lack, so alternatives beside other tests become one expression.
    static string Slot(FlowField field, FieldCondition[] conditions, bool expressions)
    {
        return string.Join(" && ", conditions.Select(condition => condition.AnyHolds && Choices(condition) is var choices and > 1
            && (conditions.Length > 1 || (expressions && choices > ManyChoices))
            ? $"{field.Column}={Expression(condition)}"
            : Tests(condition)));
    }

    static int Choices(FieldCondition condition) => condition.TestsBlocks ? Wildcards(condition).Count() : condition.Tests.Length;

    static string Tests(FieldCondition condition)
    {
        if (condition.TestsBlocks)
        {
            var wildcards = Wildcards(condition).Select(text => condition.Field.Column + (condition.AnyHolds ? "=" : "!=")
                + Operand(condition.Field, text)).ToList();
            return condition.AnyHolds ? string.Join(" || ", wildcards) : string.Join(" && ", [.. wildcards, $"{condition.Field.Column}!=\"-\""]);
        }

        // AWS does not document whether '-' counts as another number; this excludes it.
        var number = $" && {condition.Field.Column}!=\"-\"";
        var excludes = condition.Field.IsNumeric ? condition.Tests.Where(test => test.Comparison is Comparison.NotEqual).ToList() : [];
        var tests = condition.Tests.Select(test => condition.Field.Column + Operator(test.Comparison) + Operand(condition.Field, test.Operand)
            + (condition.AnyHolds && excludes.Contains(test) ? number : ""));
        return string.Join(condition.AnyHolds ? " || " : " && ", tests) + (!condition.AnyHolds && excludes.Count > 0 ? number : "");
    }

    static IEnumerable<AddressRange> Blocks(FieldCondition condition) =>
        condition.Tests.Select(test => AddressRange.TryParse(test.Operand, out var range) ? range
            : throw new InvalidOperationException($"'{test.Operand}' is not a block."));

    static IEnumerable<string> Wildcards(FieldCondition condition) => Blocks(condition).SelectMany(AddressWildcards.Of);

    static string Expression(FieldCondition condition)
    {
        if (condition.TestsBlocks)
            return AddressWildcards.Regex(Blocks(condition));
        return condition.Tests.All(test => test.Comparison is Comparison.Equal or Comparison.Like
            && test.Operand.All(c => char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '#' or '=' or '@' or '/' or ';' or ',' or '-' or '.' or '*'))
            ? "%" + string.Join('|', condition.Tests.Select(test => AddressWildcards.RegexOf(test.Operand))) + "%"
            : throw new FlowLogFormatException(condition.Field.Name,
            null, $"The conditions on '{condition.Field}' mix alternatives with other tests, which a filter pattern supports only for equal texts and "
                + "numbers. Use one list of values.");
    }

    static string Operator(Comparison comparison) => comparison switch
    {
        Comparison.Equal or Comparison.Like => "=",
        Comparison.NotEqual => "!=",
        Comparison.Less => "<",
        Comparison.LessOrEqual => "<=",
        Comparison.Greater => ">",
        Comparison.GreaterOrEqual => ">=",
        _ => throw new ArgumentOutOfRangeException(nameof(comparison), comparison, "Not a comparison."),
    };

    // Digits without quotes are compared as a number, which may be wrong for text such as an account id.
    static string Operand(FlowField field, string operand) =>
        field.IsNumeric || (operand.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '*' or '_')
            && !PatternNumber.IsNumber(Encoding.UTF8.GetBytes(operand)))
            ? operand
            : $"\"{operand}\"";
}

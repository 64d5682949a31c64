using System.Text;

namespace FlowLogStack.Records;

/// <summary>Renders a format as a CloudWatch Logs space-delimited filter pattern.</summary>
/// <remarks>
/// The pattern names every field of the format in its order, so it selects exactly the records of that format, and a
/// metric may take its value from any field. It selects what a <see cref="RecordPredicate"/> of the same conditions does. Names are spelled with underscores: hyphens are not allowed in them.
/// </remarks>
public static class FilterPattern
{
    /// <summary>The characters a filter pattern may have; a CloudWatch Logs limit.</summary>
    public const int MaximumLength = 1024;

    /// <summary>The pattern that selects the records of this format that fulfil all the conditions.</summary>
    /// <param name="format">The format of the log group's records.</param>
    /// <param name="conditions">At most one for each field. None selects every record.</param>
    /// <exception cref="FlowLogFormatException">A condition's field is not in the format, or the pattern would exceed <see cref="MaximumLength"/>.</exception>
    /// <exception cref="ArgumentException">Two conditions on one field.</exception>
    public static string ToFilterPattern(this FlowLogFormat format, params IEnumerable<FieldCondition> conditions)
    {
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(conditions);
        var byField = new Dictionary<FlowField, FieldCondition>();
        foreach (var condition in conditions)
        {
            if (!byField.TryAdd(condition.Field, condition))
                throw new ArgumentException($"'{condition.Field}' has two conditions, but a filter pattern has one place for each field: join them into one.", nameof(conditions));
        }

        format.EnsureContains("The filter pattern", byField.Keys);
        var pattern = "[" + string.Join(", ", format.Fields.Select(field => byField.TryGetValue(field, out var condition) ? Slot(condition) : field.Column)) + "]";
        return pattern.Length <= MaximumLength
            ? pattern
            : throw new FlowLogFormatException(pattern, null, $"The filter pattern for {format.Fields.Length} fields and {byField.Count} conditions has {pattern.Length} characters, and CloudWatch Logs allows {MaximumLength}: use a format with fewer fields, or fewer alternatives in the conditions.");
    }

    static string Slot(FieldCondition condition)
    {
        // Whether CloudWatch Logs takes '-' for another number is not documented; this says that it is none.
        var number = $" && {condition.Field.Column}!=\"-\"";
        var excludes = condition.Field.IsNumeric ? condition.Tests.Where(test => test.Comparison is Comparison.NotEqual).ToList() : [];
        var tests = condition.Tests.Select(test => condition.Field.Column + Operator(test.Comparison) + Operand(condition.Field, test.Operand) + (condition.AnyHolds && excludes.Contains(test) ? number : ""));
        return string.Join(condition.AnyHolds ? " || " : " && ", tests) + (!condition.AnyHolds && excludes.Count > 0 ? number : "");
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

    // Digits without quotes are compared as a number, of which text such as an account id may have another spelling.
    static string Operand(FlowField field, string operand) =>
        field.IsNumeric || (operand.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '*' or '_') && !PatternNumber.IsNumber(Encoding.UTF8.GetBytes(operand)))
            ? operand
            : $"\"{operand}\"";
}

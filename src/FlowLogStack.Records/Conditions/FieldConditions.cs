using System.Globalization;

namespace FlowLogStack.Records;

/// <summary>Extension methods that create conditions: <c>FlowField.Bytes.IsAtLeast(400)</c>.</summary>
public static class FieldConditions
{
    /// <summary>Creates a condition that the value is this number.</summary>
    public static FieldCondition Is(this FlowField field, long number) => Numeric(field, Comparison.Equal, number);

    /// <summary>Creates a condition that the value is this text, in this case.</summary>
    public static FieldCondition Is(this FlowField field, string text) => new(field, false, Literal(field, Comparison.Equal, text));

    /// <summary>Creates a condition that the value is a number other than this one.</summary>
    public static FieldCondition IsNot(this FlowField field, long number) => Numeric(field, Comparison.NotEqual, number);

    /// <summary>Creates a condition that the value is a text other than this one.</summary>
    public static FieldCondition IsNot(this FlowField field, string text) => new(field, false, Literal(field, Comparison.NotEqual, text));

    /// <summary>Creates a condition that the value is one of these numbers.</summary>
    public static FieldCondition IsOneOf(this FlowField field, params IEnumerable<long> numbers) => Numerics(field, true, Comparison.Equal, numbers);

    /// <summary>Creates a condition that the value is one of these texts.</summary>
    public static FieldCondition IsOneOf(this FlowField field, params IEnumerable<string> texts) => Literals(field, true, Comparison.Equal, texts);

    /// <summary>Creates a condition that the value is a number other than these.</summary>
    public static FieldCondition IsNoneOf(this FlowField field, params IEnumerable<long> numbers) => Numerics(field, false, Comparison.NotEqual, numbers);

    /// <summary>Creates a condition that the value is a text other than these.</summary>
    public static FieldCondition IsNoneOf(this FlowField field, params IEnumerable<string> texts) => Literals(field, false, Comparison.NotEqual, texts);

    /// <summary>Creates a condition that the value is this number or a larger one.</summary>
    public static FieldCondition IsAtLeast(this FlowField field, long number) => Numeric(field, Comparison.GreaterOrEqual, number);

    /// <summary>Creates a condition that the value is this number or a smaller one.</summary>
    public static FieldCondition IsAtMost(this FlowField field, long number) => Numeric(field, Comparison.LessOrEqual, number);

    /// <summary>Creates a condition that the value is larger than this number.</summary>
    public static FieldCondition IsAbove(this FlowField field, long number) => Numeric(field, Comparison.Greater, number);

    /// <summary>Creates a condition that the value is smaller than this number.</summary>
    public static FieldCondition IsBelow(this FlowField field, long number) => Numeric(field, Comparison.Less, number);

    /// <summary>Creates a condition that the value is a number from the first to the last, inclusive.</summary>
    public static FieldCondition IsBetween(this FlowField field, long first, long last)
    {
        EnsureNumeric(field, Text(first));
        return first <= last
            ? new FieldCondition(field, false, new FieldTest(Comparison.GreaterOrEqual, Text(first)), new FieldTest(Comparison.LessOrEqual, Text(last)))
            : throw new ArgumentException($"The range {first} to {last} for '{field}' is empty. Use the smaller number first.", nameof(first));
    }

    /// <summary>
    /// Creates a condition that the value is text that matches the pattern, in which each <c>*</c> matches any run of
    /// characters: <c>10.0.2.*</c>.
    /// </summary>
    public static FieldCondition Matches(this FlowField field, string pattern)
    {
        EnsureText(field, pattern);
        return pattern.Contains('*', StringComparison.Ordinal)
            ? new FieldCondition(field, false, new FieldTest(Comparison.Like, Checked(field, pattern)))
            : throw new ArgumentException($"The pattern '{pattern}' for '{field}' has no '*'. Use Is(\"{pattern}\").", nameof(pattern));
    }

    /// <summary>Creates a condition that the value is an address in one of these CIDR blocks.</summary>
    /// <exception cref="ArgumentException">The field is not an address, or a text is not a CIDR block; the message contains it.</exception>
    public static FieldCondition IsInside(this FlowField field, params IEnumerable<string> blocks) => Blocks(field, true, Comparison.Inside, blocks);

    /// <summary>Creates a condition that the value is an address outside these CIDR blocks.</summary>
    /// <exception cref="ArgumentException">The field is not an address, or a text is not a CIDR block; the message contains it.</exception>
    public static FieldCondition IsOutside(this FlowField field, params IEnumerable<string> blocks) => Blocks(field, false, Comparison.Outside, blocks);

    static FieldCondition Blocks(FlowField field, bool any, Comparison comparison, IEnumerable<string> blocks)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (field.Kind is not FieldKind.Address)
            throw new ArgumentException($"'{field}' has {field.Kind} values and cannot be compared with CIDR blocks. Use a field with addresses.",
                nameof(field));
        var tests = blocks.Select(block => new FieldTest(comparison, Block(field, block))).ToList();
        return tests.Count > 0 ? new FieldCondition(field, any, tests) : throw Empty(field);
    }

    static string Block(FlowField field, string text) => AddressRange.TryParse(text, out var range)
        ? range.ToString()
        : throw new ArgumentException($"'{text}' is not a CIDR block, which '{field}' requires. Use a form such as 10.0.0.0/8, 2001:db8::/32 or 10.0.0.7.",
        nameof(text));

    static FieldCondition Numeric(FlowField field, Comparison comparison, long number) => Numerics(field, false, comparison, [number]);

    static FieldCondition Numerics(FlowField field, bool any, Comparison comparison, IEnumerable<long> numbers)
    {
        var tests = numbers.Select(number => new FieldTest(comparison, Text(number))).ToList();
        EnsureNumeric(field, string.Join(", ", tests.Select(test => test.Operand)));
        return tests.Count > 0 ? new FieldCondition(field, any, tests) : throw Empty(field);
    }

    static FieldCondition Literals(FlowField field, bool any, Comparison comparison, IEnumerable<string> texts)
    {
        var tests = texts.Select(text => Literal(field, comparison, text)).ToList();
        return tests.Count > 0 ? new FieldCondition(field, any, tests) : throw Empty(field);
    }

    static FieldTest Literal(FlowField field, Comparison comparison, string text)
    {
        EnsureText(field, text);
        return text.Contains('*', StringComparison.Ordinal)
            ? throw new ArgumentException($"The value '{text}' for '{field}' has a '*', which filter patterns read as a wildcard. Use Matches for a wildcard.",
            nameof(text))
            : new FieldTest(comparison, Checked(field, text));
    }

    static string Checked(FlowField field, string text)
    {
        if (text.Length == 0)
            throw new ArgumentException($"The value for '{field}' is empty. Use '-' for an absent value.", nameof(text));
        var bad = text.FirstOrDefault(c => c is '"' or '\\' or '%' || char.IsControl(c) || char.IsWhiteSpace(c));
        return bad == default
            ? text
            : throw new ArgumentException($"The value '{text}' for '{field}' contains '{bad}', which filter patterns cannot quote. Remove it.", nameof(text));
    }

    static void EnsureNumeric(FlowField field, string operand)
    {
        ArgumentNullException.ThrowIfNull(field);
        if (!field.IsNumeric)
            throw new ArgumentException($"'{field}' has {field.Kind} values and cannot be compared with the number {operand}. Use text.", nameof(field));
    }

    static void EnsureText(FlowField field, string operand)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(operand);
        if (field.IsNumeric)
            throw new ArgumentException($"'{field}' has {field.Kind} values and cannot be compared with the text '{operand}'. Use a number.", nameof(field));
    }

    static ArgumentException Empty(FlowField field) => new($"The list of values for '{field}' is empty. Add at least one.", nameof(field));

    static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

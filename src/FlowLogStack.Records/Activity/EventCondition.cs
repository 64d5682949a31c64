using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>
/// A condition on a record of CloudTrail, which is converted to a filter pattern of CloudWatch Logs, to Logs Insights and to the SQL of Athena,
/// and can be tested in process.
/// </summary>
/// <remarks>A comparison with a value that a record lacks is false, also <see cref="IsNot"/>, as in filter patterns.</remarks>
public abstract class EventCondition
{
    EventCondition()
    {
    }

    /// <summary>Creates a condition that the text at a path is one of these, in this case.</summary>
    /// <param name="path">Path to the value, such as <c>userIdentity.type</c>.</param>
    /// <param name="values">The texts.</param>
    public static EventCondition Is(string path, params IEnumerable<string> values) => new Equal(path, [.. values.Select(Checked)]);

    /// <summary>Creates a condition that there is another text at a path.</summary>
    /// <param name="path">Path to the value.</param>
    /// <param name="value">The text.</param>
    public static EventCondition IsNot(string path, string value) => new NotEqual(path, Checked(value));

    /// <summary>Creates a condition that the text at a path begins or ends with a text: <c>AccessDenied*</c>, <c>*UnauthorizedOperation</c>.</summary>
    /// <param name="path">Path to the value.</param>
    /// <param name="pattern">Pattern with one <c>*</c> at its beginning or its end.</param>
    /// <exception cref="ArgumentException">The pattern has another form.</exception>
    public static EventCondition Matches(string path, string pattern)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        return pattern.Count(c => c == '*') == 1 && pattern.Length > 1 && (pattern.StartsWith('*') || pattern.EndsWith('*'))
            ? new Like(path, pattern.StartsWith('*'), Checked(pattern.Trim('*')))
            : throw new ArgumentException($"The pattern '{pattern}' for '{path}' must have one '*', at its beginning or its end. Use a form such as "
            + "AccessDenied*.", nameof(pattern));
    }

    /// <summary>Creates a condition that a record has no value at a path.</summary>
    /// <param name="path">Path to the value.</param>
    public static EventCondition IsMissing(string path) => new Missing(path);

    /// <summary>Creates a condition that all conditions hold.</summary>
    public static EventCondition All(params IEnumerable<EventCondition> conditions) => new Group([.. conditions], false);

    /// <summary>Creates a condition that at least one condition holds.</summary>
    public static EventCondition Any(params IEnumerable<EventCondition> conditions) => new Group([.. conditions], true);

    /// <summary>Returns the filter pattern of CloudWatch Logs.</summary>
    public string ToFilterPattern() => $"{{ {Pattern()} }}";

    /// <summary>Returns the predicate over the columns of a trail's table in Athena; NULL counts as false.</summary>
    public abstract string ToSql();

    /// <summary>Returns the condition of a <c>filter</c> command of Logs Insights.</summary>
    public abstract string ToInsights();

    /// <summary>Returns whether a record fulfills the condition.</summary>
    public abstract bool Holds(JsonElement record);

    private protected abstract string Pattern();

    static string Checked(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return value.Length > 0 && value.All(c => c is >= ' ' and <= '~' and not ('"' or '\\' or '\'' or '*' or '%'))
            ? value
            : throw new ArgumentException($"The value '{value}' is empty or contains a quote, a backslash, a wildcard or another character than those of "
            + "ASCII. Use a value that every language reads alike.", nameof(value));
    }

    static string? TextAt(JsonElement record, string path, out bool exists)
    {
        exists = true;
        foreach (var name in path.Split('.'))
        {
            if (record.ValueKind is JsonValueKind.Object && record.TryGetProperty(name, out record))
                continue;
            exists = false;
            return null;
        }

        return record.ValueKind is JsonValueKind.String ? record.GetString() : null;
    }

    sealed class Equal(string path, ImmutableArray<string> values) : EventCondition
    {
        public override string ToSql() => values is [var only]
            ? $"{EventPath.ToSql(path)} = '{only}'" : $"{EventPath.ToSql(path)} IN ({string.Join(", ", values.Select(value => $"'{value}'"))})";

        public override string ToInsights() => values is [var only]
            ? $"{path} = \"{only}\"" : $"{path} in [{string.Join(", ", values.Select(value => $"\"{value}\""))}]";

        public override bool Holds(JsonElement record) => TextAt(record, path, out _) is { } text && values.Contains(text);

        private protected override string Pattern()
        {
            var tests = values.Select(value => $"({EventPath.ToSelector(path)} = \"{value}\")");
            return values.Length == 1 ? tests.First() : $"({string.Join(" || ", tests)})";
        }
    }

    sealed class NotEqual(string path, string value) : EventCondition
    {
        public override string ToSql() => $"{EventPath.ToSql(path)} <> '{value}'";

        public override string ToInsights() => $"(ispresent({path}) and {path} != \"{value}\")";

        public override bool Holds(JsonElement record) => TextAt(record, path, out _) is { } text && text != value;

        private protected override string Pattern() => $"({EventPath.ToSelector(path)} != \"{value}\")";
    }

    sealed class Like(string path, bool isEnd, string value) : EventCondition
    {
        public override string ToSql() => isEnd
            ? $"regexp_like({EventPath.ToSql(path)}, '{Regex.Escape(value)}$')" : $"regexp_like({EventPath.ToSql(path)}, '^{Regex.Escape(value)}')";

        public override string ToInsights() => isEnd ? $"{path} like /{Regex.Escape(value)}$/" : $"{path} like /^{Regex.Escape(value)}/";

        public override bool Holds(JsonElement record) =>
            TextAt(record, path, out _) is { } text && (isEnd ? text.EndsWith(value, StringComparison.Ordinal)
                : text.StartsWith(value, StringComparison.Ordinal));

        private protected override string Pattern() => $"({EventPath.ToSelector(path)} = \"{(isEnd ? "*" + value : value + "*")}\")";
    }

    sealed class Missing(string path) : EventCondition
    {
        public override string ToSql() => $"{EventPath.ToSql(path)} IS NULL";

        public override string ToInsights() => $"not ispresent({path})";

        public override bool Holds(JsonElement record)
        {
            TextAt(record, path, out var exists);
            return !exists;
        }

        private protected override string Pattern() => $"({EventPath.ToSelector(path)} NOT EXISTS)";
    }

    sealed class Group(ImmutableArray<EventCondition> conditions, bool any) : EventCondition
    {
        public override string ToSql() => Join(any ? " OR " : " AND ", condition => condition.ToSql());

        public override string ToInsights() => Join(any ? " or " : " and ", condition => condition.ToInsights());

        public override bool Holds(JsonElement record) => any ? conditions.Any(condition => condition.Holds(record))
            : conditions.All(condition => condition.Holds(record));

        private protected override string Pattern() => Join(any ? " || " : " && ", condition => condition.Pattern());

        // Parts are in parentheses, because the precedence of filter patterns is not documented.
        string Join(string word, Func<EventCondition, string> render) =>
            new StringBuilder().AppendJoin(word, conditions.Select(condition => condition is Group ? $"({render(condition)})" : render(condition))).ToString();
    }
}

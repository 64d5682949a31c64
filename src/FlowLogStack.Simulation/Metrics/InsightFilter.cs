using System.Text;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>A filter of a Contributor Insights rule.</summary>
sealed class InsightFilter
{
    readonly InsightField field;
    readonly Operator operation;
    readonly byte[][] texts;
    readonly double number;
    readonly bool isPresent;

    InsightFilter(InsightField field, Operator operation, JsonElement operand)
    {
        this.field = field;
        this.operation = operation;
        texts = operand.ValueKind is JsonValueKind.Array ? [.. operand.EnumerateArray().Select(text => Encoding.UTF8.GetBytes(text.ToString()))] : [];
        number = operand.ValueKind is JsonValueKind.Number ? operand.GetDouble() : 0;
        isPresent = operand.ValueKind is JsonValueKind.True;
        Identity = (field.Position, $"{operation} {operand.GetRawText()}");
    }

    /// <summary>Identity of the filter: two filters of fields between spaces with the same one hold for the same events.</summary>
    internal (int Position, string Test) Identity { get; }

    enum Operator
    {
        In,
        NotIn,
        StartsWith,
        GreaterThan,
        LessThan,
        EqualTo,
        NotEqualTo,
        IsPresent,
    }

    internal static InsightFilter Read(JsonElement filter, InsightField field)
    {
        foreach (var property in filter.EnumerateObject())
        {
            if (property.Name == "Match")
                continue;
            if (!Enum.TryParse<Operator>(property.Name, out var operation))
                throw new TemplateException($"a filter's operator '{property.Name}' is not one of {string.Join(", ", Enum.GetNames<Operator>())}");
            var wanted = operation switch
            {
                Operator.In or Operator.NotIn or Operator.StartsWith => JsonValueKind.Array,
                Operator.IsPresent => property.Value.ValueKind is JsonValueKind.False ? JsonValueKind.False : JsonValueKind.True,
                _ => JsonValueKind.Number,
            };
            return property.Value.ValueKind == wanted
                ? new InsightFilter(field, operation, property.Value)
                : throw new TemplateException($"the filter {filter.GetRawText()} requires "
                    + $"{(wanted is JsonValueKind.Array ? "a list of texts" : wanted is JsonValueKind.Number ? "one number" : "true or false")}");
        }

        throw new TemplateException($"the filter {filter.GetRawText()} has no operator");
    }

    internal bool Holds(in InsightEvent logEvent)
    {
        var found = logEvent.TryGet(field, out var value);
        if (operation is Operator.IsPresent)
            return found == isPresent;
        if (!found)
            return operation is Operator.NotIn;
        return operation switch
        {
            Operator.In => IsAny(value),
            Operator.NotIn => !IsAny(value),
            Operator.StartsWith => Begins(value),
            _ => InsightRuleBody.TryReadNumber(value, out var read) && Compare(read),
        };
    }

    /// <summary>Returns the filter as an SQL condition.</summary>
    /// <inheritdoc cref="InsightField.ColumnIn" path="/exception"/>
    internal string ToSql(EventColumns columns)
    {
        var column = field.ColumnIn(columns);
        if (operation is Operator.IsPresent)
            return column is not null == isPresent ? "TRUE" : "FALSE";
        if (column is null)
            return operation is Operator.NotIn ? "TRUE" : "FALSE";
        return operation switch
        {
            Operator.In => Joined(" OR ", text => column.Is(text), "FALSE"),
            Operator.NotIn => Joined(" AND ", text => column.Is(text, isNegated: true), "TRUE"),
            Operator.StartsWith => Joined(" OR ", text => $"starts_with({column.Text}, {SqlConditions.Quote(text)})", "FALSE"),
            _ => $"({InsightRuleBody.IsReadableSql(column)} AND {column.Real} {Sign} {SqlConditions.Real(number)})",
        };
    }

    string Sign => operation switch
    {
        Operator.GreaterThan => ">",
        Operator.LessThan => "<",
        Operator.EqualTo => "=",
        _ => "<>",
    };

    string Joined(string joint, Func<string, string> test, string ofNone) =>
        texts.Length == 0 ? ofNone : $"({string.Join(joint, texts.Select(text => test(Encoding.UTF8.GetString(text))))})";

    bool Compare(double value) => operation switch
    {
        Operator.GreaterThan => value > number,
        Operator.LessThan => value < number,
        Operator.EqualTo => value == number,
        _ => value != number,
    };

    bool IsAny(ReadOnlySpan<byte> value)
    {
        foreach (var text in texts)
        {
            if (value.SequenceEqual(text))
                return true;
        }

        return false;
    }

    bool Begins(ReadOnlySpan<byte> value)
    {
        foreach (var text in texts)
        {
            if (value.StartsWith(text))
                return true;
        }

        return false;
    }
}

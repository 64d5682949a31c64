using System.Text;
using System.Text.Json;

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
    }

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
                throw new TemplateException($"a filter's operator '{property.Name}' is none of {string.Join(", ", Enum.GetNames<Operator>())}");
            var wanted = operation switch
            {
                Operator.In or Operator.NotIn or Operator.StartsWith => JsonValueKind.Array,
                Operator.IsPresent => property.Value.ValueKind is JsonValueKind.False ? JsonValueKind.False : JsonValueKind.True,
                _ => JsonValueKind.Number,
            };
            return property.Value.ValueKind == wanted
                ? new InsightFilter(field, operation, property.Value)
                : throw new TemplateException($"the filter {filter.GetRawText()} takes {(wanted is JsonValueKind.Array ? "a list of texts" : wanted is JsonValueKind.Number ? "one number" : "true or false")}");
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

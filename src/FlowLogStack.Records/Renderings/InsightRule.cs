using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowLogStack.Records;

/// <summary>Generator of CloudWatch Contributor Insights rules over space-delimited records.</summary>
/// <remarks>
/// A rule identifies fields by their position, from 1. It has at most four filters, all of which have to match; texts are compared
/// with lists of at most ten, numbers with one number. CloudWatch ignores records with a number above 1,000,000,000 in a
/// field of the rule.
/// </remarks>
static class InsightRule
{
    const int MostFilters = 4;
    const int MostOperands = 10;

    static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string Body(FlowLogFormat format, IReadOnlyCollection<FieldCondition> conditions, IReadOnlyCollection<FlowField> key,
        IEnumerable<string> logGroupNames, FlowField? sum = null)
    {
        Filter[] filters = [.. conditions.SelectMany(Filters)];
        if (filters.Length > MostFilters)
            throw new FlowLogFormatException(format.ToString(),
                null, $"A Contributor Insights rule has at most {MostFilters} filters, but the conditions "
                    + $"require {filters.Length}: {string.Join(", ", filters.Select(filter => filter.Field))}. Remove allow-list entries or conditions.");
        var named = format.Fields.Where(field => key.Contains(field) || field.Equals(sum) || filters.Any(filter => filter.Field.Equals(field)));

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Json))
        {
            json.WriteStartObject();
            json.WriteStartObject("Schema");
            json.WriteString("Name", "CloudWatchLogRule");
            json.WriteNumber("Version", 1);
            json.WriteEndObject();
            WriteTexts(json, "LogGroupNames", logGroupNames);
            json.WriteString("LogFormat", "CLF");
            json.WriteStartObject("Fields");
            foreach (var field in named)
                json.WriteString((format.IndexOf(field) + 1).ToString(CultureInfo.InvariantCulture), field.Column);
            json.WriteEndObject();
            json.WriteStartObject("Contribution");
            WriteTexts(json, "Keys", key.Select(field => field.Column));
            json.WriteStartArray("Filters");
            foreach (var filter in filters)
                filter.Write(json);
            json.WriteEndArray();
            if (sum is not null)
                json.WriteString("ValueOf", sum.Column);
            json.WriteEndObject();
            json.WriteString("AggregateOn", sum is null ? "Count" : "Sum");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    static IEnumerable<Filter> Filters(FieldCondition condition)
    {
        if (condition.TestsBlocks)
            return [Blocks(condition)];
        if (!condition.Field.IsNumeric)
            return [Texts(condition)];
        return condition.AnyHolds && condition.Tests.Length > 1
            ? throw NoPlace(condition, "compares a number only with one number")
            : condition.Tests.Select(test => Number(condition, test));
    }

    static Filter Blocks(FieldCondition condition)
    {
        List<string> texts = [.. condition.Tests.SelectMany(test => AddressWildcards.Of(AddressRange.TryParse(test.Operand, out var range) ? range : default))];
        if (texts.Count > MostOperands)
            throw NoPlace(condition, $"supports {MostOperands} prefixes of addresses, but these blocks have {texts.Count}");
        if (condition.AnyHolds && texts.TrueForAll(text => text.EndsWith('*')))
            return new(condition.Field, "StartsWith", [.. texts.Select(text => text[..^1])], null);
        return texts.TrueForAll(text => !text.EndsWith('*'))
            ? new(condition.Field, condition.AnyHolds ? "In" : "NotIn", texts, null)
            : throw NoPlace(condition, condition.AnyHolds ? "does not mix single addresses and blocks" : "excludes only single addresses, not blocks");
    }

    static Filter Texts(FieldCondition condition)
    {
        List<string> texts = [.. condition.Tests.Select(test => test.Operand)];
        if (texts.Count > MostOperands)
            throw NoPlace(condition, $"supports {MostOperands} texts, but the condition has {texts.Count}");
        var isOne = condition.AnyHolds || condition.Tests.Length == 1;
        if (isOne && condition.Tests.All(test => test.Comparison is Comparison.Equal))
            return new(condition.Field, "In", texts, null);
        if (isOne && condition.Tests.All(test => test.Comparison is Comparison.Like
            && test.Operand.IndexOf('*', StringComparison.Ordinal) == test.Operand.Length - 1))
            return new(condition.Field, "StartsWith", [.. texts.Select(text => text[..^1])], null);
        return !condition.AnyHolds && condition.Tests.All(test => test.Comparison is Comparison.NotEqual)
            ? new(condition.Field, "NotIn", texts, null)
            : throw NoPlace(condition, "compares only whole texts or prefixes");
    }

    static Filter Number(FieldCondition condition, FieldTest test)
    {
        var number = long.Parse(test.Operand, CultureInfo.InvariantCulture);
        return test.Comparison switch
        {
            Comparison.Equal => new(condition.Field, "EqualTo", [], number),
            Comparison.NotEqual => new(condition.Field, "NotEqualTo", [], number),
            Comparison.Less => new(condition.Field, "LessThan", [], number),
            Comparison.LessOrEqual => new(condition.Field, "LessThan", [], number + 1),
            Comparison.Greater => new(condition.Field, "GreaterThan", [], number),
            Comparison.GreaterOrEqual => new(condition.Field, "GreaterThan", [], number - 1),
            _ => throw new InvalidOperationException($"A number cannot be compared by {test.Comparison}."),
        };
    }

    static FlowLogFormatException NoPlace(FieldCondition condition, string why) =>
        new(condition.Field.Name,
            null, $"The condition on '{condition.Field}' is not possible in a Contributor Insights rule, which {why}. Remove it, or use fewer or "
                + "other values.");

    static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }

    sealed record Filter(FlowField Field, string Operator, IReadOnlyList<string> Texts, long? Number)
    {
        internal void Write(Utf8JsonWriter json)
        {
            json.WriteStartObject();
            json.WriteString("Match", Field.Column);
            if (Number is { } number)
                json.WriteNumber(Operator, number);
            else
                WriteTexts(json, Operator, Texts);
            json.WriteEndObject();
        }
    }
}

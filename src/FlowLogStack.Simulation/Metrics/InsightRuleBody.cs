using System.Globalization;
using System.Text;
using System.Text.Json;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The definition of a Contributor Insights rule: its log groups, filters, keys and value.</summary>
sealed class InsightRuleBody
{
    const double LargestNumber = 1e9;
    const int MostFilters = 4;

    readonly IReadOnlyList<string> logGroups;
    readonly InsightField[] keys;
    readonly InsightField? valueOf;
    readonly InsightFilter[] filters;

    InsightRuleBody(IReadOnlyList<string> logGroups, InsightField[] keys, InsightField? valueOf, InsightFilter[] filters, bool isJson)
    {
        this.logGroups = logGroups;
        this.keys = keys;
        this.valueOf = valueOf;
        this.filters = filters;
        IsJson = isJson;
    }

    /// <summary>Whether the rule reads JSON events, instead of fields between spaces.</summary>
    public bool IsJson { get; }

    /// <summary>Whether the rule sums a value of the events, instead of counting them.</summary>
    internal bool IsSum => valueOf is not null;

    /// <summary>Parses a rule body.</summary>
    /// <param name="json">The body, as in the AWS API.</param>
    /// <exception cref="TemplateException">The text isn't a valid rule body. The message contains the reason.</exception>
    public static InsightRuleBody Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or ArgumentException
            || e is FormatException and not TemplateException)
        {
            throw new TemplateException($"CloudWatch does not accept its RuleBody: {e.Message}", e);
        }
    }

    /// <summary>Returns whether the rule reads a log group.</summary>
    public bool Reads(string logGroup) =>
        logGroups.Any(name => name.EndsWith('*') ? logGroup.StartsWith(name[..^1], StringComparison.Ordinal) : logGroup == name);

    /// <summary>Returns whether the rule contains the whole name of a log group.</summary>
    internal bool Names(string logGroup) => logGroups.Contains(logGroup);

    /// <summary>The conditions on events.</summary>
    internal ReadOnlySpan<InsightFilter> Conditions => filters;

    /// <summary>The fields whose values together are the contributor.</summary>
    internal ReadOnlySpan<InsightField> KeyFields => keys;

    /// <summary>Text of the rule, as in the AWS API.</summary>
    internal string Text { get; private init; } = "";

    /// <summary>Returns whether the rule counts an event, with its contributor and value.</summary>
    /// <param name="logEvent">The event.</param>
    /// <param name="contributor">Hash of the keys' values.</param>
    /// <param name="value">Value of the event: 1, or the value that the rule sums.</param>
    internal bool TryCount(in InsightEvent logEvent, out ulong contributor, out double value)
    {
        contributor = 0;
        value = 1;
        return Selects(logEvent) && TryReadValue(logEvent, out value) && TryReadContributor(logEvent, out contributor);
    }

    /// <summary>Returns whether an event fulfills the conditions.</summary>
    internal bool Selects(in InsightEvent logEvent)
    {
        foreach (var filter in filters)
        {
            if (!filter.Holds(logEvent))
                return false;
        }

        return true;
    }

    /// <summary>Gets the value of an event: 1, or the value that the rule sums.</summary>
    /// <returns>False if the event has no such value, so that it isn't counted.</returns>
    internal bool TryReadValue(in InsightEvent logEvent, out double value)
    {
        value = 1;
        return valueOf is null || (logEvent.TryGet(valueOf, out var text) && TryReadNumber(text, out value));
    }

    /// <summary>Gets the contributor of an event: a hash of the keys' values.</summary>
    /// <returns>False if the event lacks a key, so that it isn't counted.</returns>
    internal bool TryReadContributor(in InsightEvent logEvent, out ulong contributor)
    {
        contributor = 0;
        var hash = new KeyHash();
        foreach (var key in keys)
        {
            if (!logEvent.TryGet(key, out var part))
                return false;
            hash.Add(part);
        }

        contributor = hash.ToHash();
        return true;
    }

    /// <summary>Returns whether an event has all keys, and therefore a contributor.</summary>
    internal bool HasContributor(in InsightEvent logEvent)
    {
        foreach (var key in keys)
        {
            if (!logEvent.TryGet(key, out _))
                return false;
        }

        return true;
    }

    /// <summary>Returns the rule's condition, contributor and value as SQL.</summary>
    /// <exception cref="FormatException">SQL can't express the rule with these columns. The message contains the reason.</exception>
    internal InsightRuleSql ToSql(EventColumns columns)
    {
        var parts = filters.Select(filter => filter.ToSql(columns)).ToList();
        var value = valueOf?.ColumnIn(columns);
        if (valueOf is not null)
            parts.Add(value is null ? "FALSE" : IsReadableSql(value));
        var texts = keys.Select(key => key.ColumnIn(columns)?.Text).ToList();
        if (texts.Contains(null))
            parts.Add("FALSE");
        return new InsightRuleSql(
            parts.Count == 0 ? "TRUE" : string.Join(" AND ", parts),
            string.Join(" || ' ' || ", texts.Select(text => text ?? "'-'")),
            value?.Real);
    }

    /// <summary>Returns an SQL condition for values of a column that are valid numbers in Contributor Insights.</summary>
    internal static string IsReadableSql(EventColumn column) => $"abs({column.Real}) <= {SqlConditions.Real(LargestNumber)}";

    /// <summary>Returns the values of a counted event's keys, as the console shows them.</summary>
    internal string NameOf(in InsightEvent logEvent)
    {
        var parts = new string[keys.Length];
        for (var i = 0; i < keys.Length; i++)
            parts[i] = logEvent.TryGet(keys[i], out var part) ? Encoding.UTF8.GetString(part) : "";
        return string.Join(", ", parts);
    }

    /// <summary>Parses a number that is valid in Contributor Insights. Events with other values are ignored.</summary>
    internal static bool TryReadNumber(ReadOnlySpan<byte> text, out double number) =>
        TryReadDigits(text, out number)
        || (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && Math.Abs(number) <= LargestNumber);

    // Nearly all numbers of records are a few digits, which need no general parser.
    static bool TryReadDigits(ReadOnlySpan<byte> text, out double number)
    {
        const int mostDigits = 9;
        number = 0;
        if (text.Length is 0 or > mostDigits)
            return false;
        var whole = 0;
        foreach (var c in text)
        {
            var digit = c - '0';
            if (digit is < 0 or > 9)
                return false;
            whole = (whole * 10) + digit;
        }

        number = whole;
        return true;
    }

    static InsightRuleBody Read(JsonElement body, string text)
    {
        var schema = body.GetProperty("Schema");
        if (schema.GetProperty("Name").GetString() != "CloudWatchLogRule" || schema.GetProperty("Version").GetInt32() != 1)
            throw new TemplateException("its RuleBody has another Schema than {\"Name\":\"CloudWatchLogRule\",\"Version\":1}");
        var format = body.GetProperty("LogFormat").GetString();
        if (format is not ("CLF" or "JSON"))
            throw new TemplateException($"its LogFormat '{format}' is neither CLF nor JSON");
        var aliases = body.TryGetProperty("Fields", out var fields)
            ? fields.EnumerateObject().ToDictionary(field => field.Value.GetString()!, field => field.Name, StringComparer.Ordinal)
            : [];
        var contribution = body.GetProperty("Contribution");
        var aggregate = body.TryGetProperty("AggregateOn", out var on) ? on.GetString()
            : contribution.TryGetProperty("AggregateOn", out _) ? throw new TemplateException("its AggregateOn is within Contribution, and must be beside it")
            : throw new TemplateException("its RuleBody has no AggregateOn");
        InsightField FieldOf(JsonElement name) => InsightField.Of(name.GetString()!, format == "JSON", aliases);
        var valueOf = contribution.TryGetProperty("ValueOf", out var value) ? FieldOf(value) : null;
        if (aggregate is not ("Count" or "Sum") || (aggregate == "Sum" && valueOf is null))
            throw new TemplateException(aggregate == "Sum" ? "it aggregates a Sum without ValueOf; add the field, or aggregate the Count"
                : $"its AggregateOn '{aggregate}' is neither Count nor Sum");
        JsonElement[] filters = contribution.TryGetProperty("Filters", out var list) ? [.. list.EnumerateArray()] : [];
        if (filters.Length > MostFilters)
            throw new TemplateException($"it has {filters.Length} filters, and Contributor Insights allows {MostFilters}");
        return new InsightRuleBody(
            GroupsOf(body),
            [.. contribution.GetProperty("Keys").EnumerateArray().Select(FieldOf)],
            aggregate == "Sum" ? valueOf : null,
            [.. filters.Select(filter => InsightFilter.Read(filter, FieldOf(filter.GetProperty("Match"))))],
            format == "JSON")
        {
            Text = text,
        };
    }

    static IReadOnlyList<string> GroupsOf(JsonElement body)
    {
        if (body.TryGetProperty("LogGroupNames", out var names))
            return [.. names.EnumerateArray().Select(name => name.GetString()!)];
        const string mark = ":log-group:";
        return body.TryGetProperty("LogGroupARNs", out var arns)
            ? [.. arns.EnumerateArray().Select(arn => arn.GetString()!)
            .Select(arn => arn[(arn.IndexOf(mark, StringComparison.Ordinal) + mark.Length)..].Split(':')[0])]
            : throw new TemplateException("its RuleBody names no log groups");
    }
}

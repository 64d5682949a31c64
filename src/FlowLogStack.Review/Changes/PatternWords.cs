using FlowLogStack.Records;

namespace FlowLogStack.Review;

/// <summary>Filter patterns in plain words.</summary>
static class PatternWords
{
    /// <summary>Returns what a pattern selects, such as <c>records with `dstport=22` and `action=REJECT`</c>.</summary>
    /// <param name="pattern">The filter pattern.</param>
    /// <param name="format">Log format of the records; null if it isn't known.</param>
    internal static string Of(string pattern, FlowLogFormat? format)
    {
        if (string.IsNullOrWhiteSpace(pattern))
            return "all events";
        try
        {
            LogPattern.Parse(pattern);
        }
        catch (FormatException e)
        {
            return $"nothing, because the pattern is not valid: {Markup.Plain(e.Message).TrimEnd('.')}";
        }

        if (PatternSlot.Of(pattern) is not { } slots)
            return $"events that match {Markup.Code(pattern)}";
        var conditions = slots.Where(slot => slot.Condition.Length > 0).Select(slot => slot.Condition).ToList();
        var named = slots.Count(slot => !slot.IsEllipsis);
        var what = conditions.Count == 0 ? "all records" : $"records with {Markup.Codes(conditions, most: conditions.Count)}";
        return format is null || slots.Any(slot => slot.IsEllipsis) || named == format.Fields.Length ? what
            : $"{what} (the pattern has {named} fields, records have {format.Fields.Length})";
    }

    /// <summary>Returns the mistakes of a pattern's fields in records of a format: what it names or tests at another field's place.</summary>
    /// <param name="pattern">The filter pattern.</param>
    /// <param name="format">Log format of the records.</param>
    /// <param name="used">Names that the metric uses without a condition.</param>
    internal static IEnumerable<string> Mistakes(string pattern, FlowLogFormat format, IReadOnlyCollection<string> used)
    {
        if (PatternSlot.Of(pattern) is not { Count: > 0 } slots)
            yield break;
        var ellipsis = slots.TakeWhile(slot => !slot.IsEllipsis).Count();
        var fields = format.Fields;
        if (slots.Count(slot => !slot.IsEllipsis) > fields.Length)
        {
            yield return $"The pattern has {slots.Count(slot => !slot.IsEllipsis)} fields and records have {fields.Length}, so it selects nothing.";
            yield break;
        }

        for (var i = 0; i < slots.Count; i++)
        {
            var slot = slots[i];
            var at = i < ellipsis ? i : i - slots.Count + fields.Length;
            if (slot.IsEllipsis || slot.Name.Length == 0 || at < 0 || at >= fields.Length || (slot.Condition.Length == 0 && !used.Contains(slot.Name)))
                continue;
            if (FieldNamed(slot.Name) is { } meant && meant.Name != fields[at].Name)
                yield return $"It reads {Markup.Code(slot.Name)} where records have {Markup.Code(fields[at].Name)}.";
        }
    }

    /// <summary>Returns whether a pattern only selects records of one action, and which.</summary>
    internal static string? ActionOf(string pattern) =>
        PatternSlot.Of(pattern)?.Where(slot => slot.Name == "action")
            .Select(slot => slot.Condition.Replace(" ", "", StringComparison.Ordinal).Replace("\"", "", StringComparison.Ordinal)).FirstOrDefault() switch
        {
            "action=REJECT" or "action!=ACCEPT" => "REJECT",
            "action=ACCEPT" or "action!=REJECT" => "ACCEPT",
            _ => null,
        };

    /// <summary>Returns the flow log field that a name means, in any spelling; null for another name.</summary>
    internal static FlowField? FieldNamed(string name) => Fields.Value.GetValueOrDefault(Essence(name));

    static readonly Lazy<Dictionary<string, FlowField>> Fields = new(() =>
    {
        var fields = FlowField.Catalogue.GroupBy(field => Essence(field.Name)).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        // Logs Insights has other names for two fields.
        fields["starttime"] = FlowField.Start;
        fields["endtime"] = FlowField.End;
        return fields;
    });

    static string Essence(string name) => name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}

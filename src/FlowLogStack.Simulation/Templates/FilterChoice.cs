using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>Finds one metric filter of a template, by its name.</summary>
static class FilterChoice
{
    /// <summary>The metric filter of a name.</summary>
    /// <param name="template">The template.</param>
    /// <param name="name">Its logical id or the beginning of it, its filter name or its metric's name, in any case; null for the only one.</param>
    /// <exception cref="TemplateException">The template lacks it, or the name fits several; the message lists them.</exception>
    public static MetricFilterDefinition Of(AlarmTemplate template, string? name)
    {
        ArgumentNullException.ThrowIfNull(template);
        List<MetricFilterDefinition> all = [.. template.MetricFilters.DistinctBy(filter => filter.LogicalId)];
        if (all.Count == 0)
            throw new TemplateException($"{template.Name} has no metric filter that can be tested.{Why(template)} Add an AWS::Logs::MetricFilter.");
        if (name is null)
            return all is [var only] ? only
                : throw new TemplateException($"{template.Name} has {all.Count} metric filters. Choose one with --filter: {Listed(all)}.");
        foreach (var isOne in new Func<MetricFilterDefinition, bool>[]
        {
            filter => Same(filter.LogicalId, name) || Same(filter.Name, name),
            filter => Same(filter.MetricName, name),
            filter => filter.LogicalId.StartsWith(name, StringComparison.OrdinalIgnoreCase),
        })
        {
            var found = all.Where(isOne).ToList();
            if (found.Count > 1)
                throw new TemplateException($"--filter '{name}' fits several metric filters of {template.Name}. Use one of {Listed(found)}.");
            if (found.Count == 1)
                return found[0];
        }

        var nearest = Nearest.To(name, all.SelectMany(filter => new[] { filter.Name, filter.LogicalId, filter.MetricName }));
        throw new TemplateException($"{template.Name} has no metric filter '{name}' that can be "
            + $"tested.{(nearest is null ? "" : $" Did you mean '{nearest}'?")}{Why(template)} It has {Listed(all)}.");
    }

    static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    static string Why(AlarmTemplate template) => template.Refusals.Count == 0 ? "" : $" {string.Join(' ', template.Refusals)}";

    static string Listed(IReadOnlyList<MetricFilterDefinition> filters) =>
        string.Join(", ", filters.Select(filter => Same(filter.Name, filter.LogicalId) ? $"'{filter.LogicalId}'" : $"'{filter.Name}' ({filter.LogicalId})"));
}

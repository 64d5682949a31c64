using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs.Model;
using FlowLogStack.Simulation;

namespace FlowLogStack.Verification;

/// <summary>Checks that metric filters and subscription filters match the template.</summary>
sealed class FilterChecks(Deployed deployed)
{
    const string DescribeMetricFilters = "logs:DescribeMetricFilters";
    const string DescribeSubscriptionFilters = "logs:DescribeSubscriptionFilters";
    const string NameProperty = "FilterName";
    const string GroupProperty = "LogGroupName";

    internal async Task<IReadOnlyList<Check>> RunAsync(CancellationToken cancellation) =>
    [
        .. await CheckAsync(CheckKind.MetricFilter, "AWS::Logs::MetricFilter", "metric filter", group => MetricFiltersAsync(group, cancellation),
            CheckMetricFilter).ConfigureAwait(false),
        .. await CheckAsync(CheckKind.SubscriptionFilter, "AWS::Logs::SubscriptionFilter", "subscription filter", group =>
            SubscriptionFiltersAsync(group, cancellation), CheckSubscriptionFilter).ConfigureAwait(false),
    ];

    async Task<IReadOnlyList<Check>> CheckAsync<T>(CheckKind kind, string type, string thing, Func<string, Task<Dictionary<string, T>>> read,
        Action<TemplateResource, T, Differences> compare)
    {
        var checks = new List<Check>();
        foreach (var filters in deployed.OfType(type).GroupBy(filter => filter.TextOf(GroupProperty)))
        {
            if (filters.Key is not { } group)
            {
                checks.AddRange(filters.Select(filter =>
                    new Check(kind, filter.LogicalId, CheckOutcome.Skipped,
                        $"its log group is unknown: {filter.Unknown.GetValueOrDefault(GroupProperty, "the template has none")}") { LogicalId =
                        filter.LogicalId }));
                continue;
            }

            try
            {
                var found = await read(group).ConfigureAwait(false);
                checks.AddRange(filters.Select(filter => CheckOne(kind, filter, group, found, compare)));
            }
            catch (ServiceCallException e)
            {
                checks.Add(e.ToCheck(kind, $"{Counted.Of(filters.Count(), thing)} of {group}"));
            }
        }

        return checks;
    }

    Check CheckOne<T>(CheckKind kind, TemplateResource resource, string group, Dictionary<string, T> found, Action<TemplateResource, T, Differences> compare)
    {
        if (deployed.NameOf(resource, NameProperty) is not { } name)
            return Deployed.NotMade(kind, resource);
        if (!found.TryGetValue(name, out var filter))
            return Deployed.Gone(kind, resource, name, $"the log group {group} lacks the filter");
        var differences = new Differences(kind, name, resource);
        compare(resource, filter, differences);
        return differences.ToCheck("matches the template");
    }

    async Task<Dictionary<string, MetricFilter>> MetricFiltersAsync(string group, CancellationToken cancellation) =>
        (await ServiceCall.AllAsync<MetricFilter>(DescribeMetricFilters, async next =>
        {
            var page = await deployed.Services.Logs.DescribeMetricFiltersAsync(new DescribeMetricFiltersRequest { LogGroupName = group, NextToken = next },
                cancellation).ConfigureAwait(false);
            return (page.MetricFilters, page.NextToken);
        }).ConfigureAwait(false)).DistinctBy(filter => filter.FilterName).ToDictionary(filter => filter.FilterName!, StringComparer.Ordinal);

    async Task<Dictionary<string, SubscriptionFilter>> SubscriptionFiltersAsync(string group, CancellationToken cancellation) =>
        (await ServiceCall.AllAsync<SubscriptionFilter>(DescribeSubscriptionFilters, async next =>
        {
            var page = await deployed.Services.Logs.DescribeSubscriptionFiltersAsync(new DescribeSubscriptionFiltersRequest { LogGroupName = group,
                NextToken = next }, cancellation).ConfigureAwait(false);
            return (page.SubscriptionFilters, page.NextToken);
        }).ConfigureAwait(false)).DistinctBy(filter => filter.FilterName).ToDictionary(filter => filter.FilterName!, StringComparer.Ordinal);

    static void CheckMetricFilter(TemplateResource resource, MetricFilter filter, Differences differences)
    {
        const string Property = "MetricTransformations";
        differences.Text("FilterPattern", filter.FilterPattern, "");
        var expected = (resource.Properties[Property] as JsonArray)?.FirstOrDefault();
        var made = filter.MetricTransformations?.FirstOrDefault();
        differences.Derived(Property, "MetricNamespace", made?.MetricNamespace, ResourceValues.Text(expected.Member("MetricNamespace")));
        differences.Derived(Property, "MetricName", made?.MetricName, ResourceValues.Text(expected.Member("MetricName")));
        differences.Derived(Property, "MetricValue", made?.MetricValue, ResourceValues.Text(expected.Member("MetricValue")));
        differences.Derived(Property, "DefaultValue", ResourceValues.Text(made?.DefaultValue),
            ResourceValues.Text(ResourceValues.Number(expected.Member("DefaultValue"))));
        differences.Derived(Property, "Unit", made?.Unit?.Value ?? NoUnit, ResourceValues.Text(expected.Member("Unit")) ?? NoUnit);
        differences.Derived(Property, "Dimensions", Join(made?.Dimensions),
            Join((expected.Member("Dimensions") as JsonArray)?.Select(dimension =>
                    KeyValuePair.Create(ResourceValues.Text(dimension.Member("Key")) ?? "", ResourceValues.Text(dimension.Member("Value")) ?? ""))));
    }

    const string NoUnit = "None";

    static void CheckSubscriptionFilter(TemplateResource resource, SubscriptionFilter filter, Differences differences)
    {
        differences.Text("FilterPattern", filter.FilterPattern, "");
        differences.Text("DestinationArn", filter.DestinationArn);
    }

    static string? Join(IEnumerable<KeyValuePair<string, string>>? dimensions) =>
        dimensions?.Select(dimension => $"{dimension.Key}={dimension.Value}").Order(StringComparer.Ordinal).ToList() is { Count: > 0 } all
            ? string.Join(", ", all) : null;
}

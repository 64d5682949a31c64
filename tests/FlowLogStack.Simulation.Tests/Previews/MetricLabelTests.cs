namespace FlowLogStack.Simulation.Tests;

/// <summary>CloudWatch's recorded labels for metrics without their own.</summary>
public sealed class MetricLabelTests
{
    static (MetricIdentity, string, long) Of(string space, string name, string dimensions = "", string statistic = "Sum", long seconds = 300) =>
        (Metric(space, name, dimensions), statistic, seconds);

    static MetricIdentity Metric(string space, string name, string dimensions = "") =>
        new(space, name, dimensions.Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(pair => KeyValuePair.Create(pair.Split('=')[0], pair.Split('=')[1])));

    [Fact]
    public void Are_the_name_where_it_is_alone() =>
        Assert.Equal(["Load", "Disk"], MetricLabels.Of([Of("A", "Load", "Host=a"), Of("B", "Disk", "Host=b")]));

    [Fact]
    public void Are_what_differs_where_names_are_equal()
    {
        Assert.Equal(["a", "b"], MetricLabels.Of([Of("A", "Load", "Host=a,Zone=z"), Of("A", "Load", "Host=b,Zone=z")]));
        Assert.Equal(["A", "B"], MetricLabels.Of([Of("A", "Load", "Host=a"), Of("B", "Load", "Host=a")]));
        Assert.Equal(["A a y", "B b z"], MetricLabels.Of([Of("A", "Load", "Zone=y,Host=a"), Of("B", "Load", "Host=b,Zone=z")]));
        Assert.Equal(["Load", "a"], MetricLabels.Of([Of("A", "Load"), Of("A", "Load", "Host=a")]));
    }

    [Fact]
    public void Have_the_statistic_and_then_the_period_where_they_would_be_equal()
    {
        Assert.Equal(["Load Sum", "Load Average"], MetricLabels.Of([Of("A", "Load"), Of("A", "Load", statistic: "Average")]));
        Assert.Equal(["Load 60", "Load 300"], MetricLabels.Of([Of("A", "Load", seconds: 60), Of("A", "Load")]));
        Assert.Equal(["Load Sum 60", "Load Sum 300", "Load Average"],
            MetricLabels.Of([Of("A", "Load", seconds: 60), Of("A", "Load"), Of("A", "Load", statistic: "Average")]));
        Assert.Equal(["Load", "Load"], MetricLabels.Of([Of("A", "Load"), Of("A", "Load")]));
        Assert.Equal(["a Sum", "a Average", "b"], MetricLabels.Of([Of("A", "Load", "Host=a"), Of("A", "Load", "Host=a", "Average"),
            Of("A", "Load", "Host=b")]));
    }

    [Fact]
    public void Of_a_search_are_the_values_that_are_not_common_to_all_and_the_name_where_it_differs()
    {
        Assert.Equal(["Load"], MetricLabels.OfFound([Metric("A", "Load", "Host=a")]));
        Assert.Equal(["a", "b"], MetricLabels.OfFound([Metric("A", "Load", "Zone=z,Host=a"), Metric("A", "Load", "Host=b,Zone=z")]));
        Assert.Equal(["a x", "b y"], MetricLabels.OfFound([Metric("A", "Load", "Zone=x,Host=a"), Metric("A", "Load", "Host=b,Zone=y")]));
        Assert.Equal(["Load", "Disk"], MetricLabels.OfFound([Metric("A", "Load", "Host=a"), Metric("A", "Disk", "Host=a")]));
        Assert.Equal(["a Load", "b Disk", "Load"], MetricLabels.OfFound([Metric("A", "Load", "Host=a"), Metric("A", "Disk", "Host=b"), Metric("A", "Load")]));
    }
}

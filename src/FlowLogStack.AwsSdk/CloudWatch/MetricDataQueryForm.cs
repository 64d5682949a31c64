using Amazon.CloudWatch.Model;

namespace Amazon.CloudWatch;

/// <summary>The form of metrics and expressions in requests and responses.</summary>
static class MetricDataQueryForm
{
    internal static void Write(QueryParameters parameters, MetricDataQuery query)
    {
        var written = parameters.Within("");
        written.Add("Id", query.Id);
        written.Add("Expression", query.Expression);
        written.Add("Label", query.Label);
        written.Add("Period", query.Period);
        written.Add("ReturnData", query.ReturnData);
        if (query.MetricStat is not { } stat)
            return;
        var statistic = written.Within("MetricStat");
        statistic.Add("Period", stat.Period);
        statistic.Add("Stat", stat.Stat);
        statistic.Add("Unit", stat.Unit?.Value);
        var metric = statistic.Within("Metric");
        metric.Add("Namespace", stat.Metric?.Namespace);
        metric.Add("MetricName", stat.Metric?.MetricName);
        metric.AddEach("Dimensions.member", stat.Metric?.Dimensions, (member, dimension) =>
        {
            member.Add(".Name", dimension.Name);
            member.Add(".Value", dimension.Value);
        });
    }

    internal static MetricDataQuery Read(QueryAnswer item) => new()
    {
        Id = item.Text("Id"),
        Expression = item.Text("Expression"),
        Label = item.Text("Label"),
        Period = item.Whole("Period"),
        ReturnData = item.Flag("ReturnData"),
        MetricStat = item.Child("MetricStat") is { } stat
            ? new MetricStat
            {
                Period = stat.Whole("Period"),
                Stat = stat.Text("Stat"),
                Unit = stat.Text("Unit"),
                Metric = stat.Child("Metric") is { } metric
                    ? new Metric { Namespace = metric.Text("Namespace"), MetricName = metric.Text("MetricName"), Dimensions = Dimensions(metric) }
                    : null,
            }
            : null,
    };

    internal static List<Dimension>? Dimensions(QueryAnswer metric) =>
        metric.Each("Dimensions", "member", dimension => new Dimension { Name = dimension.Text("Name"), Value = dimension.Text("Value") });
}

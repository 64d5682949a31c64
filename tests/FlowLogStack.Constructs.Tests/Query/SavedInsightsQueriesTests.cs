using FlowLogStack.Capture;
using FlowLogStack.Query;

namespace FlowLogStack.Constructs.Tests;

public sealed class SavedInsightsQueriesTests : ConstructTests
{
    SavedInsightsQueries Save(QueryCatalogue catalogue, FlowLogFormat? format = null) =>
        new(Stack, "Saved", new SavedInsightsQueriesProps { LogGroup = new FlowLogGroup(Stack, "Logs").LogGroup, Format = format ?? FlowLogFormat.Default,
            Catalogue = catalogue });

    List<string> Names() => [.. Stack.Template().ResourcesOf("AWS::Logs::QueryDefinition").Values.Select(query => (string)query["Properties"]!["Name"]!)];

    FlowLogMonitoring Monitor(QueryCatalogue? queries, params Detection[] detections) =>
        new(Stack, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)], Archive = null, Detections = detections,
            InsightsQueries = queries });

    [Theory]
    [InlineData("default")]
    [InlineData("v5")]
    [InlineData("v11")]
    [InlineData("transit-gateway")]
    public void Saves_what_records_of_the_format_can_answer_in_folders_by_topic(string preset)
    {
        var format = FlowLogFormat.Presets[preset];
        var saved = Save(new QueryCatalogue(), format);
        var names = Names();
        Assert.Equal(saved.Queries.Count, names.Count);
        Assert.Distinct(names);
        Assert.Equal(InsightsQueries.All.Where(question => question.CanBeAskedOf(format))
            .Select(question => $"Test/Saved Flow logs/{question.Topic}/{question.Title}"),
            names.Where(name => !name.Contains("/Detections/", StringComparison.Ordinal)));
        Assert.Equal(Detections.All.Where(detection => detection.IsAvailableIn(format) && detection.Measure.Kind is not MeasureKind.Arrivals)
            .Select(detection => $"Test/Saved Flow logs/Detections/{detection.Title}"),
            names.Where(name => name.Contains("/Detections/", StringComparison.Ordinal)));
        foreach (var query in Stack.Template().ResourcesOf("AWS::Logs::QueryDefinition").Values.Select(query => (string)query["Properties"]!["QueryString"]!))
            LogsInsightsQuery.Parse(query).Start(new LogsInsightsOptions { Format = format }).Complete();
    }

    [Fact]
    public void Another_topic_or_detection_changes_no_other_id()
    {
        Save(new QueryCatalogue { Topics = ["Health"], Detections = [Detections.SshRejects] });
        var few = Stack.Template().ResourcesOf("AWS::Logs::QueryDefinition").Keys.ToList();
        var all = new Stack(Repository.NewApp(), "Other");
        _ = new SavedInsightsQueries(all, "Saved", new SavedInsightsQueriesProps { LogGroup = new FlowLogGroup(all, "Logs").LogGroup });
        Assert.Equal(4, few.Count);
        Assert.Subset(all.Template().ResourcesOf("AWS::Logs::QueryDefinition").Keys.ToHashSet(), few.ToHashSet());
    }

    [Fact]
    public void A_topic_and_a_folder_narrow_what_is_saved_and_where()
    {
        Save(new QueryCatalogue { Topics = ["Egress"], Detections = [], Folder = "Network/Production" });
        var names = Names();
        Assert.Equal(InsightsQueries.All.Count(question => question.Topic == "Egress" && question.CanBeAskedOf(FlowLogFormat.Default)), names.Count);
        Assert.All(names, name => Assert.StartsWith("Network/Production/Egress/", name));
    }

    [Fact]
    public void Fails_when_a_topic_is_not_known_or_a_name_or_a_query_is_too_long()
    {
        Assert.Contains("Unknown topic 'Egres'. Use Samples, Volume, Accepts and rejects, Traffic direction, Egress, Threats, Health. Did you mean 'Egress'?",
            Assert.Throws<ArgumentException>(() => Save(new QueryCatalogue { Topics = ["Egres"] })).Message);
        var group = new FlowLogGroup(Stack, "Group").LogGroup;
        Assert.Contains("has 260 characters, and CloudWatch Logs allows 1 to 255",
            Assert.Throws<ArgumentException>(() => new SavedInsightsQuery(Stack, "Long",
                new SavedInsightsQueryProps { Query = new("abcd", "limit 1"), LogGroup = group, Folder = new string('f', 255) })).Message);
        Assert.Contains("has 10001 characters, and Logs Insights allows 1 to 10000",
            Assert.Throws<ArgumentException>(() => new SavedInsightsQuery(Stack, "Wide",
                new SavedInsightsQueryProps { Query = new("abcd", new string('f', 10_001)), LogGroup = group })).Message);
    }

    [Fact]
    public void Monitoring_saves_the_labs_query_alone_unless_told_otherwise()
    {
        var monitoring = Monitor(null, Detections.SshRejects);
        Assert.Equal("Test/FlowLogs Top 20 source addresses with the most rejected requests", Assert.Single(Names()));
        Assert.Single(monitoring.SavedQueries);
    }

    [Fact]
    public void Monitoring_saves_a_detections_query_once_under_one_id_whether_or_not_it_is_watched()
    {
        var catalogue = new QueryCatalogue { Topics = ["Samples"] };
        Monitor(catalogue, Detections.SshRejects);
        var other = new Stack(Repository.NewApp(), "Other");
        _ = new FlowLogMonitoring(other, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)], Archive = null,
            Detections = [.. Detections.All.Where(detection => detection.IsAvailableIn(FlowLogFormat.Default))], InsightsQueries = catalogue });
        var ids = Stack.Template().ResourcesOf("AWS::Logs::QueryDefinition").Keys.Order(StringComparer.Ordinal);
        Assert.Equal(ids, other.Template().ResourcesOf("AWS::Logs::QueryDefinition").Keys.Order(StringComparer.Ordinal));
        var names = Names();
        Assert.Distinct(names);
        Assert.Contains("Test/FlowLogs Flow logs/Detections/SSH rejects", names);
        Assert.Contains("Test/FlowLogs Flow logs/Samples/Top 20 source addresses with the most rejected requests", names);
        Assert.DoesNotContain("Top 20 source addresses with the most rejected requests", names);
    }

    [Fact]
    public void Fails_when_there_is_no_log_group_to_ask() =>
        Assert.Contains("remove InsightsQueries", Assert.Throws<ArgumentException>(() =>
            new FlowLogMonitoring(Stack, "FlowLogs", new FlowLogMonitoringProps { Sources = [CaptureSource.FromId(VpcId)], LogGroup = null, Detections = [],
                InsightsQueries = new QueryCatalogue() })).Message);
}

using FlowLogStack.Dashboards;

namespace FlowLogStack.Constructs.Tests.Dashboards;

public sealed class FlowLogDashboardTests : ConstructTests
{
    static readonly TextPanel Text = new() { Markdown = "Hello" };

    FlowLogDashboard Draw(params IReadOnlyList<Panel>[] rows) =>
        new(Stack, $"Dashboard{Stack.Node.Children.Length}", new FlowLogDashboardProps { Name = "network", Rows = rows });

    static MetricPanel Drawing(params MetricSeries[] series) => new() { Title = "Load", Series = series };

    [Fact]
    public void Draws_a_teams_own_panels()
    {
        Draw([Text], [Drawing(MetricSeries.Of("AWS/EC2", "CPUUtilization", "InstanceId", "i-1") with { Statistic = "Average", Label = "CPU",
            Color = Palette.Inbound }) with { Unit = "Percent", Thresholds = [new(80, "busy")] }, Text with { Width = 8 }]);
        var properties = Stack.Template().Only("AWS::CloudWatch::Dashboard");
        Assert.Equal("network", (string?)properties["DashboardName"]);
        var body = DashboardRig.Deployed(Stack.Template().ToJson(), properties["DashboardBody"]);
        Assert.Equal("""{"start":"-PT3H","periodOverride":"inherit","widgets":[{"type":"text","x":0,"y":0,"width":24,"height":6"""
            + ""","properties":{"markdown":"Hello","background":"transparent"}},{"type":"metric","x":0,"y":6,"width":16,"height":6"""
            + ""","properties":{"title":"Load","region":"eu-west-1","view":"timeSeries","period":300"""
            + ""","metrics":[["AWS/EC2","CPUUtilization","InstanceId","i-1",{"stat":"Average","label":"CPU","color":"#4393e5"}]]"""
            + ""","stacked":false,"yAxis":{"left":{"min":0,"showUnits":false,"label":"Percent"}},"legend":{"position":"bottom"}"""
            + ""","annotations":{"horizontal":[{"value":80,"label":"busy","color":"#e0a800"}]}}},{"type":"text","x":16,"y":6,"width":8,"height":6"""
            + ""","properties":{"markdown":"Hello","background":"transparent"}}]}""", body);
    }

    [Fact]
    public void Refuses_at_synth_what_CloudWatch_would_refuse_and_names_the_panel()
    {
        var refused = Assert.Throws<ArgumentException>(() => Draw([Text], [Drawing(MetricSeries.Of("AWS/EC2", "CPUUtilization") with { Color = "red" })]));
        Assert.Contains("CloudWatch does not accept the dashboard 'network'", refused.Message);
        Assert.Contains("/widgets/1/properties/metrics/0/2/color ('Load'): Should match pattern #rrggbb", refused.Message);
    }

    [Fact]
    public void Refuses_alarms_that_are_none() =>
        Assert.Contains("/widgets/0/properties/alarms ('States'): Should NOT have fewer than 1 items",
            Assert.Throws<ArgumentException>(() => Draw([new AlarmStatePanel { Title = "States", AlarmArns = [] }])).Message);

    [Fact]
    public void Refuses_two_series_of_one_id() =>
        Assert.Contains("'a' is", Assert.Throws<ArgumentException>(() =>
            Draw([Drawing(MetricSeries.Math("1") with { Id = "a" }, MetricSeries.Math("2") with { Id = "a" })])).Message);

    [Theory]
    [InlineData("my dashboard")]
    [InlineData("")]
    [InlineData("übersicht")]
    public void Refuses_a_name_that_CloudWatch_would_refuse(string name) =>
        Assert.Contains("cannot name a dashboard", Assert.Throws<ArgumentException>(() =>
            new FlowLogDashboard(Stack, "Dashboard", new FlowLogDashboardProps { Name = name, Rows = [[Text]] })).Message);

    [Fact]
    public void Refuses_a_row_that_does_not_fit_or_is_empty()
    {
        Assert.Contains("does not fit in 24 columns", Assert.Throws<ArgumentException>(() =>
            Draw([Text with { Width = 20 }, Text with { Width = 8 }])).Message);
        Assert.Contains("does not fit in 24 columns", Assert.Throws<ArgumentException>(() => Draw([Text, Text, Text, Text, Text, Text, Text])).Message);
        Assert.Contains("has no panels", Assert.Throws<ArgumentException>(() => Draw([[]])).Message);
    }

    [Fact]
    public void Resolves_tokens_before_it_checks()
    {
        var arn = Stack.FormatArn(new ArnComponents { Service = "cloudwatch", Resource = "alarm", ResourceName = "a",
            ArnFormat = ArnFormat.COLON_RESOURCE_NAME });
        Draw([new AlarmStatePanel { AlarmArns = [arn] }]);
        Assert.Contains("arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a",
            DashboardRig.Deployed(Stack.Template().ToJson(), Stack.Template().Only("AWS::CloudWatch::Dashboard")["DashboardBody"]));
    }

    [Fact]
    public void Log_groups_without_metric_filters_are_refused()
    {
        var group = new Amazon.CDK.AWS.Logs.LogGroup(Stack, "Group",
            new Amazon.CDK.AWS.Logs.LogGroupProps { LogGroupClass = Amazon.CDK.AWS.Logs.LogGroupClass.INFREQUENT_ACCESS });
        Assert.Contains("Use a group of class STANDARD", Assert.Throws<ArgumentException>(() =>
            new TrafficMeasures(Stack, "Measures", new TrafficMeasuresProps { LogGroup = group })).Message);
    }

    [Fact]
    public void Changes_are_written_to_a_log_group_that_lets_only_their_rule_in()
    {
        new ChangeLog(Stack, "Changes");
        var template = Stack.Template();
        template.Has("AWS::Logs::LogGroup", """{ "RetentionInDays": 90 }""");
        var name = DashboardRig.Deployed(template.ToJson(), template.Only("AWS::Logs::LogGroup")["LogGroupName"]);
        Assert.StartsWith("/aws/events/Test-Changes-", name);
        var policy = DashboardRig.Deployed(template.ToJson(), template.Only("AWS::Logs::ResourcePolicy")["PolicyDocument"]);
        Assert.Contains($"arn:aws:logs:eu-west-1:111122223333:log-group:{name}:*", policy);
        Assert.Contains("\"aws:SourceAccount\":\"111122223333\"", policy);
        var rule = template.Only("AWS::Events::Rule");
        Assert.Contains("AuthorizeSecurityGroupIngress", rule["EventPattern"]!["detail"]!["eventName"]!.ToJsonString());
        Assert.Equal("""[{"exists":false}]""", rule["EventPattern"]!["detail"]!["errorCode"]!.ToJsonString());
    }

    [Theory]
    [InlineData(30, "of 30 s of the dashboard 'network' is not a whole number of minutes")]
    [InlineData(90, "of 90 s of the dashboard 'network' is not a whole number of minutes")]
    public void Refuses_a_range_that_is_not_whole_minutes(int seconds, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => new FlowLogDashboard(Stack, "Dashboard",
            new FlowLogDashboardProps { Name = "network", Rows = [[Text]], Range = Duration.Seconds(seconds) })).Message);

    [Theory]
    [InlineData(90)]
    [InlineData(45)]
    public void Refuses_a_period_that_is_not_whole_minutes(int seconds) =>
        Assert.Contains("/widgets/0/properties/period ('Load')", Assert.Throws<ArgumentException>(() =>
            Draw([Drawing(MetricSeries.Of("AWS/EC2", "CPUUtilization")) with { Period = Duration.Seconds(seconds) }])).Message);
}

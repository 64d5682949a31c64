using FlowLogStack.Records;
using FlowLogStack.Simulation;

namespace FlowLogStack.App.Tests;

/// <summary>Settings files to start from: accepted by the reader of the app, and quiet where they should be.</summary>
public sealed class StarterSettingsTests : AppTests
{
    const string Vpc = "vpc-0a1b2c3d4e5f67890";
    static readonly string[] Subscribers = ["network-team@example.com"];

    public static TheoryData<string, string?, bool, bool> Choices
    {
        get
        {
            var choices = new TheoryData<string, string?, bool, bool>();
            foreach (var source in new[] { "", Vpc, "eni-0a1b2c3d4e5f67890", "nat-0a1b2c3d4e5f67890", "tgw-0a1b2c3d4e5f67890", "tgw-attach-0a1b2c3d4e5f67890" })
            {
                foreach (var format in new[] { null, "default", "v10", "${srcaddr} ${dstaddr} ${log-status}" })
                {
                    if (format is null || !source.StartsWith("tgw", StringComparison.Ordinal))
                    {
                        choices.Add(source, format, false, true);
                        choices.Add(source, format, true, false);
                    }
                }
            }

            return choices;
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Every_choice_is_read_by_the_app(string source, string? format, bool hasAll, bool notifies)
    {
        var starter = new StarterSettings
        {
            Sources = source.Length == 0 ? [] : [source],
            Format = format,
            HasAllDetections = hasAll,
            Notify = notifies ? Subscribers : [],
            KnownSources = hasAll ? ["192.0.2.0/24"] : [],
            Resolvers = hasAll ? ["203.0.113.53/32"] : [],
        };
        var settings = SettingsReader.Parse("flowlogs.json", starter.ToJson());
        Assert.Equal(source.Length == 0 ? [] : [source], settings.Sources);
        Assert.Equal(notifies ? Subscribers : [], settings.Alarms.Notify);
    }

    [Fact]
    public void An_existing_log_group_is_watched_and_nothing_is_captured()
    {
        var template = Template(new StarterSettings { LogGroup = "/org/flow-logs", Notify = Subscribers }.ToJson());
        template.Counts("AWS::EC2::FlowLog", 0);
        template.Counts("AWS::EC2::VPC", 0);
        template.Has("AWS::Logs::MetricFilter", """{ "LogGroupName": "/org/flow-logs" }""");
    }

    [Fact]
    public void Every_quiet_threshold_is_above_the_default()
    {
        foreach (var (id, threshold) in StarterSettings.QuietThresholds)
            Assert.True(threshold > Detections.All.Single(detection => detection.Id == id).Threshold, id);
    }

    [Fact]
    public void Settings_for_an_existing_network_are_quiet_on_a_day_of_internet_noise_and_the_default_stacks_are_not()
    {
        Assert.Equal(0, TimesInAlarm(new StarterSettings { Sources = [Vpc] }));
        Assert.True(TimesInAlarm(new StarterSettings()) > 0);
    }

    [Fact]
    public void Settings_for_an_existing_network_still_alarm_on_an_attack()
    {
        Assert.True(TimesInAlarm(new StarterSettings { Sources = [Vpc] },
            new TrafficScenario { Kind = ScenarioKind.SshBruteForce, Start = TimeSpan.FromHours(3), Duration = TimeSpan.FromMinutes(20) }) > 0);
    }

    [Fact]
    public void Synthesis_states_a_threshold_that_alarms_all_day_unless_it_was_chosen()
    {
        Assert.Contains("set 'alarms.detections.SshRejects.threshold'", Assert.Single(Infos($$"""{ "sources": ["{{VpcId}}"] }""")), StringComparison.Ordinal);
        Assert.Single(Infos("""{ "capture": false, "logs": { "existingLogGroup": "/org/flow-logs" } }"""));
        Assert.Empty(Infos($$"""{ "sources": ["{{VpcId}}"], "alarms": { "detections": { "SshRejects": { "threshold": 1 } } } }"""));
        Assert.Empty(Infos(new StarterSettings { Sources = [Vpc] }.ToJson()));
        Assert.Empty(Infos("{}"));
    }

    static string[] Infos(string settings) =>
        [.. Amazon.CDK.Assertions.Annotations.FromStack(Stack(settings)).FindInfo("*", Amazon.CDK.Assertions.Match.StringLikeRegexp("most of the day"))
            .Select(info => info.Entry.Data!.ToString()!)];

    static int TimesInAlarm(StarterSettings settings, params TrafficScenario[] more)
    {
        var backtest = new Backtest(AlarmTemplate.Parse(Template(settings.ToJson()).ToText(), "template"));
        var plan = TrafficPlan.DemoDay with
        {
            Format = backtest.HeaderlessFormat,
            Scenarios = [.. TrafficPlan.DemoDay.Scenarios.Where(scenario => scenario.Kind.IsBackground), new() { Kind = ScenarioKind.InternetNoise },
                new() { Kind = ScenarioKind.Administration }, .. more],
        };
        using var lines = new MemoryStream();
        TrafficOutput.WriteLines(plan, lines);
        lines.Position = 0;
        backtest.Read(lines, "a noisy day");
        return backtest.Finish().Alarms.Sum(alarm => alarm.TimesInAlarm);
    }
}

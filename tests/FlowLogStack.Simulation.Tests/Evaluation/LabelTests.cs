namespace FlowLogStack.Simulation.Tests.Evaluation;

public sealed class LabelTests
{
    [Theory]
    [InlineData("start,end,kind,host\n2026-01-01T00:00:00Z,2026-01-01T01:00:00Z,SshRejects,10.0.1.5\n")]
    [InlineData("\uFEFFhost,detection,end,start\r\n10.0.1.5,SshRejects,1767229200,1767225600\r\n")]
    [InlineData("[{\"start\":\"2026-01-01T00:00:00Z\",\"end\":1767229200,\"kind\":\"SshRejects\",\"host\":\"10.0.1.5\"}]")]
    [InlineData("{\"start\":\"2026-01-01 00:00\",\"end\":\"2026-01-01T02:00:00+0100\",\"kind\":\"SshRejects\",\"host\":\"10.0.1.5\"}\n\n")]
    public void CSV_and_JSON_say_the_same(string text)
    {
        var label = Assert.Single(AttackLabels.Read(text, "labels"));
        Assert.Equal(("2026-01-01T00:00:00.0000000+00:00", "2026-01-01T01:00:00.0000000+00:00", "SshRejects", "10.0.1.5"),
            (label.From.ToString("O"), label.To.ToString("O"), label.Kind, label.Host.ToString()));
    }

    [Fact]
    public void The_ground_truth_of_generated_traffic_is_read_without_the_background()
    {
        using var truth = new StringWriter { NewLine = "\n" };
        var plan = new TrafficPlan { Duration = TimeSpan.FromMinutes(40),
            Scenarios = [new() { Kind = ScenarioKind.QuietOffice }, new() { Kind = ScenarioKind.SshAccepted, Start = TimeSpan.FromMinutes(10) }] };
        TrafficOutput.WriteLines(plan, Stream.Null, new GroundTruth(truth));
        var label = Assert.Single(AttackLabels.Read(truth.ToString(), "truth.csv"));
        Assert.Equal("ssh-accepted", label.Kind);
        Assert.InRange(label.From - plan.Start, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(11));
        Assert.InRange(label.To - plan.Start, TimeSpan.FromMinutes(19), TimeSpan.FromMinutes(22));
    }

    [Fact]
    public void Labels_of_one_kind_and_host_that_are_five_minutes_apart_are_one_event()
    {
        var labels = AttackLabels.Read("start,end,kind,host\n100,200,a,\n500,600,a,\n901,950,a,\n500,600,b,\n150,160,a,10.0.0.1\n", "labels");
        Assert.Equal(["100 600 a", "150 160 a", "500 600 b", "901 950 a"],
            labels.Select(label => $"{label.From.ToUnixTimeSeconds()} {label.To.ToUnixTimeSeconds()} {label.Kind}"));
    }

    [Theory]
    [InlineData("", "labels is empty")]
    [InlineData("when,what\n1,2\n", "labels:1: the first row must name the columns, and lacks start, end, kind")]
    [InlineData("start,end,kind\n1,2\n", "labels:2: it has 2 columns, and the row of names has 3")]
    [InlineData("start,end,kind\n1,2,x\nsoon,2,x\n", "labels:3: the start 'soon' is not a time")]
    [InlineData("start,end,kind\n20,10,x\n", "labels:2: its end 10 is before its start 20")]
    [InlineData("start,end,kind\n20,30,\n", "labels:2: it has no kind")]
    [InlineData("start,end,kind,host\n20,30,x,web-1\n", "labels:2: the host 'web-1' is not an address")]
    [InlineData("[{\"start\":1}", "labels is not valid JSON")]
    [InlineData("[1]", "labels: label 1 is not a JSON object")]
    [InlineData("[{\"start\":1,\"end\":2}]", "labels: label 1: it has no kind")]
    public void Refuses_what_is_no_label_with_the_place_and_the_fix(string text, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<FormatException>(() => AttackLabels.Read(text, "labels")).Message, StringComparison.Ordinal);

    [Fact]
    public void A_kind_is_a_detection_a_scenario_or_meant_for_every_detection()
    {
        Assert.Equal(["SshRejects"], LabelKinds.DetectionsOf("ssh-rejects"));
        Assert.Equal(["PrivateSubnetReached"], LabelKinds.DetectionsOf("PrivateSubnetReached"));
        Assert.Equal(["RemoteAccessAccepted"], LabelKinds.DetectionsOf("rdp-accepted"));
        Assert.Equal([], LabelKinds.DetectionsOf("internet-noise"));
        Assert.Null(LabelKinds.DetectionsOf("C&C"));
    }

    [Fact]
    public void Every_attack_that_is_generated_is_meant_for_a_detection_that_exists()
    {
        var ids = Records.Detections.For(new Records.MonitoredNetwork { PrivateSubnets = ["10.0.0.0/8"] }).Select(detection => detection.Id).ToList();
        foreach (var kind in ScenarioKind.All.Except(ScenarioKind.Groups["threats"]).Where(kind => !kind.IsBackground && !kind.IsNuisance))
        {
            var meant = LabelKinds.DetectionsOf(kind.Name)!;
            Assert.NotEmpty(meant);
            Assert.All(meant, id => Assert.Contains(id, ids));
        }
    }

    [Fact]
    public void Threats_are_attacks_that_queries_find_and_no_detection_is_meant_for() =>
        Assert.All(ScenarioKind.Groups["threats"], kind =>
        {
            Assert.True(LabelKinds.IsAttack(kind.Name));
            Assert.Equal([], LabelKinds.DetectionsOf(kind.Name));
        });
}

namespace FlowLogStack.Records.Tests;

public sealed class CoverageTests
{
    static readonly IReadOnlyList<Detection> All = Detections.For(new MonitoredNetwork { PrivateSubnets = ["10.0.128.0/20"] });

    [Fact]
    public void Every_detection_states_its_techniques_and_what_it_does_not_find()
    {
        Assert.All(All, detection => Assert.EndsWith(".", detection.Limits, StringComparison.Ordinal));
        Assert.All(Detections.Changes, change => Assert.EndsWith(".", change.Limits, StringComparison.Ordinal));
        // An attack does not cause skipped records.
        Assert.Equal(["RecordsLost"], All.Where(detection => detection.Techniques.IsEmpty).Select(detection => detection.Id));
        Assert.All(All.SelectMany(detection => detection.Techniques).Concat(Detections.Changes.SelectMany(change => change.Techniques))
            .Concat(CommonAttack.All.SelectMany(attack => attack.Techniques)), id => Assert.Matches(@"^T1\d{3}(\.\d{3})?$", id));
    }

    [Fact]
    public void A_detection_of_ones_own_states_its_techniques_itself()
    {
        var own = All[0] with { Id = "Own", Techniques = ["T1021"], Limits = "Everything else." };
        Assert.Equal("T1021", Assert.Single((own with { Threshold = 3 }).Techniques));
        Assert.Contains("[T1021](https://attack.mitre.org/techniques/T1021/)", own.ToMarkdown(), StringComparison.Ordinal);
        // The id of a built-in detection brings nothing of it.
        var namesake = new Detection
        {
            Id = All[0].Id, Title = "Another", Meaning = "", Rationale = "", Response = "", Guidance = new("", "", "", ""), FalsePositives = "", Tuning = "",
        };
        Assert.Empty(namesake.Techniques);
        Assert.Empty(namesake.Limits);
    }

    [Fact]
    public void Every_detection_of_attacks_and_every_query_for_them_is_in_the_table_of_common_attacks()
    {
        var named = CommonAttack.All.SelectMany(attack => attack.By).ToHashSet();
        var detections = All.Where(detection => !detection.Techniques.IsEmpty).Select(detection => detection.Id)
            .Concat(Detections.Changes.Where(change => !change.Techniques.IsEmpty).Select(change => change.Id));
        Assert.All(detections, id => Assert.Contains(id, named));
        string[] forAttacks = ["Beacons", "BruteForce", "SlowPortScans"];
        Assert.All(
            InsightsQueries.All.Where(query => query.Topic == "Threats" || forAttacks.Contains(query.Id)),
            query => Assert.Contains(query.Title, named));
    }

    [Fact]
    public void Every_attack_that_a_detection_names_is_in_the_table() =>
        Assert.All(BuiltInDetection<Detection>.All.SelectMany(detection => detection.Attribute.Attacks)
                .Concat(BuiltInDetection<ChangeDetection>.All.SelectMany(change => change.Attribute.Attacks)),
            name => Assert.Equal(AttackVisibility.Found, Assert.Single(CommonAttack.All, attack => attack.Name == name).Visibility));

    [Fact]
    public void Every_attack_that_is_found_names_detections_and_queries_that_exist()
    {
        var ids = All.Select(detection => detection.Id).Concat(Detections.Changes.Select(change => change.Id)).ToHashSet();
        var queries = InsightsQueries.All.Select(query => query.Title).ToHashSet();
        foreach (var attack in CommonAttack.All)
        {
            Assert.EndsWith(".", attack.Remark, StringComparison.Ordinal);
            Assert.Equal(attack.Visibility is AttackVisibility.NotFound, attack.By.IsEmpty);
            Assert.All(attack.By, by => Assert.Contains(by, attack.Visibility is AttackVisibility.Found ? ids : queries));
        }

        Assert.Distinct(CommonAttack.All.Select(attack => attack.Name));
    }

    [Fact]
    public void The_page_of_coverage_has_them_all() =>
        Snapshot.MatchesFile(Repository.PathOf("docs", "detections", "coverage.md"), CoveragePage.ToMarkdown(All, Detections.Changes));
}

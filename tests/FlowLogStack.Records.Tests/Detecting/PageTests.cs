namespace FlowLogStack.Records.Tests;

/// <summary>The pages in docs/detections are what the catalogue says.</summary>
public sealed class PageTests
{
    static readonly IReadOnlyList<Detection> All = Detections.For(new MonitoredNetwork { PrivateSubnets = ["10.0.128.0/20"] });

    static string PathOf(string name) => Repository.PathOf("docs", "detections", name);

    [Fact]
    public void Every_detection_has_its_page()
    {
        foreach (var detection in All)
            Snapshot.MatchesFile(PathOf(detection.Id + ".md"), detection.ToMarkdown());
        foreach (var change in Detections.Changes)
            Snapshot.MatchesFile(PathOf(change.Id + ".md"), change.ToMarkdown());
    }

    [Fact]
    public void The_list_has_them_all() =>
        Snapshot.MatchesFile(PathOf("README.md"), DetectionPage.Index(All, Detections.Changes));

    [Fact]
    public void The_page_of_fields_is_what_the_catalogue_has() => Snapshot.MatchesFile(Repository.PathOf("docs", "fields.md"), FieldPage.ToMarkdown());

    [Fact]
    public void The_page_of_what_is_not_recorded_is_what_the_list_has() =>
        Snapshot.MatchesFile(Repository.PathOf("docs", "not-recorded.md"), RecordingLimit.ToMarkdown());

    [Fact]
    public void No_page_is_left_over() =>
        Assert.Equal(
            All.Select(detection => detection.Id).Concat(Detections.Changes.Select(change => change.Id)).Concat(["README", "coverage", "quality"])
                .Order(StringComparer.Ordinal),
            Directory.GetFiles(PathOf(""), "*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));
}

namespace FlowLogStack.Review.Tests;

/// <summary>Resources with new logical ids.</summary>
public sealed class MoveTests
{
    [Fact]
    public void A_moved_alarm_and_filter_are_not_removed_detections() =>
        Change.OfStack().Rename("Ssh", "NetSsh").Rename("SshAlarm", "NetSshAlarm").Finds(
            "info logical-id-moved", "low resource-replaced NetSsh", "low resource-replaced NetSshAlarm", "medium name-taken NetSshAlarm");

    [Fact]
    public void A_moved_log_group_that_is_kept_starts_empty() =>
        Change.OfStack().Rename("Group", "NetGroup").Finds(
            "info logical-id-moved NetGroup", "medium resource-replaced NetGroup", "medium flow-log-replaced ToLogs", "low resource-replaced Ssh",
                "medium resource-replaced Forward", "medium resource-replaced Invoke");

    [Fact]
    public void A_moved_bucket_with_a_literal_name_fails() =>
        Assert.Contains("high name-taken NetArchive", Change.OfStack().SetBefore("Archive/BucketName", "\"flows\"")
            .Set("Archive/BucketName", "\"flows\"").Rename("Archive", "NetArchive").Review().Findings.Select(Change.Line));

    [Fact]
    public void A_moved_queue_that_is_deleted_loses_its_messages() =>
        Assert.Contains("high resource-replaced NetFailures", Change.OfStack().AttributeBefore("Failures", "DeletionPolicy", "Delete").Attribute("Failures",
            "DeletionPolicy", "Delete").Rename("Failures", "NetFailures").Review().Findings.Select(Change.Line));

    [Fact]
    public void A_moved_query_has_no_effect_but_its_new_id() => Change.OfStack().Rename("Query", "NetQuery").Finds("info logical-id-moved NetQuery");

    [Fact]
    public void A_moved_and_retuned_alarm_is_recognized_by_its_name() =>
        Change.OfStack().Rename("SshAlarm", "NetSshAlarm").Set("NetSshAlarm/Threshold", "40").Finds(
            "info logical-id-moved NetSshAlarm", "low resource-replaced NetSshAlarm", "medium name-taken NetSshAlarm", "medium alarm-retuned NetSshAlarm");

    [Fact]
    public void Permissions_of_moved_roles_and_policies_are_the_same() =>
        Change.OfStack().Rename("ForwarderRole", "NetRole").Rename("ForwarderPolicy", "NetPolicy")
            .Finds("info logical-id-moved", "medium resource-replaced NetRole", "medium resource-replaced NetPolicy");

    [Fact]
    public void A_whole_stack_under_new_ids_has_no_removed_detection_and_no_new_permission()
    {
        var change = Change.OfStack();
        foreach (var id in new[] { "Group", "Delivery", "ToLogs", "ToArchive", "Archive", "ArchivePolicy", "Key", "Topic", "TopicPolicy", "Mail", "Ssh",
            "SshAlarm", "Worst", "Talkers", "TalkersAlarm", "Query", "Table", "Forwarder", "Failures" })
            change.Rename(id, $"Network{id}5C2D37C4");
        var rules = change.Review().Findings.Select(finding => finding.Rule).ToHashSet();
        Assert.DoesNotContain(ReviewRules.DetectionRemoved, rules);
        Assert.DoesNotContain(ReviewRules.AccessWidened, rules);
        Assert.DoesNotContain(ReviewRules.AccessNew, rules);
        Assert.DoesNotContain(ReviewRules.FlowLogRemoved, rules);
        Assert.DoesNotContain(ReviewRules.Deleted, rules);
        Assert.Contains(ReviewRules.Moved, rules);
    }
}

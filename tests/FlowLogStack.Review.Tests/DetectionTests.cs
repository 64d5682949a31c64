namespace FlowLogStack.Review.Tests;

/// <summary>Detections that are added, removed and retuned.</summary>
public sealed class DetectionTests
{
    [Fact]
    public void A_pattern_states_what_it_counts_now()
    {
        var result = Change.OfStack().Set("Ssh/FilterPattern",
            "\"[version, account_id, interface_id, srcaddr, dstaddr, srcport, dstport=3389, protocol=6, packets, bytes, start, end, action=REJECT, "
            + "log_status]\"").Finds("medium pattern-changed Ssh");
        var text = ReplacementTests.Text(result, "Ssh");
        Assert.Contains("Before: records with `dstport=22`, `protocol=6` and `action=REJECT`.", text, StringComparison.Ordinal);
        Assert.Contains("Now: records with `dstport=3389`, `protocol=6` and `action=REJECT`.", text, StringComparison.Ordinal);
        Assert.Contains("Alarms of its metric: `SSH rejects`.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pattern_that_reads_other_fields_than_it_names_does_not_fit() =>
        Change.OfStack().Set("Ssh/FilterPattern",
            "\"[version, account_id, interface_id, srcaddr, dstaddr, dstport=22, srcport, protocol=6, packets, bytes, start, end, action=REJECT, log_status]\"")
            .Finds("medium pattern-changed Ssh", "high format-unfit Ssh");

    [Fact]
    public void A_pattern_that_is_not_valid_fails_to_deploy() =>
        Assert.Contains("high deployment-fails Ssh", Change.OfStack().Set("Ssh/FilterPattern", "\"[a, a]\"").Review().Findings.Select(Change.Line));

    [Theory]
    [InlineData("Threshold", "99999", "high")]
    [InlineData("Threshold", "40", "medium")]
    [InlineData("Threshold", "5", "low")]
    [InlineData("EvaluationPeriods", "3", "medium")]
    [InlineData("Period", "60", "medium")]
    [InlineData("TreatMissingData", "\"ignore\"", "medium")]
    [InlineData("Statistic", "\"Average\"", "medium")]
    public void A_retuned_alarm_has_the_severity_of_what_it_misses(string property, string value, string severity) =>
        Change.OfStack().Set($"SshAlarm/{property}", value).Finds($"{severity} alarm-retuned SshAlarm");

    [Fact]
    public void A_retuned_alarm_states_its_condition_before_and_now()
    {
        var text = ReplacementTests.Text(Change.OfStack().Set("SshAlarm/Threshold", "99999").Review(), "SshAlarm");
        Assert.Contains("Before: Enters ALARM when the sum of `flows/SSH Rejects` is 20 or more in one period of 5 minutes; a period without data does not "
            + "count.", text, StringComparison.Ordinal);
        Assert.Contains("Now: Enters ALARM when the sum of `flows/SSH Rejects` is 99,999 or more in one period of 5 minutes", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_removed_alarm_is_high_and_states_what_it_did() =>
        Assert.Contains("is 20 or more", ReplacementTests.Text(Change.OfStack().Without("SshAlarm").Set("Worst/AlarmRule", "\"FALSE\"")
            .Finds("high detection-removed SshAlarm", "medium alarm-retuned Worst"), "SshAlarm"), StringComparison.Ordinal);

    [Fact]
    public void Disabled_actions_silence_an_alarm() => Change.OfStack().Set("SshAlarm/ActionsEnabled", "false").Finds("high alarm-silenced SshAlarm");

    [Fact]
    public void An_alarm_without_actions_is_silent_unless_a_composite_alarm_notifies()
    {
        Change.OfStack().Set("TalkersAlarm/AlarmActions", null).Finds("high alarm-silenced TalkersAlarm");
        Change.OfStack().Set("SshAlarm/AlarmActions", null).Finds("low alarm-silenced SshAlarm");
        Change.OfStack().Set("SshAlarm/AlarmActions/0", "\"arn:aws:sns:us-east-1:ACCOUNT:other\"").Finds("medium alarm-silenced SshAlarm");
    }

    [Fact]
    public void A_renamed_metric_blinds_its_alarm_and_empties_its_widget() =>
        Change.OfStack().Set("Ssh/MetricTransformations/0/MetricName", "\"SSH RejectsX\"")
            .Finds("medium pattern-changed Ssh", "high alarm-blind SshAlarm", "medium widget-empty Board");

    [Fact]
    public void An_alarm_that_names_a_metric_nobody_publishes_is_blind() =>
        Change.OfStack().Set("SshAlarm/MetricName", "\"Other\"").Finds("medium alarm-retuned SshAlarm", "high alarm-blind SshAlarm");

    [Fact]
    public void A_removed_filter_blinds_its_alarm() =>
        Change.OfStack().Without("Ssh").Finds("medium detection-removed Ssh", "high alarm-blind SshAlarm", "medium widget-empty Board");

    [Fact]
    public void A_disabled_rule_blinds_its_alarm() =>
        Change.OfStack().Set("Talkers/RuleState", "\"DISABLED\"").Finds("high detection-removed Talkers", "high alarm-blind TalkersAlarm");

    [Fact]
    public void Added_detections_are_no_alarm()
    {
        var filter = System.Text.Json.Nodes.JsonNode.Parse(Change.Stack)!["Resources"]!["Ssh"]!.ToJsonString().Replace("=22", "=23", StringComparison.Ordinal)
            .Replace("ssh-rejects", "telnet", StringComparison.Ordinal).Replace("SSH Rejects", "Telnet", StringComparison.Ordinal);
        var alarm = System.Text.Json.Nodes.JsonNode.Parse(Change.Stack)!["Resources"]!["SshAlarm"]!.ToJsonString()
            .Replace("SSH Rejects", "Telnet", StringComparison.Ordinal).Replace("SSH rejects", "Telnet", StringComparison.Ordinal);
        Change.OfStack().With("Telnet", filter).With("TelnetAlarm", alarm).Finds("info detection-added Telnet", "info detection-added TelnetAlarm");
    }

    [Fact]
    public void A_rule_over_other_alarms_is_shown_with_its_states() =>
        Change.OfStack().Set("Worst/AlarmRule", "\"FALSE\"").Finds("medium alarm-retuned Worst");
}

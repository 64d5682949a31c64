using System.Globalization;
using System.Text;
using FlowLogStack.Records;

namespace FlowLogStack.Simulation.Tests.Evaluation;

public sealed class EvaluationTests
{
    const long Midnight = 1767225600;

    // A day of a web client, with failed SSH attempts for ten minutes in some hours.
    static string Day(params int[] hours)
    {
        var text = new StringBuilder(FlowLogFormat.Default.ToHeaderLine() + "\n");
        for (var minute = 0; minute < 24 * 60; minute++)
        {
            Append("10.0.1.5", "203.0.113.80", 443, "ACCEPT");
            if (hours.Contains(minute / 60) && minute % 60 < 10)
            {
                for (var i = 0; i < 40; i++)
                    Append("198.51.100.7", "10.0.1.5", 22, "REJECT");
            }

            void Append(string source, string destination, int port, string action) =>
                text.Append(CultureInfo.InvariantCulture, $"2 123456789012 eni-1 {source} {destination} 40000 {port} 6 1 "
                    + $"40 {Midnight + (minute * 60)} {Midnight + (minute * 60) + 20} {action} OK\n");
        }

        return text.ToString();
    }

    static string Label(int hour, string kind, string host = "") => $"{Midnight + (hour * 3600)},{Midnight + (hour * 3600) + 600},{kind},{host}\n";

    static EvaluationResult Evaluated(string records, string labels, Action<long, string>? rejected = null)
    {
        var evaluation = new DetectionEvaluation(AttackLabels.Read("start,end,kind,host\n" + labels, "labels"));
        evaluation.Read(new MemoryStream(Encoding.UTF8.GetBytes(records)), "records", rejected);
        return evaluation.Finish();
    }

    static DetectionScore ScoreOf(EvaluationResult result, string id) => result.Scores.Single(score => score.Detection.Id == id);

    [Fact]
    public void What_is_labelled_is_right_and_what_is_not_is_not()
    {
        var result = Evaluated(Day(3, 9, 15, 21), Label(3, "SshRejects") + Label(9, "ssh-brute-force") + Label(18, "SshRejects"));
        var ssh = ScoreOf(result, "SshRejects");
        Assert.Equal((4, 2, 0.5), (ssh.Alarms, ssh.RightAlarms, ssh.Precision));
        Assert.Equal((3, 2, 2d / 3), (ssh.Events, ssh.FoundEvents, ssh.Recall));
        Assert.InRange(ssh.TimeToDetect!.Value, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
        Assert.Equal(4, ssh.AlarmsPerDay, 1);
        Assert.Equal((3, 2, 0), (result.Events, result.FoundEvents, result.LabelsOutside));
        var mail = ScoreOf(result, "MailSent");
        Assert.Equal((0, 0, null, null), (mail.Alarms, mail.Events, mail.Precision, mail.Recall));
    }

    [Fact]
    public void A_kind_that_is_unknown_is_meant_for_every_detection()
    {
        var result = Evaluated(Day(3), Label(3, "Malicious"));
        Assert.All(result.Scores, score => Assert.Equal(1, score.Events));
        Assert.Equal(["Malicious"], result.GeneralKinds);
        Assert.Equal(1, ScoreOf(result, "SshRejects").Recall);
        Assert.Equal(0, ScoreOf(result, "MailSent").Recall);
    }

    [Theory]
    [InlineData("10.0.1.5", 1)]
    [InlineData("198.51.100.7", 1)]
    [InlineData("10.0.1.6", 0)]
    public void A_label_with_a_host_needs_a_record_of_that_host_that_the_detection_selects(string host, int found)
    {
        var ssh = ScoreOf(Evaluated(Day(3), Label(3, "SshRejects", host)), "SshRejects");
        Assert.Equal((1, found, found), (ssh.Alarms, ssh.RightAlarms, ssh.FoundEvents));
    }

    [Fact]
    public void Labels_outside_the_time_of_the_records_do_not_count()
    {
        var result = Evaluated(Day(3), Label(3, "SshRejects") + Label(30, "SshRejects"));
        Assert.Equal((1, 1), (result.Events, result.LabelsOutside));
        Assert.Equal(1, ScoreOf(result, "SshRejects").Events);
    }

    [Fact]
    public void An_alarm_at_the_time_of_a_nuisance_is_not_right()
    {
        var ssh = ScoreOf(Evaluated(Day(3), Label(3, "internet-noise")), "SshRejects");
        Assert.Equal((1, 0, 0), (ssh.Alarms, ssh.RightAlarms, ssh.Events));
    }

    [Fact]
    public void Detections_whose_fields_the_format_lacks_are_named_and_malformed_lines_are_told()
    {
        var rejected = new List<long>();
        var result = Evaluated(Day(3) + "no record\n", Label(3, "SshRejects"), (line, _) => rejected.Add(line));
        Assert.Contains(result.Unavailable, detection => detection.Id == "UnencryptedTraffic");
        Assert.Equal(FlowLogFormat.Default, result.Format);
        Assert.Single(rejected);
    }

    [Fact]
    public void Without_records_there_are_no_scores()
    {
        var result = Evaluated("", Label(3, "SshRejects"));
        Assert.Equal((0, 0, 1), (result.Records, result.Scores.Count, result.LabelsOutside));
    }
}

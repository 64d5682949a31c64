using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The severity of an alarm, which CloudWatch does not have: the value of a tag that the constructs set.</summary>
static class AlarmSeverity
{
    const string Tag = "severity";

    /// <summary>Returns the severity in the tags of an alarm, or null if there isn't one.</summary>
    internal static Severity? Of(ResourceProperties alarm) =>
        alarm.List("Tags").Where(tag => tag.Text("Key") == Tag).Select(tag => tag.Text("Value")).FirstOrDefault() switch
        {
            "low" => Severity.Low,
            "medium" => Severity.Medium,
            "high" => Severity.High,
            _ => null,
        };

    /// <summary>Returns the value of the tag.</summary>
    internal static string NameOf(Severity severity) => severity switch
    {
        Severity.High => "high",
        Severity.Medium => "medium",
        _ => "low",
    };
}

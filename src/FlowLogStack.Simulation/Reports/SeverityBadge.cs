using FlowLogStack.Records;

namespace FlowLogStack.Simulation;

/// <summary>The severity of an alarm as a badge.</summary>
static class SeverityBadge
{
    /// <summary>Writes the badge after a space, or nothing without a severity.</summary>
    public static void Write(HtmlWriter html, Severity? severity)
    {
        if (severity is { } known)
            html.Write($" <span class=\"badge badge-{AlarmSeverity.NameOf(known)}\">{AlarmSeverity.NameOf(known)}</span>");
    }

    /// <summary>Writes whether an alarm was right, or nothing if the attacks aren't known.</summary>
    public static void Write(HtmlWriter html, Judgement judgement)
    {
        if (Text(judgement) is { } text)
            html.Write($" <span class=\"judgement judgement-{(judgement is Judgement.Expected ? "expected" : "unexpected")}\">{text}</span>");
    }

    static string? Text(Judgement judgement) => judgement switch
    {
        Judgement.Expected => "✓ expected",
        Judgement.Mixed => "✗ also unexpected",
        Judgement.Unexpected => "✗ unexpected",
        _ => null,
    };
}

namespace FlowLogStack.Records;

/// <summary>One thing in a dashboard body that CloudWatch refuses, or takes with a validation message.</summary>
/// <param name="Path">Where it is, such as <c>/widgets/9/properties</c>; empty for the body itself.</param>
/// <param name="Message">What is wrong, as CloudWatch words it where its words are known, with the value and the cure.</param>
/// <param name="Widget">The title of the widget, or null when it has none or the problem is in no widget.</param>
public sealed record DashboardProblem(string Path, string Message, string? Widget = null)
{
    /// <summary>Place, widget and message in one line.</summary>
    public override string ToString() => Widget is null ? $"{Path}: {Message}" : $"{Path} ('{Widget}'): {Message}";
}

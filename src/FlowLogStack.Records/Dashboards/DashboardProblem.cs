namespace FlowLogStack.Records;

/// <summary>A problem of a dashboard body, for which CloudWatch returns an error or a validation message.</summary>
/// <param name="Path">Place, such as <c>/widgets/9/properties</c>; empty for the body itself.</param>
/// <param name="Message">Problem in CloudWatch's own words where they are known, with the value and the fix.</param>
/// <param name="Widget">Title of the widget; null if it has none or the problem is outside a widget.</param>
public sealed record DashboardProblem(string Path, string Message, string? Widget = null)
{
    /// <summary>Returns place, widget and message in one line.</summary>
    public override string ToString() => Widget is null ? $"{Path}: {Message}" : $"{Path} ('{Widget}'): {Message}";
}

using FlowLogStack.Records;

namespace FlowLogStack.Settings;

/// <summary>The log format of a settings file: a preset or placeholders.</summary>
static class FormatText
{
    /// <summary>Returns the log format of a text.</summary>
    /// <param name="text">A preset, such as <c>v5</c>, or placeholders.</param>
    /// <param name="custom">Fields that AWS has added since this version. Default: none.</param>
    /// <exception cref="FlowLogFormatException">The text is neither a preset nor a log format.</exception>
    public static FlowLogFormat Parse(string text, params IEnumerable<FlowField> custom)
    {
        if (FlowLogFormat.Presets.TryGetValue(text, out var preset))
            return preset;
        if (text.Contains('$', StringComparison.Ordinal))
            return FlowLogFormat.Parse(text, custom);
        var nearest = Nearest.To(text, FlowLogFormat.Presets.Keys);
        throw new FlowLogFormatException(
            text,
            null,
            $"\"{text}\" is neither a preset nor a log format. Use {string.Join(", ", FlowLogFormat.Presets.Keys)}, or placeholders such as "
                + $"\"${{version}} ${{srcaddr}}\".{(nearest is null ? "" : $" Did you mean \"{nearest}\"?")}");
    }

    /// <summary>Returns why a text isn't a log format, or null if it is one.</summary>
    public static string? ProblemOf(string text)
    {
        try
        {
            Parse(text);
            return null;
        }
        catch (FlowLogFormatException e)
        {
            return e.Message;
        }
    }
}

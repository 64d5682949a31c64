using System.Text;

namespace FlowLogStack.Records.Tests;

/// <summary>What a pattern makes of an event, in a form that test data can spell.</summary>
static class Matching
{
    /// <summary>The values extracted as <c>$name=value</c>, joined with <c>|</c>; null when the event is not selected.</summary>
    public static string? Values(string pattern, string message)
    {
        if (!LogPattern.Parse(pattern).TryMatch(Encoding.UTF8.GetBytes(message), out var match))
            return null;
        var values = new List<string>();
        foreach (var value in match)
            values.Add($"{value.Name}={Encoding.UTF8.GetString(value.Text)}");
        return string.Join('|', values);
    }

    public static bool Selects(string pattern, string message) => LogPattern.Parse(pattern).IsMatch(Encoding.UTF8.GetBytes(message));

    public static LogPatternException Error(string pattern) => Assert.Throws<LogPatternException>(() => LogPattern.Parse(pattern));
}

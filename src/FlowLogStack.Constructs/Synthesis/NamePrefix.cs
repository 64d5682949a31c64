using System.Globalization;
using System.Text;
using Constructs;

namespace FlowLogStack;

/// <summary>The prefix of the names of a construct's alarms, metrics, metric filters and saved queries.</summary>
static class NamePrefix
{
    const int MaximumLength = 128;

    /// <summary>Returns the configured prefix, or the stack's name and the construct's path, such as <c>Network/FlowLogs </c>.</summary>
    internal static string Of(Construct construct, string? prefix)
    {
        if (prefix is not null)
            return prefix;
        var path = PathName.Exact(construct);
        return (path.Length < MaximumLength ? path : PathName.Of(construct, '-')) + " ";
    }

    /// <summary>
    /// Returns the prefix with each character that isn't allowed in metric and metric filter names replaced by its code. Different prefixes stay
    /// different.
    /// </summary>
    internal static string OfMetric(string prefix)
    {
        if (Token.IsUnresolved(prefix))
            return prefix;
        var allowed = new StringBuilder();
        foreach (var c in prefix)
        {
            if (c is ':' or '*' or '$' or '%')
                allowed.Append(CultureInfo.InvariantCulture, $"%{(int)c:X2}");
            else
                allowed.Append(c);
        }

        return allowed.ToString();
    }
}

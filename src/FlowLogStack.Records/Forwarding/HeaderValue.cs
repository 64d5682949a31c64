using System.Text.RegularExpressions;

namespace FlowLogStack.Records;

/// <summary>Valid values of the headers that the processor adds to requests.</summary>
static class HeaderValue
{
    /// <summary>
    /// Pattern of valid values: 1 to 512 printable ASCII characters without spaces at either end. The client can't send others. With <c>none</c>, Sumo
    /// Logic's forwarder leaves a header out.
    /// </summary>
    public const string Pattern = "^(?!none$)[!-~]([ -~]{0,510}[!-~])?$";

    /// <summary>The pattern in words.</summary>
    public const string InWords = "1 to 512 ASCII characters without control characters and without spaces at either end, other than 'none'";

    /// <summary>Returns whether a header can have a value.</summary>
    public static bool IsValid(string value) => Regex.Match(value, Pattern) is { Success: true, Length: var length } && length == value.Length;
}

using System.Globalization;
using System.Xml.Linq;

namespace Amazon;

/// <summary>An element of an answer in XML. Its namespace carries the API's date; the names alone are the contract.</summary>
readonly struct QueryAnswer(XElement element)
{
    internal string Value => element.Value;

    internal QueryAnswer? Child(string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name) is { } found ? new QueryAnswer(found) : null;

    internal string? Text(string name) => Child(name)?.Value;

    internal int? Whole(string name) => Text(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    internal double? Number(string name) => Text(name) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    internal bool? Flag(string name) => Text(name) is { Length: > 0 } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>An instant, in UTC.</summary>
    internal DateTime? Instant(string name) => Text(name) is { Length: > 0 } text ? InstantOf(text) : null;

    internal static DateTime InstantOf(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>The members of a list; null when the answer has no such list.</summary>
    /// <param name="list">The list's name.</param>
    /// <param name="member">The name of each member: EC2's <c>item</c>, the other services' <c>member</c>.</param>
    /// <param name="read">Reads a member.</param>
    internal List<T>? Each<T>(string list, string member, Func<QueryAnswer, T> read) => Child(list)?.Members(member).Select(read).ToList();

    internal List<string>? Texts(string list) => Each(list, "member", item => item.Value);

    IEnumerable<QueryAnswer> Members(string member) => element.Elements().Where(item => item.Name.LocalName == member).Select(item => new QueryAnswer(item));
}

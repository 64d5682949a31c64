using System.Globalization;
using System.Xml.Linq;

namespace Amazon;

/// <summary>An element of an XML response. Its namespace contains the API's date, so only local names are compared.</summary>
readonly struct QueryAnswer(XElement element)
{
    internal string Value => element.Value;

    internal QueryAnswer? Child(string name) =>
        element.Elements().FirstOrDefault(child => child.Name.LocalName == name) is { } found ? new QueryAnswer(found) : null;

    internal string? Text(string name) => Child(name)?.Value;

    internal int? Whole(string name) => Text(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    internal double? Number(string name) => Text(name) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;

    internal bool? Flag(string name) => Text(name) is { Length: > 0 } text ? text.Equals("true", StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>Returns an instant in UTC; null if it is absent or empty.</summary>
    internal DateTime? Instant(string name) => Text(name) is { Length: > 0 } text ? InstantOf(text) : null;

    internal static DateTime InstantOf(string text) =>
        DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    /// <summary>Returns the members of a list; null if the response has no such list.</summary>
    /// <param name="list">Name of the list.</param>
    /// <param name="member">Name of each member: <c>item</c> for EC2, <c>member</c> for other services.</param>
    /// <param name="read">Reads a member.</param>
    internal List<T>? Each<T>(string list, string member, Func<QueryAnswer, T> read) => Child(list)?.Members(member).Select(read).ToList();

    internal List<string>? Texts(string list) => Each(list, "member", item => item.Value);

    IEnumerable<QueryAnswer> Members(string member) => element.Elements().Where(item => item.Name.LocalName == member).Select(item => new QueryAnswer(item));
}

using System.Security.Cryptography;
using System.Text;
using Amazon.CDK;
using Constructs;

namespace FlowLogStack;

/// <summary>Readable names for resources that CloudFormation doesn't name: the stack's name and the construct's path in the stack.</summary>
static class PathName
{
    const int MaximumLength = 128;
    const int HashLength = 8;

    /// <summary>
    /// Returns the name as letters and digits. Two paths that differ only in other characters have the same name, which <see cref="PhysicalNames"/>
    /// reports.
    /// </summary>
    public static string Of(Construct construct, char separator, int maximumLength = MaximumLength)
    {
        var name = string.Join(separator, Parts(construct).Select(Plain).Where(part => part.Length > 0));
        return name.Length <= maximumLength
            ? name
            : Names.UniqueResourceName(construct, new UniqueResourceNameOptions { Separator = separator.ToString(), MaxLength = maximumLength });
    }

    /// <summary>
    /// Returns the name as <see cref="Of"/> does. If the path has other characters, appends a hash of the path, so different paths have different
    /// names.
    /// </summary>
    public static string Unique(Construct construct, char separator, int maximumLength = MaximumLength)
    {
        var name = Of(construct, separator, maximumLength);
        var exact = Exact(construct);
        return Parts(construct).All(part => part == Plain(part))
            ? name
            : $"{name[..Math.Min(name.Length, maximumLength - HashLength - 1)]}{separator}"
                + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(exact)))[..HashLength];
    }

    /// <summary>Returns the stack's name and the construct's path in the stack, separated by slashes, such as <c>Network/FlowLogs</c>.</summary>
    public static string Exact(Construct construct) => string.Join('/', Parts(construct));

    // The name of a nested stack isn't known during synthesis. Its path in the parent stack is used instead.
    static IEnumerable<string> Parts(Construct construct)
    {
        var below = Places.PathOf(construct)[Places.PathOf(Places.DeployedStackOf(construct)).Length..];
        return below.Split('/').Prepend(Places.DeployedNameOf(construct)).Where(part => part.Length > 0);
    }

    static string Plain(string part) => string.Concat(part.Where(char.IsAsciiLetterOrDigit));
}

using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlowLogStack.Testing;

/// <summary>The XML documentation of an assembly's public members.</summary>
public static partial class DocumentedApi
{
    static readonly HashSet<string> Articles = new(StringComparer.OrdinalIgnoreCase) { "a", "an", "its", "of", "the", "this" };

    /// <summary>Returns the public types and members without a summary.</summary>
    /// <param name="assembly">Assembly with an XML file beside it.</param>
    public static IReadOnlyList<string> Undocumented(Assembly assembly)
    {
        var documented = Read(assembly).Select(member => member.Key).ToHashSet(StringComparer.Ordinal);
        return [.. Members(assembly).Where(member => !documented.Contains(member)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Returns the public types and members whose summary only repeats their name.</summary>
    /// <param name="assembly">Assembly with an XML file beside it.</param>
    public static IReadOnlyList<string> Repetitions(Assembly assembly)
    {
        var summaries = Read(assembly);
        return
        [
            .. Members(assembly).Distinct().Order(StringComparer.Ordinal)
                .Where(member => summaries.GetValueOrDefault(member) is { } summary && Words(summary)
                    .SequenceEqual(Words(member[(member.LastIndexOf('.') + 1)..]), StringComparer.OrdinalIgnoreCase)),
        ];
    }

    // Overloads share one entry, because their ids contain the types of their parameters.
    static Dictionary<string, string> Read(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var summaries = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var member in XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member"))
        {
            var id = ((string?)member.Attribute("name") ?? "").Split('(')[0];
            if (member.Element("inheritdoc") is not null)
                summaries.TryAdd(id, "inherited");
            else if (member.Element("summary") is { } summary)
                summaries.TryAdd(id, summary.HasElements ? $"{summary.Value} with references" : summary.Value);
        }

        return summaries;
    }

    static IEnumerable<string> Members(Assembly assembly)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var type in assembly.GetExportedTypes())
        {
            var name = type.FullName!.Replace('+', '.');
            yield return $"T:{name}";
            foreach (var property in type.GetProperties(Public))
                yield return $"P:{name}.{property.Name}";
            foreach (var field in type.GetFields(Public).Where(field => !field.IsSpecialName))
                yield return $"F:{name}.{field.Name}";

            // The compiler writes other methods of records.
            foreach (var method in type.GetMethods(Public)
                .Where(method => !method.IsSpecialName && !method.Name.StartsWith('<')
                    && method.Name is not ("Equals" or "GetHashCode" or "ToString" or "Deconstruct")))
                yield return $"M:{name}.{method.Name}{(method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")}";
        }
    }

    static IEnumerable<string> Words(string text) => Word().Matches(text).Select(match => match.Value).Where(word => !Articles.Contains(word));

    [GeneratedRegex("[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")]
    private static partial Regex Word();
}

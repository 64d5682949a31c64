using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace FlowLogStack.Testing;

/// <summary>A page of Markdown with the public types of an assembly and their members, generated from its XML documentation.</summary>
public static partial class MemberPage
{
    const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool",
        [typeof(byte)] = "byte",
        [typeof(char)] = "char",
        [typeof(decimal)] = "decimal",
        [typeof(double)] = "double",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(object)] = "object",
        [typeof(string)] = "string",
        [typeof(uint)] = "uint",
        [typeof(ulong)] = "ulong",
        [typeof(ushort)] = "ushort",
        [typeof(void)] = "void",
    };

    /// <summary>Returns the page of an assembly.</summary>
    /// <param name="assembly">Assembly with an XML file beside it.</param>
    /// <param name="introduction">Heading and text above the namespaces.</param>
    /// <exception cref="InvalidDataException">A type or member lacks documentation in the XML file.</exception>
    public static string Of(Assembly assembly, string introduction)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentNullException.ThrowIfNull(introduction);
        var documentation = XDocument.Load(Path.ChangeExtension(assembly.Location, ".xml")).Descendants("member")
            .ToDictionary(member => (string)member.Attribute("name")!, StringComparer.Ordinal);
        var page = new StringBuilder(introduction.ReplaceLineEndings("\n").TrimEnd()).Append('\n');
        foreach (var types in assembly.GetExportedTypes().Where(type => !IsWritten(type)).GroupBy(type => type.Namespace!)
            .OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {types.Key}\n");
            foreach (var type in types.OrderBy(NameOf, StringComparer.Ordinal))
                Append(type, documentation, page);
        }

        return page.ToString();
    }

    static void Append(Type type, Dictionary<string, XElement> documentation, StringBuilder page)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n### {Cell(NameOf(type))}\n\n{KindOf(type)}. {TextOf($"T:{IdOf(type)}", documentation)}\n");
        var rows = RowsOf(type).Select(row => (row.Code, Text: TextOf(row.Id, documentation))).ToList();
        if (rows.Count == 0)
            return;
        page.Append("\n| member | meaning |\n|---|---|\n");
        foreach (var (code, text) in rows)
            page.Append(CultureInfo.InvariantCulture, $"| `{code.Replace("|", "\\|", StringComparison.Ordinal)}` | {text} |\n");
    }

    static IEnumerable<(string Code, string Id)> RowsOf(Type type)
    {
        var id = IdOf(type);
        if (type.IsEnum)
            return Enum.GetNames(type).Select(name => (name, $"F:{id}.{name}"));
        var nullability = new NullabilityInfoContext();
        var constructors = type.GetConstructors(Declared).Where(constructor => constructor.GetParameters().Length > 0 && !IsCopy(constructor))
            .Select(constructor => ($"new {NameOf(type)}({ParametersOf(constructor, nullability)})", $"M:{id}.#ctor{IdOf(constructor.GetParameters())}"));
        var properties = type.GetProperties(Declared).Where(property => property.Name != "EqualityContract")
            .Select(property => (property.GetIndexParameters() is { Length: > 0 } index
                ? (Code: $"{NameOf(nullability.Create(property))} this[{string.Join(", ", index.Select(parameter => NameOf(nullability.Create(parameter))))}]",
                    Id: $"P:{id}.Item{IdOf(index)}")
                : (Code: $"{StaticOf(property.GetMethod)}{NameOf(nullability.Create(property))} {property.Name}", Id: $"P:{id}.{property.Name}")));
        var fields = type.GetFields(Declared).Select(field =>
            ($"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{NameOf(nullability.Create(field))} {field.Name}", $"F:{id}.{field.Name}"));
        var methods = type.GetMethods(Declared).Where(method => !method.IsSpecialName && !method.Name.StartsWith('<')
            && method.Name is not ("Equals" or "GetHashCode" or "ToString" or "Deconstruct"))
            .Select(method => ($"{StaticOf(method)}{NameOf(nullability.Create(method.ReturnParameter))} {method.Name}({ParametersOf(method, nullability)})",
                $"M:{id}.{method.Name}{(method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : "")}{IdOf(method.GetParameters())}"));
        return constructors.Concat(properties.OrderBy(row => row.Code.Split(' ')[^1], StringComparer.Ordinal)).Concat(fields)
            .Concat(methods.OrderBy(row => row.Item2, StringComparer.Ordinal));
    }

    // The compiler writes parts of records, and the constructor of a props type without parameters has nothing to document.
    static bool IsWritten(Type type) => type.GetCustomAttribute<CompilerGeneratedAttribute>() is not null;

    static bool IsCopy(ConstructorInfo constructor) => constructor.GetParameters() is [var only] && only.ParameterType == constructor.DeclaringType;

    static string TextOf(string id, Dictionary<string, XElement> documentation)
    {
        // The constructor of a type with parameters in its declaration has the summary of the type.
        var type = id.Contains(".#ctor", StringComparison.Ordinal) ? $"T:{id[2..id.IndexOf(".#ctor", StringComparison.Ordinal)]}" : "";
        if (!documentation.TryGetValue(id, out var member) && !documentation.TryGetValue(type, out member))
            throw new InvalidDataException($"{id} has no XML documentation. Add a summary.");
        if (member.Element("summary") is not { } summary)
            return member.Element("inheritdoc") is null ? throw new InvalidDataException($"{id} has no summary. Add one.")
                : "As in the base type or the interface.";
        var text = new StringBuilder(Flat(summary));
        foreach (var exception in member.Elements("exception"))
            text.Append(CultureInfo.InvariantCulture, $" Throws `{LastOf((string?)exception.Attribute("cref") ?? "")}`: {Flat(exception)}");
        return Cell(text.ToString());
    }

    static string Flat(XElement element)
    {
        var text = new StringBuilder();
        foreach (var node in element.Nodes())
        {
            text.Append(node switch
            {
                XText plain => plain.Value,
                XElement { Name.LocalName: "see" or "seealso" } reference when reference.Attribute("cref") is { } cref => $"`{LastOf(cref.Value)}`",
                XElement { Name.LocalName: "see" } reference when reference.Attribute("langword") is { } word => $"`{word.Value}`",
                XElement { Name.LocalName: "see" } reference => (string?)reference.Attribute("href"),
                XElement { Name.LocalName: "paramref" or "typeparamref" } reference => $"`{(string?)reference.Attribute("name")}`",
                XElement { Name.LocalName: "c" or "code" } code => $"`{code.Value}`",
                XElement other => $" {Flat(other)} ",
                _ => "",
            });
        }

        return Blanks().Replace(text.ToString(), " ").Trim();
    }

    // A member with its type, or a type, without namespaces and parameters.
    static string LastOf(string cref)
    {
        var parts = cref.Split('(')[0].Split(':')[^1].Split('.');
        var name = parts[^1] == "#ctor" ? $"new {parts[^2]}" : cref.StartsWith("T:", StringComparison.Ordinal) || parts.Length < 2 ? parts[^1]
            : $"{parts[^2]}.{parts[^1]}";
        return Arity().Replace(name, "");
    }

    // Outside of code a bracket would begin a tag, and a bar ends a cell.
    static string Cell(string text) =>
        string.Concat(text.Split('`').Select((part, i) => i % 2 == 1 ? $"`{part}`" : part.Replace("<", "&lt;", StringComparison.Ordinal)))
            .Replace("|", "\\|", StringComparison.Ordinal);

    static string KindOf(Type type) => type switch
    {
        { IsEnum: true } => "Enum",
        { IsValueType: true } => "Struct",
        { IsInterface: true } => "Interface",
        { IsAbstract: true, IsSealed: true } => "Static class",
        _ when type.BaseType is { FullName: "Constructs.Construct" } => "Construct",
        _ => "Class",
    };

    static string StaticOf(MethodInfo? method) => method is { IsStatic: true } ? "static " : "";

    static string ParametersOf(MethodBase method, NullabilityInfoContext nullability) =>
        string.Join(", ", method.GetParameters().Select(parameter =>
            $"{NameOf(nullability.Create(parameter))} {parameter.Name}{(parameter.HasDefaultValue ? " = …" : "")}"));

    static string NameOf(NullabilityInfo info)
    {
        var name = NameOf(info.Type.IsByRef ? info.Type.GetElementType()! : info.Type);
        return info.ReadState == NullabilityState.Nullable && !name.EndsWith('?') ? $"{name}?" : name;
    }

    static string NameOf(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{NameOf(value)}?";
        if (type.IsArray)
            return $"{NameOf(type.GetElementType()!)}[]";
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        var name = type.IsNested && !type.IsGenericParameter ? $"{type.DeclaringType!.Name}.{type.Name}" : type.Name;
        return type.IsGenericType ? $"{Arity().Replace(name, "")}<{string.Join(", ", type.GetGenericArguments().Select(NameOf))}>" : name;
    }

    // As the compiler writes ids of documentation.
    static string IdOf(Type type)
    {
        if (type.IsByRef)
            return $"{IdOf(type.GetElementType()!)}@";
        if (type.IsArray)
            return $"{IdOf(type.GetElementType()!)}[]";
        if (type.IsGenericParameter)
            return string.Create(CultureInfo.InvariantCulture, $"{(type.DeclaringMethod is null ? "`" : "``")}{type.GenericParameterPosition}");
        if (type is { IsGenericType: true, IsGenericTypeDefinition: false })
            return $"{Arity().Replace(type.GetGenericTypeDefinition().FullName!.Replace('+', '.'), "")}"
                + $"{{{string.Join(',', type.GetGenericArguments().Select(IdOf))}}}";
        return type.FullName!.Replace('+', '.');
    }

    static string IdOf(ParameterInfo[] parameters) =>
        parameters.Length == 0 ? "" : $"({string.Join(',', parameters.Select(parameter => IdOf(parameter.ParameterType)))})";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(@"`+\d+")]
    private static partial Regex Arity();
}

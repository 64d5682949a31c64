using System.Reflection;
using System.Text;

namespace FlowLogStack.Testing;

/// <summary>The public surface of an assembly as text, so that a change of it is seen in review.</summary>
public static class PublicApi
{
    /// <summary>Every public type with its public members, sorted by name.</summary>
    public static string Of(Assembly assembly)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        var text = new StringBuilder();
        foreach (var type in assembly.GetExportedTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            text.Append(Kind(type)).Append(' ').Append(Name(type)).Append('\n');
            foreach (var member in Members(type).Order(StringComparer.Ordinal))
                text.Append("    ").Append(member).Append('\n');
        }

        return text.ToString();
    }

    static IEnumerable<string> Members(Type type)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        if (type.IsEnum)
            return Enum.GetNames(type);
        return type.GetConstructors(Public).Select(constructor => $"new({Parameters(constructor)})")
            .Concat(type.GetProperties(Public).Select(property =>
                $"{Static(property.GetMethod ?? property.SetMethod)}{Name(property.PropertyType)} {property.Name} {{ {Accessors(property)}}}"))
            .Concat(type.GetFields(Public).Select(field =>
                $"{(field.IsLiteral ? "const " : field.IsStatic ? "static " : "")}{Name(field.FieldType)} {field.Name}"))
            // What the compiler writes for records and operators follows from the kind of type.
            .Concat(type.GetMethods(Public).Where(method => !method.IsSpecialName && !method.Name.StartsWith('<')
                && method.Name is not ("Equals" or "GetHashCode" or "ToString" or "Deconstruct"))
                .Select(method => $"{Static(method)}{Name(method.ReturnType)} {method.Name}({Parameters(method)})"));
    }

    static string Kind(Type type) =>
        type.IsEnum ? "enum" : type.IsValueType ? "struct" : type.IsInterface ? "interface" : type is { IsAbstract: true, IsSealed: true } ? "static class"
            : type.IsSealed ? "class" : "open class";

    static string Static(MethodInfo? method) => method is { IsStatic: true } ? "static " : "";

    static string Accessors(PropertyInfo property)
    {
        var set = property.SetMethod is { IsPublic: true } setter
            ? setter.ReturnParameter.GetRequiredCustomModifiers().Any(modifier => modifier.Name == "IsExternalInit") ? "init; " : "set; "
            : "";
        return (property.GetMethod is { IsPublic: true } ? "get; " : "") + set;
    }

    static string Parameters(MethodBase method) =>
        string.Join(", ", method.GetParameters().Select(parameter =>
            $"{Name(parameter.ParameterType)} {parameter.Name}{(parameter.HasDefaultValue ? " = …" : "")}"));

    static string Name(Type type)
    {
        if (type.IsByRef)
            return "ref " + Name(type.GetElementType()!);
        if (type.IsArray)
            return Name(type.GetElementType()!) + "[]";
        if (type.IsGenericParameter)
            return type.Name;
        var name = type.FullName is { } full && full.StartsWith("System.", StringComparison.Ordinal) ? type.Name : (type.FullName ?? type.Name).Split('[')[0];
        return type.IsGenericType
            ? $"{name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
            : name.Replace('+', '.');
    }
}

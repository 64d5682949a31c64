using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowLogStack.Packages.Tests;

/// <summary>A file of C# that ships: the types and extension methods it declares, and the names it uses.</summary>
/// <param name="Project">Folder of the project, such as <c>src/FlowLogStack.Records</c>.</param>
/// <param name="Folder">First folder within the project; empty for files beside the project file.</param>
/// <param name="Path">Path in the repository.</param>
/// <param name="Types">Names of the types that the file declares outside other types, without type parameters.</param>
/// <param name="Names">Names that the file uses as types.</param>
sealed record SourceFile(string Project, string Folder, string Path, IReadOnlyList<string> Types, IReadOnlySet<string> Names)
{
    /// <summary>The files of C# below <c>src</c> and <c>lambda</c>.</summary>
    public static IReadOnlyList<SourceFile> Shipped { get; } =
        [.. Repository.Files("src/*.cs", "lambda/*.cs").Select(file => Of(file, File.ReadAllText(Repository.PathOf(file))))];

    /// <summary>Names of the extension methods that the file declares. Default: none.</summary>
    public IReadOnlySet<string> Extensions { get; init; } = new HashSet<string>();

    /// <summary>Names of the other methods and the properties that the file declares. Default: none.</summary>
    public IReadOnlySet<string> Members { get; init; } = new HashSet<string>();

    /// <summary>Names that the file uses as members of a value or type. Default: none.</summary>
    public IReadOnlySet<string> Uses { get; init; } = new HashSet<string>();

    /// <summary>Names behind a dot, with the name before it, which can be a namespace. Default: none.</summary>
    public IReadOnlySet<(string Before, string Name)> Qualified { get; init; } = new HashSet<(string, string)>();

    /// <summary>Reads the text of a file.</summary>
    /// <param name="file">Path in the repository, such as <c>src/FlowLogStack.Records/Formats/FlowField.cs</c>.</param>
    /// <param name="text">Text of the file.</param>
    public static SourceFile Of(string file, string text)
    {
        var parts = file.Split('/');
        var nodes = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Preview)).GetRoot().DescendantNodes().ToList();
        var declared = nodes.Select(MemberNameOf).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var accesses = nodes.OfType<MemberAccessExpressionSyntax>().ToList();
        return new SourceFile(
            string.Join('/', parts[..2]),
            parts.Length > 3 ? parts[2] : "",
            file,
            [
                .. nodes.Where(node => NameOf(node) is not null && !node.Ancestors().Any(outer => outer is BaseTypeDeclarationSyntax))
                    .Select(node => NameOf(node)!).Distinct(),
            ],
            nodes.OfType<SimpleNameSyntax>()
                .Where(name => SyntaxFacts.IsInTypeOnlyContext(name) || !(IsMember(name) || declared.Contains(name.Identifier.Text)))
                .Select(name => name.Identifier.Text).ToHashSet(StringComparer.Ordinal))
        {
            Extensions = nodes.OfType<MethodDeclarationSyntax>().Where(IsExtension).Select(method => method.Identifier.Text).ToHashSet(StringComparer.Ordinal),
            Members = nodes.Where(node => node is PropertyDeclarationSyntax || (node is MethodDeclarationSyntax method && !IsExtension(method)))
                .Select(MemberNameOf).OfType<string>().ToHashSet(StringComparer.Ordinal),
            Uses = accesses.Where(access => !IsType(access.Expression, declared)).Select(access => access.Name)
                .Concat(nodes.OfType<MemberBindingExpressionSyntax>().Select(binding => binding.Name))
                .Select(name => name.Identifier.Text).ToHashSet(StringComparer.Ordinal),
            Qualified = accesses.Where(access => access.Expression is IdentifierNameSyntax before && !declared.Contains(before.Identifier.Text))
                .Select(access => (access.Expression.ToString(), access.Name.Identifier.Text)).ToHashSet(),
        };
    }

    // Without a compilation, a name in an expression is taken for a type unless the file declares a member of that name, or it is used as a member.
    static bool IsMember(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax or NameColonSyntax => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
        _ => false,
    };

    // A method of a type by that type's name is no extension method, whose type would be found by its own name.
    static bool IsType(ExpressionSyntax before, HashSet<string> declared) =>
        before is IdentifierNameSyntax { Identifier.Text: var name } && char.IsUpper(name[0]) && !declared.Contains(name);

    static bool IsExtension(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters.FirstOrDefault()?.Modifiers.Any(modifier => modifier.IsKind(SyntaxKind.ThisKeyword)) == true;

    static string? MemberNameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text,
        VariableDeclaratorSyntax variable => variable.Identifier.Text,
        EnumMemberDeclarationSyntax member => member.Identifier.Text,
        ParameterSyntax parameter => parameter.Identifier.Text,
        _ => null,
    };

    static string? NameOf(SyntaxNode node) => node switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.Text,
        DelegateDeclarationSyntax type => type.Identifier.Text,
        _ => null,
    };
}

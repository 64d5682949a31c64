using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowLogStack.Packages.Tests;

/// <summary>A file of C# that ships: the types it declares, and the names it uses.</summary>
/// <param name="Project">Folder of the project, such as <c>src/FlowLogStack.Records</c>.</param>
/// <param name="Folder">First folder within the project; empty for files beside the project file.</param>
/// <param name="Path">Path in the repository.</param>
/// <param name="Types">Names of the types that the file declares outside other types, without type parameters.</param>
/// <param name="Names">Names that the file uses as types.</param>
sealed record SourceFile(string Project, string Folder, string Path, IReadOnlyList<string> Types, IReadOnlySet<string> Names)
{
    /// <summary>The files of C# below <c>src</c> and <c>lambda</c>.</summary>
    public static IReadOnlyList<SourceFile> Shipped { get; } =
    [
        .. Tool.Run("git", ["ls-files", "-z", "src/*.cs", "lambda/*.cs"]).Output.Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Where(file => File.Exists(Repository.PathOf(file))).Select(Read),
    ];

    static SourceFile Read(string file)
    {
        var parts = file.Split('/');
        var root = CSharpSyntaxTree.ParseText(File.ReadAllText(Repository.PathOf(file)), new CSharpParseOptions(LanguageVersion.Preview)).GetRoot();
        return new SourceFile(
            string.Join('/', parts[..2]),
            parts.Length > 3 ? parts[2] : "",
            file,
            [.. root.DescendantNodes(node => node is not BaseTypeDeclarationSyntax).Select(NameOf).OfType<string>().Distinct()],
            TypeNames(root));
    }

    // Without a compilation, a name is taken for a type unless the file declares a member of that name, or it is used as a member.
    static HashSet<string> TypeNames(SyntaxNode root)
    {
        var names = root.DescendantNodes().OfType<SimpleNameSyntax>().Where(name => !IsMember(name)).Select(name => name.Identifier.Text)
            .ToHashSet(StringComparer.Ordinal);
        names.ExceptWith(root.DescendantNodes().Select(MemberNameOf).OfType<string>());
        return names;
    }

    static bool IsMember(SimpleNameSyntax name) => name.Parent switch
    {
        MemberAccessExpressionSyntax access => access.Name == name,
        MemberBindingExpressionSyntax or NameColonSyntax => true,
        AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left == name,
        _ => false,
    };

    static string? MemberNameOf(SyntaxNode node) => node switch
    {
        MethodDeclarationSyntax method => method.Identifier.Text,
        PropertyDeclarationSyntax property => property.Identifier.Text == property.Type.ToString() ? null : property.Identifier.Text,
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

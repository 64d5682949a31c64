namespace FlowLogStack.Packages.Tests;

/// <summary>Our assemblies, compiled against the lowest CDK, as the runtime links them on the newest.</summary>
public sealed class MemberReferenceTests
{
    public static TheoryData<string> Assemblies => ["FlowLogStack.Constructs", "FlowLogStack.App"];

    [ToolTheory("npm", "npx", "tar")]
    [MemberData(nameof(Assemblies))]
    public void The_newest_CDK_has_every_member_that_we_refer_to(string assembly)
    {
        var references = OnNewest(assembly).References();
        Assert.True(references.Count > 5, $"{references.Count} references to members of CDK were found.");
        AssertNone(
            references.Where(reference => reference.Member is null),
            $"are not in CDK {NewestCdk.Version}. Set properties by name, with CdkVersions.With, and call methods that all versions have.");
    }

    [ToolTheory("npm", "npx", "tar")]
    [MemberData(nameof(Assemblies))]
    public void No_member_that_we_refer_to_is_obsolete_in_the_newest_CDK(string assembly) =>
        AssertNone(
            OnNewest(assembly).References().Where(reference => reference.IsObsolete),
            $"are obsolete in CDK {NewestCdk.Version}. Use what their documentation names instead.");

    [ToolTheory("npm", "npx", "tar")]
    [MemberData(nameof(Assemblies))]
    public void Properties_that_a_later_CDK_may_widen_are_set_by_name(string assembly) =>
        AssertNone(
            OnNewest(assembly).References().Where(reference => reference.SetsAnotherResource),
            "hold other resources or their names. Later versions of CDK widen such properties. Set them by name, with CdkVersions.With.");

    [ToolTheory("npm", "npx", "tar")]
    [MemberData(nameof(Assemblies))]
    public void Every_type_of_ours_loads_on_the_newest_CDK(string assembly) => Assert.Empty(OnNewest(assembly).TypesThatDoNotLoad());

    static CompiledAssembly OnNewest(string assembly)
    {
        NewestCdk.Prepare();
        return new(Repository.PathOf("src", "FlowLogStack.App", "bin", BuildConfiguration.Name, "net10.0", assembly + ".dll"), NewestCdk.Assemblies());
    }

    static void AssertNone(IEnumerable<CdkReference> references, string problem)
    {
        var names = references.Select(reference => reference.Name).Order(StringComparer.Ordinal).ToList();
        Assert.True(names.Count == 0, $"{names.Count} members {problem}\n{string.Join('\n', names)}");
    }
}

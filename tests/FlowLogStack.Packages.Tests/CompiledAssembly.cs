using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;

namespace FlowLogStack.Packages.Tests;

/// <summary>An assembly of ours, compiled against the lowest CDK, whose references are resolved by the runtime against other assemblies.</summary>
sealed class CompiledAssembly
{
    static readonly string[] Cdk = ["Constructs", "Amazon.CDK.Lib", "Amazon.CDK.CloudAssembly.Schema", "Amazon.JSII.Runtime"];
    readonly string path;
    readonly Context context;
    readonly Assembly assembly;

    /// <summary>Loads an assembly.</summary>
    /// <param name="path">Its file. What the other assemblies lack is looked up beside it.</param>
    /// <param name="others">Paths of assemblies by name: a CDK of another version.</param>
    public CompiledAssembly(string path, IReadOnlyDictionary<string, string> others)
    {
        this.path = path;
        context = new Context(Path.GetDirectoryName(path)!, others);
        assembly = context.LoadFromAssemblyPath(path);
    }

    /// <summary>The references to members of CDK.</summary>
    public IReadOnlyList<CdkReference> References()
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences
                .Where(handle => IsOfCdk(metadata, metadata.GetMemberReference(handle).Parent))
                .Select(handle => Resolve(metadata, handle)),
        ];
    }

    /// <summary>Why types of the assembly do not load, for example because an interface that one implements has gained a member.</summary>
    public string[] TypesThatDoNotLoad()
    {
        try
        {
            assembly.GetTypes();
            return [];
        }
        catch (ReflectionTypeLoadException e)
        {
            return [.. e.LoaderExceptions.Select(reason => reason!.Message).Distinct()];
        }
    }

    CdkReference Resolve(MetadataReader metadata, MemberReferenceHandle handle)
    {
        var reference = metadata.GetMemberReference(handle);
        var name = $"{NameOf(metadata, (TypeReferenceHandle)reference.Parent)}.{metadata.GetString(reference.Name)}";
        try
        {
            return new(name, assembly.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle)));
        }
        catch (Exception e) when (e is MissingMemberException or TypeLoadException)
        {
            return new(name, null);
        }
    }

    static bool IsOfCdk(MetadataReader metadata, EntityHandle parent)
    {
        if (parent.Kind is not HandleKind.TypeReference)
            return false;
        var scope = metadata.GetTypeReference((TypeReferenceHandle)parent).ResolutionScope;
        if (scope.Kind is HandleKind.TypeReference)
            return IsOfCdk(metadata, scope);
        return scope.Kind is HandleKind.AssemblyReference
            && Cdk.Contains(metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)scope).Name));
    }

    static string NameOf(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var scope = type.ResolutionScope.Kind is HandleKind.TypeReference
            ? NameOf(metadata, (TypeReferenceHandle)type.ResolutionScope)
            : metadata.GetString(type.Namespace);
        return $"{scope}.{metadata.GetString(type.Name)}";
    }

    sealed class Context(string folder, IReadOnlyDictionary<string, string> others) : AssemblyLoadContext
    {
        protected override Assembly? Load(AssemblyName assemblyName)
        {
            var beside = Path.Combine(folder, assemblyName.Name + ".dll");
            var path = others.TryGetValue(assemblyName.Name!, out var other) ? other : beside;
            return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
        }
    }
}

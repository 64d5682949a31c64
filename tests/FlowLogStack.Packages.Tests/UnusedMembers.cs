using System.Reflection;
using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace FlowLogStack.Packages.Tests;

/// <summary>Methods, properties and fields that other assemblies cannot reach and no method of the assemblies of the project uses.</summary>
/// <remarks>Constructors, constants, overrides, implementations of interfaces, and what the compiler writes are not considered.</remarks>
sealed class UnusedMembers
{
    // The length of the operand of each one-byte and two-byte instruction; -1 is a switch.
    static readonly Dictionary<int, (int Length, bool HasMember)> Instructions = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF, code => (LengthOf(code.OperandType), code.OperandType is OperandType.InlineMethod
            or OperandType.InlineField or OperandType.InlineTok));

    static readonly HashSet<string> OfRecords =
        ["PrintMembers", "ToString", "Equals", "GetHashCode", "op_Equality", "op_Inequality", "Deconstruct", "get_EqualityContract", "<Clone>$"];

    readonly SortedSet<string> declared = new(StringComparer.Ordinal);
    readonly HashSet<string> used = new(StringComparer.Ordinal);

    /// <summary>Reads an assembly.</summary>
    /// <param name="path">Its file.</param>
    public void Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        foreach (var handle in metadata.TypeDefinitions)
            Declare(metadata, handle);
        foreach (var handle in metadata.MethodDefinitions)
        {
            if (metadata.GetMethodDefinition(handle).RelativeVirtualAddress is not 0 and var address)
                Follow(metadata, NameOf(metadata, handle), file.GetMethodBody(address).GetILReader());
        }
    }

    /// <summary>The names of unused members, <c>Namespace.Type.Member</c>, in order.</summary>
    public IReadOnlyList<string> Names => [.. declared.Except(used).Order(StringComparer.Ordinal)];

    void Declare(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        var name = NameOf(metadata, handle);
        if (!name.StartsWith("FlowLogStack.", StringComparison.Ordinal) || name.Contains('<', StringComparison.Ordinal))
            return;
        var isReached = (type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public or TypeAttributes.NestedPublic;
        foreach (var method in type.GetMethods())
        {
            var definition = metadata.GetMethodDefinition(method);
            var own = metadata.GetString(definition.Name);
            if ((isReached && (definition.Attributes & MethodAttributes.MemberAccessMask) is MethodAttributes.Public or MethodAttributes.Family)
                || definition.Attributes.HasFlag(MethodAttributes.Virtual) || OfRecords.Contains(own) || own.Contains('.', StringComparison.Ordinal)
                || own.Contains('<', StringComparison.Ordinal) || own.StartsWith("set_", StringComparison.Ordinal) || own == "Main")
                continue;
            declared.Add($"{name}.{own}");
        }

        foreach (var field in type.GetFields())
        {
            var definition = metadata.GetFieldDefinition(field);
            var own = metadata.GetString(definition.Name);
            if (!(isReached && definition.Attributes.HasFlag(FieldAttributes.Public)) && !definition.Attributes.HasFlag(FieldAttributes.Literal)
                && !own.Contains('<', StringComparison.Ordinal) && own != "value__")
                declared.Add($"{name}.{own}");
        }
    }

    void Follow(MetadataReader metadata, string method, BlobReader code)
    {
        while (code.RemainingBytes > 0)
        {
            int instruction = code.ReadByte();
            if (instruction == 0xFE)
                instruction = 0xFE00 | code.ReadByte();
            var (length, hasMember) = Instructions[instruction];
            if (length < 0)
                length = 4 * code.ReadInt32();
            if (!hasMember)
                code.Offset += length;
            else if (NameOf(metadata, MetadataTokens.EntityHandle(code.ReadInt32())) is { Length: > 0 } name && name != method)
                used.Add(name);
        }
    }

    static string NameOf(MetadataReader metadata, EntityHandle handle)
    {
        switch (handle.Kind)
        {
            case HandleKind.TypeDefinition:
                var type = metadata.GetTypeDefinition((TypeDefinitionHandle)handle);
                return type.GetDeclaringType() is { IsNil: false } outer ? $"{NameOf(metadata, outer)}.{metadata.GetString(type.Name)}"
                    : $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
            case HandleKind.TypeReference:
                var reference = metadata.GetTypeReference((TypeReferenceHandle)handle);
                return reference.ResolutionScope.Kind is HandleKind.TypeReference
                    ? $"{NameOf(metadata, reference.ResolutionScope)}.{metadata.GetString(reference.Name)}"
                    : $"{metadata.GetString(reference.Namespace)}.{metadata.GetString(reference.Name)}";
            case HandleKind.TypeSpecification:
                var signature = metadata.GetBlobReader(metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature);
                if (signature.ReadSignatureTypeCode() is not SignatureTypeCode.GenericTypeInstance)
                    return "";
                signature.ReadByte();
                return NameOf(metadata, signature.ReadTypeHandle());
            case HandleKind.MethodDefinition:
                var method = metadata.GetMethodDefinition((MethodDefinitionHandle)handle);
                return $"{NameOf(metadata, method.GetDeclaringType())}.{metadata.GetString(method.Name)}";
            case HandleKind.FieldDefinition:
                var field = metadata.GetFieldDefinition((FieldDefinitionHandle)handle);
                return $"{NameOf(metadata, field.GetDeclaringType())}.{metadata.GetString(field.Name)}";
            case HandleKind.MemberReference:
                var member = metadata.GetMemberReference((MemberReferenceHandle)handle);
                return $"{NameOf(metadata, member.Parent)}.{metadata.GetString(member.Name)}";
            case HandleKind.MethodSpecification:
                return NameOf(metadata, metadata.GetMethodSpecification((MethodSpecificationHandle)handle).Method);
            default:
                return "";
        }
    }

    static int LengthOf(OperandType operand) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI
            or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => -1,
        _ => 4,
    };
}

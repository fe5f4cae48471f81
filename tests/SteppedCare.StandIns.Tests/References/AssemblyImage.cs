using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace SteppedCare.StandIns.Tests.References;

/// <summary>An assembly as a file: read, never loaded.</summary>
internal sealed class AssemblyImage : IDisposable
{
    private readonly PEReader _file;
    private readonly Dictionary<string, TypeDefinitionHandle> _types;

    public AssemblyImage(Stream file)
    {
        _file = new PEReader(file);
        Reader = _file.GetMetadataReader();
        Name = Reader.GetAssemblyDefinition().GetAssemblyName();
        _types = Reader.TypeDefinitions.ToDictionary(handle => SignatureText.Of(Reader, handle, []), StringComparer.Ordinal);
    }

    public MetadataReader Reader { get; }

    public AssemblyName Name { get; }

    public static AssemblyImage Open(string path) => new(File.OpenRead(path));

    /// <summary>Of the assembly that a type reference points into; null for a type of this assembly, or none that has a name.</summary>
    public AssemblyName? AssemblyOf(EntityHandle type)
    {
        switch (type.Kind)
        {
            case HandleKind.TypeReference:
                var scope = Reader.GetTypeReference((TypeReferenceHandle)type).ResolutionScope;
                return scope.Kind == HandleKind.AssemblyReference
                    ? Reader.GetAssemblyReference((AssemblyReferenceHandle)scope).GetAssemblyName()
                    : scope.Kind == HandleKind.TypeReference ? AssemblyOf(scope) : null;
            case HandleKind.TypeSpecification:
                var blob = Reader.GetBlobReader(Reader.GetTypeSpecification((TypeSpecificationHandle)type).Signature);
                if (blob.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
                {
                    return null;
                }

                blob.ReadSignatureTypeCode();
                return AssemblyOf(blob.ReadTypeHandle());
            default:
                return null;
        }
    }

    public TypeDefinitionHandle? Find(string type) => _types.TryGetValue(type, out var handle) ? handle : null;

    public bool IsVisible(TypeDefinitionHandle handle, AssemblyName from)
    {
        var type = Reader.GetTypeDefinition(handle);
        return (type.Attributes & TypeAttributes.VisibilityMask) switch
        {
            TypeAttributes.Public => true,
            TypeAttributes.NestedPublic or TypeAttributes.NestedFamily or TypeAttributes.NestedFamORAssem => IsVisible(type.GetDeclaringType(), from),
            _ => Befriends(from),
        };
    }

    public bool IsVisible(MethodAttributes access, AssemblyName from) => (access & MethodAttributes.MemberAccessMask) switch
    {
        MethodAttributes.Public or MethodAttributes.Family or MethodAttributes.FamORAssem => true,
        MethodAttributes.Private or MethodAttributes.PrivateScope => false,
        _ => Befriends(from),
    };

    /// <summary>Methods and fields that this type itself declares, with its parameters replaced by the arguments.</summary>
    public IEnumerable<DeclaredMember> Members(TypeDefinitionHandle handle, ImmutableArray<string> arguments)
    {
        var type = Reader.GetTypeDefinition(handle);
        foreach (var method in type.GetMethods().Select(Reader.GetMethodDefinition))
        {
            yield return new DeclaredMember(
                SignatureText.Of(Reader.GetString(method.Name), method.DecodeSignature(SignatureText.Instance, arguments)), method.Attributes);
        }

        foreach (var field in type.GetFields().Select(Reader.GetFieldDefinition))
        {
            // Access has the same bits in both enumerations.
            yield return new DeclaredMember(
                $"field {field.DecodeSignature(SignatureText.Instance, arguments)} {Reader.GetString(field.Name)}",
                (MethodAttributes)(field.Attributes & FieldAttributes.FieldAccessMask));
        }
    }

    public void Dispose() => _file.Dispose();

    private bool Befriends(AssemblyName other) => Reader.GetAssemblyDefinition().GetCustomAttributes().Select(Reader.GetCustomAttribute)
        .Where(attribute => attribute.Constructor.Kind == HandleKind.MemberReference)
        .Where(attribute => SignatureText.Of(Reader, Reader.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent, [])
            == "System.Runtime.CompilerServices.InternalsVisibleToAttribute")
        .Select(attribute =>
        {
            var blob = Reader.GetBlobReader(attribute.Value);
            blob.ReadUInt16();
            return new AssemblyName(blob.ReadSerializedString()!).Name;
        })
        .Contains(other.Name, StringComparer.Ordinal);
}

internal sealed record DeclaredMember(string Signature, MethodAttributes Attributes)
{
    public bool IsVirtual => (Attributes & MethodAttributes.Virtual) != 0;

    public bool IsAbstract => (Attributes & MethodAttributes.Abstract) != 0;

    /// <summary>Says "override" rather than "virtual".</summary>
    public bool Overrides => IsVirtual && (Attributes & MethodAttributes.NewSlot) == 0;
}

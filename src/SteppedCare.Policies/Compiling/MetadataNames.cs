using System.Reflection.Metadata;

namespace SteppedCare.Policies;

/// <summary>What a row of metadata is called, and in which assembly it lives: empty for the policy's own, "?" for what cannot be named.</summary>
internal static class MetadataNames
{
    internal static (string Type, string Assembly) OfParent(MetadataReader metadata, EntityHandle parent) => parent.Kind switch
    {
        HandleKind.TypeReference => Of(metadata, (TypeReferenceHandle)parent),
        HandleKind.TypeSpecification => OfGeneric(metadata, metadata.GetTypeSpecification((TypeSpecificationHandle)parent)),
        HandleKind.TypeDefinition => ("", ""),
        _ => (parent.Kind.ToString(), "?"),
    };

    internal static (string Type, string Assembly) Of(MetadataReader metadata, TypeReferenceHandle handle)
    {
        var type = metadata.GetTypeReference(handle);
        var name = metadata.GetString(type.Name);
        switch (type.ResolutionScope.Kind)
        {
            case HandleKind.TypeReference:
                var (outer, assembly) = Of(metadata, (TypeReferenceHandle)type.ResolutionScope);
                return ($"{outer}/{name}", assembly);
            case HandleKind.AssemblyReference:
                var space = metadata.GetString(type.Namespace);
                var from = metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type.ResolutionScope).Name);
                return (space.Length == 0 ? name : $"{space}.{name}", from);
            default:
                return (name, "?");
        }
    }

    // The members of List<T> hang on a signature: GENERICINST (CLASS|VALUETYPE) type ...
    private static (string Type, string Assembly) OfGeneric(MetadataReader metadata, TypeSpecification specification)
    {
        var signature = metadata.GetBlobReader(specification.Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
        {
            return ("an array or pointer type", "?");
        }

        signature.ReadByte();
        return OfParent(metadata, signature.ReadTypeHandle());
    }
}

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace SteppedCare.StandIns.Tests.References;

/// <summary>
/// Spells types by their full names, without the assembly, since a type may live elsewhere for the compiler than at run time.
/// The context is the type arguments that stand for !0, !1, ...; empty leaves those as they are.
/// </summary>
internal sealed class SignatureText : ISignatureTypeProvider<string, ImmutableArray<string>>
{
    public static SignatureText Instance { get; } = new();

    public static string Of(MetadataReader reader, EntityHandle type, ImmutableArray<string> arguments) => type.Kind switch
    {
        HandleKind.TypeReference => Instance.GetTypeFromReference(reader, (TypeReferenceHandle)type, 0),
        HandleKind.TypeDefinition => Instance.GetTypeFromDefinition(reader, (TypeDefinitionHandle)type, 0),
        HandleKind.TypeSpecification => Instance.GetTypeFromSpecification(reader, arguments, (TypeSpecificationHandle)type, 0),
        _ => throw new BadImageFormatException($"{type.Kind} is no type."),
    };

    /// <summary>A type without its arguments, and the arguments.</summary>
    public static (string Name, ImmutableArray<string> Arguments) Split(MetadataReader reader, EntityHandle type, ImmutableArray<string> arguments)
    {
        if (type.Kind != HandleKind.TypeSpecification)
        {
            return (Of(reader, type, arguments), []);
        }

        var splitter = new Splitter();
        reader.GetTypeSpecification((TypeSpecificationHandle)type).DecodeSignature(splitter, arguments);
        return (splitter.Name, splitter.Arguments);
    }

    public static string Of(string name, MethodSignature<string> method)
    {
        var generic = method.GenericParameterCount > 0 ? $"``{method.GenericParameterCount}" : "";
        var kind = method.Header.IsInstance ? "" : "static ";
        return $"{kind}{method.ReturnType} {name}{generic}({string.Join(", ", method.ParameterTypes)})";
    }

    public string GetPrimitiveType(PrimitiveTypeCode typeCode) => typeCode.ToString();

    public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.IsNested
            ? $"{GetTypeFromDefinition(reader, type.GetDeclaringType(), 0)}/{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte rawTypeKind)
    {
        var type = reader.GetTypeReference(handle);
        var name = reader.GetString(type.Name);
        return type.ResolutionScope.Kind == HandleKind.TypeReference
            ? $"{GetTypeFromReference(reader, (TypeReferenceHandle)type.ResolutionScope, 0)}/{name}"
            : Qualified(reader.GetString(type.Namespace), name);
    }

    public string GetTypeFromSpecification(MetadataReader reader, ImmutableArray<string> genericContext, TypeSpecificationHandle handle, byte rawTypeKind) =>
        reader.GetTypeSpecification(handle).DecodeSignature(this, genericContext);

    public string GetSZArrayType(string elementType) => $"{elementType}[]";

    public string GetArrayType(string elementType, ArrayShape shape) => $"{elementType}[{new string(',', shape.Rank - 1)}*]";

    public string GetByReferenceType(string elementType) => $"{elementType}&";

    public string GetPointerType(string elementType) => $"{elementType}*";

    public string GetPinnedType(string elementType) => elementType;

    public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments) => $"{genericType}<{string.Join(",", typeArguments)}>";

    public string GetGenericMethodParameter(ImmutableArray<string> genericContext, int index) => $"!!{index}";

    public string GetGenericTypeParameter(ImmutableArray<string> genericContext, int index) =>
        index < genericContext.Length ? genericContext[index] : $"!{index}";

    public string GetModifiedType(string modifier, string unmodifiedType, bool isRequired) =>
        isRequired ? $"{unmodifiedType} modreq({modifier})" : $"{unmodifiedType} modopt({modifier})";

    public string GetFunctionPointerType(MethodSignature<string> signature) => Of("*", signature);

    private static string Qualified(string space, string name) => space.Length == 0 ? name : $"{space}.{name}";

    private sealed class Splitter : ISignatureTypeProvider<string, ImmutableArray<string>>
    {
        public string Name { get; private set; } = "";
        public ImmutableArray<string> Arguments { get; private set; } = [];

        // The outermost generic type is decoded last, so the last one wins.
        public string GetGenericInstantiation(string genericType, ImmutableArray<string> typeArguments)
        {
            (Name, Arguments) = (genericType, typeArguments);
            return Instance.GetGenericInstantiation(genericType, typeArguments);
        }

        public string GetPrimitiveType(PrimitiveTypeCode typeCode) => Instance.GetPrimitiveType(typeCode);
        public string GetTypeFromDefinition(MetadataReader reader, TypeDefinitionHandle handle, byte kind) =>
            Instance.GetTypeFromDefinition(reader, handle, kind);
        public string GetTypeFromReference(MetadataReader reader, TypeReferenceHandle handle, byte kind) =>
            Instance.GetTypeFromReference(reader, handle, kind);
        public string GetTypeFromSpecification(MetadataReader reader, ImmutableArray<string> context, TypeSpecificationHandle handle, byte kind) =>
            Instance.GetTypeFromSpecification(reader, context, handle, kind);
        public string GetSZArrayType(string elementType) => Instance.GetSZArrayType(elementType);
        public string GetArrayType(string elementType, ArrayShape shape) => Instance.GetArrayType(elementType, shape);
        public string GetByReferenceType(string elementType) => Instance.GetByReferenceType(elementType);
        public string GetPointerType(string elementType) => Instance.GetPointerType(elementType);
        public string GetPinnedType(string elementType) => Instance.GetPinnedType(elementType);
        public string GetGenericMethodParameter(ImmutableArray<string> context, int index) => Instance.GetGenericMethodParameter(context, index);
        public string GetGenericTypeParameter(ImmutableArray<string> context, int index) => Instance.GetGenericTypeParameter(context, index);
        public string GetModifiedType(string modifier, string unmodified, bool required) => Instance.GetModifiedType(modifier, unmodified, required);
        public string GetFunctionPointerType(MethodSignature<string> signature) => Instance.GetFunctionPointerType(signature);
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SteppedCare.Policies;

/// <summary>Finds nothing: a policy cannot reach an assembly that we did not hand it.</summary>
internal sealed class NoReferenceResolver : MetadataReferenceResolver
{
    internal static NoReferenceResolver Instance { get; } = new();

    public override bool ResolveMissingAssemblies => false;

    public override ImmutableArray<PortableExecutableReference> ResolveReference(
        string reference, string? baseFilePath, MetadataReferenceProperties properties) => [];

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 1;
}

/// <summary>Opens nothing: a policy is one file.</summary>
internal sealed class NoSourceResolver : SourceReferenceResolver
{
    internal static NoSourceResolver Instance { get; } = new();

    public override string? NormalizePath(string path, string? baseFilePath) => path;

    public override string? ResolveReference(string path, string? baseFilePath) => null;

    public override Stream OpenRead(string resolvedPath) => throw new FileNotFoundException("A policy is one file.", resolvedPath);

    public override bool Equals(object? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => 1;
}

using System.Collections.Immutable;
using System.Reflection.Metadata;

namespace SteppedCare.StandIns.Tests.References;

/// <summary>
/// Would this assembly, compiled against one version of its libraries, load and run on another? Every type and member that it takes from
/// them must be there with an equal signature, its overrides must find what they override, and nothing may be left unimplemented.
/// </summary>
internal sealed class ReferenceScan(AssemblyImage user, params AssemblyImage[] libraries)
{
    private readonly SortedSet<string> _missing = new(StringComparer.Ordinal);

    /// <summary>How many types and members were looked up, so that a scan that found nothing to check is not taken for a clean one.</summary>
    public int Checked { get; private set; }

    public static ReferenceScan Of(AssemblyImage user, params AssemblyImage[] libraries)
    {
        var scan = new ReferenceScan(user, libraries);
        scan.CheckTypes();
        scan.CheckMembers();
        foreach (var type in user.Reader.TypeDefinitions)
        {
            scan.CheckInheritance(type);
        }

        return scan;
    }

    public IReadOnlyCollection<string> Missing => _missing;

    private void CheckTypes()
    {
        foreach (var handle in user.Reader.TypeReferences)
        {
            if (LibraryOf(handle) is { } library)
            {
                var name = SignatureText.Of(user.Reader, handle, []);
                Expect(library.Find(name) is { } type && library.IsVisible(type, user.Name), $"type {name}");
            }
        }
    }

    private void CheckMembers()
    {
        foreach (var member in user.Reader.MemberReferences.Select(user.Reader.GetMemberReference))
        {
            if (LibraryOf(member.Parent) is not { } library)
            {
                continue;
            }

            // The reference is spelt with the type's open parameters, as the definition is.
            var (type, _) = SignatureText.Split(user.Reader, member.Parent, []);
            var name = user.Reader.GetString(member.Name);
            var signature = member.GetKind() == MemberReferenceKind.Method
                ? SignatureText.Of(name, member.DecodeMethodSignature(SignatureText.Instance, []))
                : $"field {member.DecodeFieldSignature(SignatureText.Instance, [])} {name}";
            var found = library.Find(type) is { } definition
                && Ancestry(library, definition, []).Any(step => step.Members()
                    .Any(declared => declared.Signature == signature && step.Library.IsVisible(declared.Attributes, user.Name)));
            Expect(found, $"{type}: {signature}");
        }
    }

    private void CheckInheritance(TypeDefinitionHandle handle)
    {
        var type = user.Reader.GetTypeDefinition(handle);
        var line = Ancestry(user, handle, []).ToList();
        var inherited = line.Where(step => step.Library != user).ToList();
        if (inherited.Count == 0)
        {
            return;
        }

        var name = SignatureText.Of(user.Reader, handle, []);
        var bodies = line.SelectMany(step => step.Members())
            .Where(member => !member.IsAbstract).Select(member => member.Signature).ToHashSet(StringComparer.Ordinal);
        var explicitly = line.Where(step => step.Library == user).SelectMany(ExplicitlyImplemented).ToHashSet(StringComparer.Ordinal);
        var demanded = inherited.SelectMany(step => step.Members().Select(member => (Step: step, Member: member)));

        if ((type.Attributes & (System.Reflection.TypeAttributes.Abstract | System.Reflection.TypeAttributes.Interface)) == 0)
        {
            foreach (var (step, member) in demanded.Where(it => it.Member.IsAbstract))
            {
                var wanted = $"{step.Name}: {member.Signature}";
                Expect(bodies.Contains(member.Signature) || explicitly.Contains(wanted), $"{name} lacks {wanted}");
            }
        }

        // A base outside of the libraries (a stream, say) may be what is overridden; only lines that end at object can be judged.
        if (EndsAtObject(handle))
        {
            var overridable = line.Skip(1).SelectMany(step => step.Members()).Where(member => member.IsVirtual)
                .Select(member => member.Signature).ToHashSet(StringComparer.Ordinal);
            overridable.UnionWith(["String ToString()", "Boolean Equals(Object)", "Int32 GetHashCode()", "Void Finalize()"]);
            foreach (var member in user.Members(handle, []).Where(member => member.Overrides))
            {
                Expect(overridable.Contains(member.Signature), $"{name} overrides {member.Signature}");
            }
        }
    }

    private IEnumerable<string> ExplicitlyImplemented(Step step) =>
        from handle in user.Reader.GetTypeDefinition(step.Type).GetMethodImplementations()
        let declaration = user.Reader.GetMethodImplementation(handle).MethodDeclaration
        where declaration.Kind == HandleKind.MemberReference
        let member = user.Reader.GetMemberReference((MemberReferenceHandle)declaration)
        let parent = SignatureText.Split(user.Reader, member.Parent, step.Arguments)
        select $"{parent.Name}: {SignatureText.Of(user.Reader.GetString(member.Name), member.DecodeMethodSignature(SignatureText.Instance, parent.Arguments))}";

    /// <summary>The type, its bases and its interfaces, as far as they are in the user or the libraries.</summary>
    private IEnumerable<Step> Ancestry(AssemblyImage image, TypeDefinitionHandle handle, ImmutableArray<string> arguments)
    {
        yield return new Step(image, handle, SignatureText.Of(image.Reader, handle, []), arguments);

        var type = image.Reader.GetTypeDefinition(handle);
        var parents = type.GetInterfaceImplementations().Select(it => image.Reader.GetInterfaceImplementation(it).Interface).Prepend(type.BaseType);
        foreach (var parent in parents.Where(parent => !parent.IsNil))
        {
            var (name, parentArguments) = SignatureText.Split(image.Reader, parent, arguments);
            var home = image.AssemblyOf(parent) is { } other ? Library(other.Name) : image;
            if (home?.Find(name) is { } definition)
            {
                foreach (var step in Ancestry(home, definition, parentArguments))
                {
                    yield return step;
                }
            }
        }
    }

    private bool EndsAtObject(TypeDefinitionHandle handle)
    {
        var (image, type) = (user, user.Reader.GetTypeDefinition(handle));
        while (!type.BaseType.IsNil)
        {
            var (name, _) = SignatureText.Split(image.Reader, type.BaseType, []);
            if (name == "System.Object")
            {
                return true;
            }

            var home = image.AssemblyOf(type.BaseType) is { } other ? Library(other.Name) : image;
            if (home?.Find(name) is not { } next)
            {
                return false;
            }

            (image, type) = (home, home.Reader.GetTypeDefinition(next));
        }

        return false;
    }

    private AssemblyImage? LibraryOf(EntityHandle type) => user.AssemblyOf(type) is { } name ? Library(name.Name) : null;

    private AssemblyImage? Library(string? name) => libraries.FirstOrDefault(library => library.Name.Name == name);

    private void Expect(bool there, string what)
    {
        Checked++;
        if (!there)
        {
            _missing.Add(what);
        }
    }

    private sealed record Step(AssemblyImage Library, TypeDefinitionHandle Type, string Name, ImmutableArray<string> Arguments)
    {
        public IEnumerable<DeclaredMember> Members() => Library.Members(Type, Arguments);
    }
}

using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace SteppedCare.Policies;

/// <summary>
/// The gate that enforces: reads the compiled bytes, as they will be loaded, and refuses any that refer to a member which is not on the list.
/// It does not care how the text was written, and runs again before every load from the cache.
/// </summary>
internal static class AssemblyGate
{
    // A script of 64 KiB registers some hundred rules; more than this can only come of calls that double.
    private const int MostCallsWithin = 20_000;

    // What the compiler itself emits for a script: the submission class, its async factory and state machine, attributes, constant spans.
    private static readonly FrozenSet<string> s_plumbing = new[]
    {
        "System.Object::.ctor",
        "System.Func`2::.ctor",
        "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1::Create",
        "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1::Start",
        "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1::get_Task",
        "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1::SetException",
        "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1::SetResult",
        "System.Runtime.CompilerServices.AsyncTaskMethodBuilder`1::SetStateMachine",
        "System.Runtime.CompilerServices.IAsyncStateMachine::MoveNext",
        "System.Runtime.CompilerServices.IAsyncStateMachine::SetStateMachine",
        "System.Runtime.CompilerServices.RuntimeHelpers::CreateSpan",
        "System.Runtime.CompilerServices.CompilationRelaxationsAttribute::.ctor",
        "System.Runtime.CompilerServices.RuntimeCompatibilityAttribute::.ctor",
        "System.Runtime.CompilerServices.RefSafetyRulesAttribute::.ctor",
        "System.Runtime.CompilerServices.NullableContextAttribute::.ctor",
        "System.Runtime.CompilerServices.NullableAttribute::.ctor",
        "System.Runtime.CompilerServices.CompilerGeneratedAttribute::.ctor",
        "System.Diagnostics.DebuggableAttribute::.ctor",
        "System.Diagnostics.DebuggerHiddenAttribute::.ctor",
        "System.ReadOnlySpan`1::.ctor",
    }.ToFrozenSet(StringComparer.Ordinal);

    // Types that the plumbing names without calling a member of them.
    private static readonly FrozenSet<string> s_plumbingTypes = new[]
    {
        "System.Object", "System.Func`2", "System.Exception", "System.ValueType", "System.Enum", "System.String", "System.ReadOnlySpan`1",
        "System.RuntimeFieldHandle", "System.Threading.Tasks.Task`1", "System.Diagnostics.DebuggableAttribute/DebuggingModes",
    }.Concat(s_plumbing.Select(member => member[..member.IndexOf("::", StringComparison.Ordinal)])).ToFrozenSet(StringComparer.Ordinal);

    // Members that the language's own types have for the host; everything internal is beyond a script's reach already.
    private static readonly FrozenSet<string> s_hostOnly =
        new[] { ".ctor", "Equals", "GetHashCode", "ToString", "GetType", "op_Implicit", "op_Explicit" }.ToFrozenSet(StringComparer.Ordinal);

    internal static IReadOnlyList<Refusal> Check(byte[] image)
    {
        using var reader = new PEReader(new MemoryStream(image, writable: false));
        var metadata = reader.GetMetadataReader();
        var faults = new List<string>();
        CheckReferences(metadata, faults);
        CheckDefinitions(metadata, reader, faults);
        return
        [
            .. faults.Distinct(StringComparer.Ordinal)
                .Select(fault => new Refusal(CompilerStage.PeGate, "SC090", 0, 0, $"The compiled policy {fault}, which is not on the list.")),
        ];
    }

    private static void CheckReferences(MetadataReader metadata, List<string> faults)
    {
        foreach (var handle in metadata.AssemblyReferences)
        {
            var name = metadata.GetString(metadata.GetAssemblyReference(handle).Name);
            if (name is not ("System.Runtime" or CoreVocabulary.Assembly))
            {
                faults.Add($"refers to the assembly {name}");
            }
        }

        foreach (var handle in metadata.TypeReferences)
        {
            var (name, assembly) = MetadataNames.Of(metadata, handle);
            if (!(assembly == CoreVocabulary.Assembly ? IsLanguage(name) : s_plumbingTypes.Contains(name)))
            {
                faults.Add($"refers to the type {name}");
            }
        }

        for (var row = 1; row <= metadata.GetTableRowCount(TableIndex.MemberRef); row++)
        {
            var member = metadata.GetMemberReference(MetadataTokens.MemberReferenceHandle(row));
            var (type, assembly) = MetadataNames.OfParent(metadata, member.Parent);
            var name = metadata.GetString(member.Name);
            var allowed = assembly == CoreVocabulary.Assembly ? IsLanguage(type) && !s_hostOnly.Contains(name) && !name.StartsWith("set_", StringComparison.Ordinal)
                : assembly.Length == 0 || s_plumbing.Contains($"{type}::{name}");
            if (!allowed)
            {
                faults.Add($"uses {type}.{name}");
            }
        }
    }

    private static bool IsLanguage(string type) =>
        type.StartsWith("SteppedCare.", StringComparison.Ordinal) && CoreVocabulary.All.Contains(type["SteppedCare.".Length..]);

    private static void CheckDefinitions(MetadataReader metadata, PEReader reader, List<string> faults)
    {
        foreach (var handle in metadata.TypeDefinitions)
        {
            // The submission itself; all that the compiler adds to it begins with '<', which no author can write.
            var name = metadata.GetString(metadata.GetTypeDefinition(handle).Name);
            if (name != "Submission#0" && name[0] is not '<' && !name.StartsWith("__StaticArrayInitTypeSize=", StringComparison.Ordinal))
            {
                faults.Add($"declares the type {name}");
            }
        }

        foreach (var handle in metadata.FieldDefinitions)
        {
            var field = metadata.GetFieldDefinition(handle);
            var isCached = metadata.GetString(field.Name).StartsWith('<') || field.Attributes.HasFlag(FieldAttributes.HasFieldRVA);
            if (field.Attributes.HasFlag(FieldAttributes.Static) && !field.Attributes.HasFlag(FieldAttributes.Literal) && !isCached)
            {
                faults.Add($"keeps static state in {metadata.GetString(field.Name)}");
            }
        }

        if (metadata.ManifestResources.Count > 0 || metadata.ExportedTypes.Count > 0 || metadata.GetTableRowCount(TableIndex.ModuleRef) > 0)
        {
            faults.Add("carries resources, forwards types or names a native module");
        }

        CheckMethods(metadata, reader, faults);
    }

    private static void CheckMethods(MetadataReader metadata, PEReader reader, List<string> faults)
    {
        var calls = new Dictionary<int, List<int>>();
        foreach (var handle in metadata.MethodDefinitions)
        {
            var method = metadata.GetMethodDefinition(handle);
            var name = metadata.GetString(method.Name);
            if ((method.Attributes & MethodAttributes.PinvokeImpl) != 0 || method.ImplAttributes.HasFlag(MethodImplAttributes.InternalCall) || name == "Finalize")
            {
                faults.Add($"declares {name} as native code or a finalizer");
            }

            if (method.RelativeVirtualAddress != 0)
            {
                var callees = calls[MetadataTokens.GetToken(handle)] = [];
                InstructionGate.Check(reader.GetMethodBody(method.RelativeVirtualAddress), name, faults, callees);
            }
        }

        if (calls.Keys.Any(method => Reaches(calls, method, method, [])))
        {
            faults.Add("has a method that calls itself");
        }
        else if (calls.Keys.Any(method => CallsWithin(calls, method, []) > MostCallsWithin))
        {
            faults.Add($"has a method that makes more than {MostCallsWithin} calls");
        }
    }

    private static bool Reaches(Dictionary<int, List<int>> calls, int from, int target, HashSet<int> seen) =>
        calls.TryGetValue(from, out var callees) && callees.Any(callee => callee == target || (seen.Add(callee) && Reaches(calls, callee, target, seen)));

    private static long CallsWithin(Dictionary<int, List<int>> calls, int method, Dictionary<int, long> known)
    {
        if (!known.TryGetValue(method, out var count))
        {
            count = calls.TryGetValue(method, out var callees) ? callees.Sum(callee => 1 + CallsWithin(calls, callee, known)) : 0;
            known[method] = count = Math.Min(count, int.MaxValue);
        }

        return count;
    }
}

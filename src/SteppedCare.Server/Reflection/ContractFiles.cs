using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Reflection.V1;

namespace SteppedCare.Server.Reflection;

/// <summary>
/// The contract as the compiler of protos read it, with its comments, which generated code leaves out. Every file stands after those it imports.
/// </summary>
internal sealed class ContractFiles
{
    private const string Resource = "contract.binpb";

    private readonly Dictionary<string, FileDescriptor> _byName;

    private ContractFiles(IReadOnlyList<FileDescriptor> all)
    {
        All = all;
        _byName = all.ToDictionary(file => file.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<FileDescriptor> All { get; }

    public static ContractFiles Read()
    {
        using var contract = typeof(ServerReflection).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The contract was built without its {Resource}.");
        return new(FileDescriptor.BuildFromByteStrings(FileDescriptorSet.Parser.ParseFrom(contract).File.Select(file => file.ToByteString())));
    }

    public FileDescriptor? Find(string name) => _byName.GetValueOrDefault(name);
}

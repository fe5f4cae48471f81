using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Asked = Grpc.Reflection.V1.ServerReflectionRequest.MessageRequestOneofCase;

namespace SteppedCare.Server.Reflection;

/// <summary>Answers what a tool asks about the contract.</summary>
internal sealed class Reflector(ContractFiles files, MappedServices services)
{
    private readonly SymbolIndex _symbols = new(files.All);

    /// <summary>Answers one request.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="sent">The files that went out on this stream; an import is sent once. Never more than there are files.</param>
    public ServerReflectionResponse Answer(ServerReflectionRequest request, HashSet<FileDescriptor> sent)
    {
        var response = request.MessageRequestCase switch
        {
            Asked.FileByFilename => Files(files.Find(request.FileByFilename), "There is no file of this name.", sent),
            Asked.FileContainingSymbol => Files(_symbols.Find(request.FileContainingSymbol), "Nothing in the contract has this name.", sent),
            Asked.FileContainingExtension => Files(
                _symbols.FindExtension(request.FileContainingExtension.ContainingType, request.FileContainingExtension.ExtensionNumber),
                "There is no such extension.",
                sent),
            Asked.AllExtensionNumbersOfType => ExtensionNumbers(request.AllExtensionNumbersOfType),
            Asked.ListServices => new() { ListServicesResponse = new() { Service = { services.Names.Select(name => new ServiceResponse { Name = name }) } } },
            _ => Error(StatusCode.InvalidArgument, "The request asks nothing that is known here."),
        };
        response.ValidHost = request.Host;
        response.OriginalRequest = request;
        return response;
    }

    private ServerReflectionResponse ExtensionNumbers(string extended) => _symbols.ExtensionNumbers(extended) is { } numbers
        ? new() { AllExtensionNumbersResponse = new() { BaseTypeName = extended, ExtensionNumber = { numbers } } }
        : Error(StatusCode.NotFound, "There is no message of this name.");

    // The file asked for always comes, and first: tools take the first for it.
    private static ServerReflectionResponse Files(FileDescriptor? asked, string otherwise, HashSet<FileDescriptor> sent)
    {
        if (asked is null)
        {
            return Error(StatusCode.NotFound, otherwise);
        }

        sent.Add(asked);
        var answer = new FileDescriptorResponse { FileDescriptorProto = { asked.SerializedData } };
        var seen = new HashSet<FileDescriptor> { asked };
        var open = new Queue<FileDescriptor>(asked.Dependencies);
        while (open.TryDequeue(out var file))
        {
            if (!seen.Add(file))
            {
                continue;
            }

            if (sent.Add(file))
            {
                answer.FileDescriptorProto.Add(file.SerializedData);
            }

            foreach (var import in file.Dependencies)
            {
                open.Enqueue(import);
            }
        }

        return new() { FileDescriptorResponse = answer };
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new() { ErrorCode = (int)code, ErrorMessage = message } };
}

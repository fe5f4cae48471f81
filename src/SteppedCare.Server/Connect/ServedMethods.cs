using Google.Protobuf;
using SteppedCare.Server.Connect.Json;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace SteppedCare.Server.Connect;

/// <summary>Every method of the services that are offered, by the path that it is called under.</summary>
internal sealed class ServedMethods
{
    private readonly Dictionary<string, ServedMethod> _byPath = new(StringComparer.Ordinal);

    internal ServedMethods(IEnumerable<ServiceDescriptor> services)
    {
        var forms = new MessageForms();
        foreach (var method in services.SelectMany(service => service.Methods))
        {
            var path = $"/{method.Service.FullName}/{method.Name}";
            var isUnary = !method.IsClientStreaming && !method.IsServerStreaming;
            _byPath.Add(path, new ServedMethod(
                path, method.IsClientStreaming, isUnary ? new UnaryForms(forms.Of(method.InputType), method.OutputType.Parser) : null));
        }
    }

    internal ServedMethod? Find(string? path) => path is not null && _byPath.TryGetValue(path, out var method) ? method : null;
}

/// <param name="Path">Also the name that metrics know it by.</param>
/// <param name="TakesStream">Its caller says many things, which only gRPC itself can carry.</param>
/// <param name="Unary">Null for a method that streams, which has no unary form.</param>
internal sealed record ServedMethod(string Path, bool TakesStream, UnaryForms? Unary);

/// <summary>What a unary method takes and gives.</summary>
internal sealed record UnaryForms(MessageForm Request, MessageParser Response);

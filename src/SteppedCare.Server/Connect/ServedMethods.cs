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
            _byPath.Add(path, method.IsClientStreaming || method.IsServerStreaming
                ? new ServedMethod(path, null)
                : new ServedMethod(path, new UnaryForms(forms.Of(method.InputType), forms.Of(method.OutputType))));
        }
    }

    internal ServedMethod? Find(string? path) => path is not null && _byPath.TryGetValue(path, out var method) ? method : null;
}

/// <param name="Path">Also the name that metrics know it by.</param>
/// <param name="Unary">Null for a method that streams, which has no unary form.</param>
internal sealed record ServedMethod(string Path, UnaryForms? Unary);

/// <summary>What a unary method takes and gives.</summary>
internal sealed record UnaryForms(MessageForm Request, MessageForm Response);

using Grpc.AspNetCore.Server;

namespace SteppedCare.Server.Reflection;

/// <summary>The gRPC services that this server answers, by their full names in order. Asked of its routes, so that what is switched off is not offered.</summary>
internal sealed class MappedServices(EndpointDataSource routes)
{
    public IReadOnlyList<string> Names { get; } =
    [
        .. routes.Endpoints
            .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.Method.ServiceName)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal),
    ];
}

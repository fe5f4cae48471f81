using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>The services of the contract that this server offers.</summary>
internal static class OfferedServices
{
    internal static IReadOnlyList<ServiceDescriptor> All { get; } = [Wire.DecisionService.Descriptor, Wire.PolicyService.Descriptor, Grpc.Health.V1.Health.Descriptor];
}

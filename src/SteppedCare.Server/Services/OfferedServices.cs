using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>The services of the contract that this server offers.</summary>
internal static class OfferedServices
{
    /// <summary>The one whose calls name a person.</summary>
    internal static ServiceDescriptor Policies { get; } = Wire.PolicyService.Descriptor;

    internal static IReadOnlyList<ServiceDescriptor> All { get; } = [Wire.DecisionService.Descriptor, Policies, Grpc.Health.V1.Health.Descriptor];
}

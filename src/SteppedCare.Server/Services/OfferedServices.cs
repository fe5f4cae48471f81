using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>The services of the contract that this server offers.</summary>
internal static class OfferedServices
{
    /// <summary>The one whose changes name a person.</summary>
    internal static ServiceDescriptor Policies { get; } = Wire.PolicyService.Descriptor;

    /// <summary>The one whose every call names a person, since its replies name episodes.</summary>
    internal static ServiceDescriptor Oversight { get; } = Wire.OversightService.Descriptor;

    internal static IReadOnlyList<ServiceDescriptor> All { get; } = [Wire.DecisionService.Descriptor, Policies, Oversight, Grpc.Health.V1.Health.Descriptor];
}

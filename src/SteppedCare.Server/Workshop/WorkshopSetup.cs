namespace SteppedCare.Server.Workshop;

/// <summary>How a host gets a workshop.</summary>
internal static class WorkshopSetup
{
    internal static IServiceCollection AddPolicyWorkshop(this IServiceCollection services, WorkshopOptions options) =>
        services.AddSingleton(options).AddSingleton<IPolicyWorkshop, PolicyWorkshop>();
}

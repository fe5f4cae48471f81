using SteppedCare.Client;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.Server.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace SteppedCare.FunctionalTests.Clients;

/// <summary>The client as a portal makes it.</summary>
internal static class APortal
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>With patience for a machine that others use; a test that is about time says so.</summary>
    internal static SteppedCareClient Of(params string[] addresses) => Of(options => options.Deadline = Patience, addresses);

    internal static SteppedCareClient Of(Action<SteppedCareClientOptions> configure, params string[] addresses)
    {
        var options = new SteppedCareClientOptions();
        foreach (var address in addresses)
        {
            options.Addresses.Add(new Uri(address.StartsWith("http", StringComparison.Ordinal) ? address : $"http://{address}"));
        }

        configure(options);
        return new SteppedCareClient(options);
    }

    /// <summary>Where the server listens for gRPC.</summary>
    internal static Uri Address(this AssembledServer server) => server.Services.GetRequiredService<BoundAddresses>().Grpc;
}

using Grpc.Health.V1;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using SteppedCare.Client;
using SteppedCare.FunctionalTests.Services;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Clients;

/// <summary>The client in a portal's container.</summary>
public sealed class SetupTests
{
    [Fact]
    public async Task A_portal_takes_the_client_or_its_parts_from_the_container()
    {
        await using var host = await WireHost.StartAsync();
        await using var portal = new ServiceCollection().AddSteppedCareClient(options => options.Addresses.Add(new Uri($"http://{host.Channel.Target}"))).BuildServiceProvider();

        var client = portal.GetRequiredService<SteppedCareClient>();
        var request = Some.Review();
        request.RequestId = "";
        await portal.GetRequiredService<Wire.DecisionService.DecisionServiceClient>().ReviewAsync(request).ResponseAsync.WaitAsync(APortal.Patience);

        Assert.NotEmpty(request.RequestId);
        Assert.Same(client.Decisions, portal.GetRequiredService<Wire.DecisionService.DecisionServiceClient>());
        Assert.Same(client.Health, portal.GetRequiredService<Health.HealthClient>());
        Assert.Same(client, portal.GetRequiredService<SteppedCareClient>());
    }

    [Fact]
    public async Task The_line_that_the_pages_show_is_enough()
    {
        var services = new ServiceCollection();

        services.AddSteppedCareClient(options => options.Addresses.Add(new Uri("http://127.0.0.1:5080")));

        await using var portal = services.BuildServiceProvider();
        Assert.NotNull(portal.GetRequiredService<SteppedCareClient>());
    }

    [Fact]
    public async Task Everything_wrong_with_the_options_is_said_at_once_and_stops_a_host()
    {
        using var portal = new HostBuilder().ConfigureServices(services => services.AddSteppedCareClient(Wrong)).Build();

        var fault = await Assert.ThrowsAsync<OptionsValidationException>(() => portal.StartAsync());

        Assert.Equal(Faults, fault.Failures);
    }

    [Fact]
    public void Without_a_container_they_are_said_at_once_too()
    {
        var options = new SteppedCareClientOptions();
        Wrong(options);

        var fault = Assert.Throws<OptionsValidationException>(() => new SteppedCareClient(options));

        Assert.Equal(Faults, fault.Failures);
    }

    [Fact]
    public void An_address_is_needed() =>
        Assert.Equal(
            ["Addresses must have at least one address, such as http://127.0.0.1:5080."],
            Assert.Throws<OptionsValidationException>(() => new SteppedCareClient(new SteppedCareClientOptions())).Failures);

    private static string[] Faults =>
    [
        "Addresses[0] must be http:// or https:// with a host, a port and nothing more; it is 'http://service/path'.",
        "Addresses[1] must be http:// or https:// with a host, a port and nothing more; it is 'ftp://service/'.",
        "Addresses must be all http:// or all https://.",
        "Addresses must name each address once; 'b:5080' is there 2 times.",
        "Deadline must be from 00:00:00.0010000 to 00:10:00; it is 00:00:00.",
        "MaxAttempts must be from 1 to 5; it is 6.",
        "KeepAlive must be from 00:00:01 to 01:00:00; it is 00:00:00.0010000.",
    ];

    private static void Wrong(SteppedCareClientOptions options)
    {
        foreach (var address in new[] { "http://secret@service/path", "ftp://service", "http://b:5080", "http://b:5080", "https://c" })
        {
            options.Addresses.Add(new Uri(address));
        }

        (options.Deadline, options.MaxAttempts, options.KeepAlive) = (TimeSpan.Zero, 6, TimeSpan.FromMilliseconds(1));
    }
}

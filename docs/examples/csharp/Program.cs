using Grpc.Health.V1;
using SteppedCare.Client;
using SteppedCare.Examples;

// What a portal does, and how it meets every error. Try it: dotnet run --project docs/examples/csharp http://127.0.0.1:5080
var address = new Uri(args is [var given, ..] ? given : "http://127.0.0.1:5080");
using var portal = Connect(address);
var health = await portal.Health.CheckAsync(new HealthCheckRequest());
Console.WriteLine($"health: {Said.Name(health.Status)}");
var (first, contacts) = await CourseOfCare.PlayAsync(portal);
await Errors.PlayAsync(portal, first, contacts, Connect);
await BrokenConnections.PlayAsync(portal, address, Connect);
await Caseload.PlayAsync(portal, first);

static SteppedCareClient Connect(Uri address)
{
    var options = new SteppedCareClientOptions();
    options.Addresses.Add(address);
    return new SteppedCareClient(options);
}

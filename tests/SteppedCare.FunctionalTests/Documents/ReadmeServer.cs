namespace SteppedCare.FunctionalTests.Documents;

/// <summary>The server that README's first command starts, for all tests that do what README goes on to say.</summary>
public sealed class ReadmeServer : IAsyncLifetime
{
    private RunningServer? _server;

    internal RunningServer Running => _server ?? throw new InvalidOperationException("The server was not started.");

    public async Task InitializeAsync() => _server = await RunningServer.StartAsync(Fence.Of("README.md", "bash").First().Commands().Single());

    public async Task DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class ReadmeCollection : ICollectionFixture<ReadmeServer>
{
    public const string Name = "What README says";
}

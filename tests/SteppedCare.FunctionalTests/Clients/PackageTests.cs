using System.IO.Compression;
using System.Xml.Linq;
using SteppedCare.FunctionalTests.Documents;

namespace SteppedCare.FunctionalTests.Clients;

/// <summary>What a portal gets from its package feed: nothing of it may name a project that only stands in for a package.</summary>
public sealed class PackageTests
{
    [Theory]
    [InlineData("SteppedCare.Contracts", "Google.Api.CommonProtos", "Google.Protobuf", "Grpc.Core.Api", "Grpc.Net.Common")]
    [InlineData(
        "SteppedCare.Client",
        "Google.Api.CommonProtos", "Google.Protobuf", "Grpc.Core.Api", "Grpc.Net.Client", "Grpc.Net.Common", "Microsoft.Extensions.DependencyInjection.Abstractions",
        "Microsoft.Extensions.Logging.Abstractions", "Microsoft.Extensions.Options", "SteppedCare.Contracts")]
    public async Task A_package_names_what_is_on_the_public_feed_and_carries_nothing_else(string name, params string[] dependencies)
    {
        using var folder = new TemporaryFolder();
        var configuration = Path.GetFileName(Path.GetDirectoryName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)));
        var run = await Shell.RunAsync($"dotnet pack src/{name} --no-build --no-restore --configuration {configuration} --output {folder.Path}");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);

        using var package = ZipFile.OpenRead(Assert.Single(Directory.GetFiles(folder.Path, "*.nupkg")));
        var description = XDocument.Load(package.GetEntry($"{name}.nuspec")!.Open());
        var needed = description.Descendants().Where(element => element.Name.LocalName == "dependency").ToDictionary(
            element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value);

        Assert.Equal(dependencies, needed.Keys.Order(StringComparer.Ordinal));
        Assert.All(needed.Where(each => each.Key.StartsWith("Grpc.", StringComparison.Ordinal)), each => Assert.Equal("2.85.0", each.Value));
        Assert.Equal("MIT", description.Descendants().Single(element => element.Name.LocalName == "license").Value);
        Assert.Equal([$"lib/net10.0/{name}.dll", $"lib/net10.0/{name}.xml"], package.Entries.Select(entry => entry.FullName).Where(path => path.StartsWith("lib/", StringComparison.Ordinal)).Order());
        Assert.Single(Directory.GetFiles(folder.Path, "*.snupkg"));
    }
}

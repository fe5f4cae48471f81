using SteppedCare.FunctionalTests.Hosting;

namespace SteppedCare.FunctionalTests.Documents;

/// <summary>What operators copy off the pages is taken by the programs it is meant for.</summary>
public sealed class SettingsPageTests
{
    [Fact]
    public void The_example_of_a_service_is_a_good_file_of_settings()
    {
        using var folder = new TestFolder();
        var file = folder.Write("page.json", Assert.Single(Fence.Of("docs/configuration.md", "json")).Text);

        var (settings, faults) = folder.Read(["--config", file]);

        Assert.Empty(faults);
        Assert.Equal("leeds", Assert.Single(settings.Services).Name);
    }
}

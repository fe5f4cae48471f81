namespace SteppedCare.Tests.Policies;

public sealed class WarmStartTests
{
    [Fact]
    public async Task A_warm_start_answers_without_the_compiler()
    {
        using var folder = new TemporaryFolder();
        folder.Write("practice/2026.1/policy.csx", PracticePolicy.Text);
        folder.Write("practice/2026.1/cases.yaml", await File.ReadAllTextAsync(Path.Combine(PracticePolicy.Folder, "2026.1/cases.yaml")));
        var cache = Path.Combine(folder.Root, ".cache");

        var cold = await StartAsync(folder.Root, cache);
        var warm = await StartAsync(folder.Root, cache);

        Assert.Contains("practice 2026.1 compiled Enter Low, 0 of ", cold, StringComparison.Ordinal);
        Assert.Contains("loaded Microsoft.CodeAnalysis.CSharp", cold, StringComparison.Ordinal);
        Assert.Contains("practice 2026.1 cached Enter Low, 0 of ", warm, StringComparison.Ordinal);
        Assert.Contains("loaded SteppedCare.Policy", warm, StringComparison.Ordinal);
        Assert.DoesNotContain("Microsoft.CodeAnalysis", warm, StringComparison.Ordinal);
    }

    private static async Task<string> StartAsync(string policies, string cache)
    {
        var (exitCode, output, errors) = await ChildProcess.RunAsync("tests/SteppedCare.WarmStart", "SteppedCare.WarmStart.dll", policies, cache);
        Assert.True(exitCode == 0, errors);
        return output;
    }
}

using System.Text.Json;
using SteppedCare.Tests.Policies;

namespace SteppedCare.Tests.Cli;

/// <summary>From nothing to a policy that passes, and what is said once it does not.</summary>
public sealed class NewPolicyTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_new_policy_passes_whatever_is_asked_offline()
    {
        var made = await RunAsync("policy", "new", "mine", "1.0");
        var check = await RunAsync("policy", "check", "policies");
        var test = await RunAsync("policy", "test", "policies/mine");
        var prove = await RunAsync("policy", "prove", "policies/mine/1.0");

        Assert.Equal((0, ""), (made.ExitCode, made.Errors));
        Assert.EndsWith("Now: stepped-care policy check policies/mine/1.0\n", made.Output, StringComparison.Ordinal);
        Assert.All([check, test, prove], run => Assert.True(run.ExitCode == 0, run.Output + run.Errors));
        Assert.All([check, test, prove], run => Assert.StartsWith("mine 1.0: ok\n", run.Output, StringComparison.Ordinal));
        Assert.Contains("    ok more severe depression begins at high\n", test.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_revision_is_never_written_over()
    {
        await RunAsync("policy", "new", "mine", "1.0");
        _folder.Write("policies/mine/1.0/policy.csx", "my own words");

        var again = await RunAsync("policy", "new", "mine", "1.0");

        Assert.Equal(2, again.ExitCode);
        Assert.Equal("my own words", File.ReadAllText(Path.Combine(_folder.Root, "policies/mine/1.0/policy.csx")));
    }

    [Fact]
    public async Task A_revision_is_begun_from_another_and_the_policys_invariants_stay()
    {
        await RunAsync("policy", "new", "mine", "1.0");
        var invariants = Path.Combine(_folder.Root, "policies/mine/invariants.csx");
        File.AppendAllText(invariants, "// the officer's\n");

        var next = await RunAsync("policy", "new", "mine", "1.1", "--from", "policies/mine/1.0", "--json");

        using var json = JsonDocument.Parse(next.Output);
        Assert.Equal(3, json.RootElement.GetProperty("written").GetArrayLength());
        Assert.EndsWith("// the officer's\n", File.ReadAllText(invariants), StringComparison.Ordinal);
        Assert.Equal(
            File.ReadAllText(Path.Combine(_folder.Root, "policies/mine/1.0/policy.csx")), File.ReadAllText(Path.Combine(_folder.Root, "policies/mine/1.1/policy.csx")));
    }

    [Fact]
    public async Task Nothing_is_not_taken_for_proven()
    {
        await RunAsync("policy", "new", "mine", "1.0");
        File.Delete(Path.Combine(_folder.Root, "policies/mine/invariants.csx"));

        var unasked = await RunAsync("policy", "prove", "policies/mine");
        var wanted = await RunAsync("policy", "prove", "policies/mine", "--no-invariants");

        Assert.Equal((5, "mine has no invariants.csx: there is nothing to prove. --no-invariants analyses the rules alone.\n"), (unasked.ExitCode, unasked.Errors));
        Assert.True(wanted.ExitCode == 0, wanted.Output + wanted.Errors);
    }

    [Theory]
    [InlineData("../mine", "1.0")]
    [InlineData("mine", "..")]
    [InlineData("mine", "1 0")]
    public async Task A_name_that_leads_elsewhere_is_refused(string policy, string version)
    {
        var run = await RunAsync("policy", "new", policy, version);

        Assert.Equal(2, run.ExitCode);
        Assert.False(Directory.Exists(Path.Combine(_folder.Root, "policies")));
    }

    public void Dispose() => _folder.Dispose();

    private Task<Typed> RunAsync(params string[] arguments) => Typed.RunAsync(_folder.Root, arguments);
}

using SteppedCare.Tests.Policies;

namespace SteppedCare.Tests.Cli;

/// <summary>Completion as bash does it.</summary>
public sealed class CompletionTests
{
    [Theory]
    [InlineData("stepped-care pol", "policy")]
    [InlineData("stepped-care policy ro", "rollback rollout")]
    [InlineData("stepped-care policy rollout mine --sh", "--shadow --share")]
    [InlineData("stepped-care completion z", "zsh")]
    public async Task Bash_completes_what_was_begun(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        var script = $$"""
            stepped-care() { dotnet '{{Typed.Program}}' "$@"; }
            source <(stepped-care completion bash)
            complete -p stepped-care >/dev/null || exit 1
            COMP_LINE='{{line}}' COMP_POINT={{line.Length}}
            COMP_WORDS=({{line}}) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
            _stepped_care
            printf '%s\n' "${COMPREPLY[@]}" | sort | paste -sd' '
            """;

        var run = await Typed.RunAsync(folder.Root, new Dictionary<string, string>(), "bash", "-c", script);

        Assert.Equal((0, expected + "\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("zsh", "compdef _stepped_care stepped-care")]
    [InlineData("fish", "complete -c stepped-care")]
    public async Task Other_shells_have_their_script(string shell, string says)
    {
        var run = await Typed.RunAsync(Repository.Root, "completion", shell);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(says, run.Output, StringComparison.Ordinal);
    }
}

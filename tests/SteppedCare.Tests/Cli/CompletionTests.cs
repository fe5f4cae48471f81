using SteppedCare.Tests.Policies;

namespace SteppedCare.Tests.Cli;

/// <summary>Completion as each shell does it.</summary>
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
    [InlineData("stepped-care pol", "policy")]
    [InlineData("stepped-care policy ro", "rollback rollout")]
    [InlineData("stepped-care policy rollout mine --sh", "--shadow --share")]
    [InlineData("stepped-care completion z", "zsh")]
    public async Task Fish_completes_what_was_begun(string line, string expected)
    {
        using var folder = new TemporaryFolder();
        var script = $$"""
            function stepped-care; dotnet '{{Typed.Program}}' $argv; end
            stepped-care completion fish | source
            complete -C '{{line}}' | string split -f1 \t | sort | paste -sd' '
            """;

        var run = await Typed.RunAsync(folder.Root, Home(folder), "fish", "--no-config", "-c", script);

        Assert.Equal((0, expected + "\n"), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("stepped-care pol", "policy")]
    [InlineData("stepped-care policy roll", "policy roll")]
    [InlineData("stepped-care policy rollout mine --sha", "policy rollout mine --sha")]
    [InlineData("stepped-care policy rollout mine --not", "policy rollout mine --not-before")]
    [InlineData("stepped-care completion z", "completion zsh")]
    public async Task Zsh_completes_at_a_terminal_what_was_begun(string line, string expected)
    {
        using var folder = new TemporaryFolder();

        // A terminal of its own: the line editor is what completes. What comes out of it is told by the command that is then run.
        folder.Write(".zshrc", $$"""
            stepped-care() { if [[ "$1" == "[suggest:"* || "$1" == completion && "$2" == zsh && -z "$BEGUN" ]]; then dotnet '{{Typed.Program}}' "$@"; else print "RAN<$*>"; fi }
            PS1='READY> '
            autoload -U compinit && compinit -u -D
            source <(stepped-care completion zsh)
            BEGUN=1
            """);
        var script = $$"""
            zmodload zsh/zpty
            export TERM=dumb ZDOTDIR='{{folder.Root}}'
            zpty -b shell zsh -i
            said=''
            await() { local until=$(( SECONDS + 120 )) piece; while [[ "$said" != *"$1"* ]]; do (( SECONDS < until )) || { print -r -- "$said"; exit 1 }; zpty -rt shell piece && said+="$piece" || sleep 0.05; done }
            await 'READY> '
            zpty -w -n shell '{{line}}'$'\t\r'
            await 'RAN<'
            await '>'
            print -r -- "${${said#*RAN<}%%>*}"
            """;

        var run = await Typed.RunAsync(folder.Root, Home(folder), "zsh", "-f", "-c", script);

        Assert.Equal((0, expected), (run.ExitCode, run.Output.TrimEnd()));
    }

    private static Dictionary<string, string> Home(TemporaryFolder folder) => new() { ["HOME"] = folder.Root, ["XDG_CONFIG_HOME"] = folder.Root, ["XDG_DATA_HOME"] = folder.Root };
}

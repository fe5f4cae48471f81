using System.CommandLine;

namespace SteppedCare.Cli;

/// <summary><c>completion</c>: what a shell needs to complete what is typed; the words themselves come from this program each time.</summary>
internal static class CompletionCommand
{
    internal static Command Create(Desk desk)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish." }.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print the completion script of a shell. Example: source <(stepped-care completion bash)") { shell };
        command.Answers(desk, parsed =>
        {
            var script = ScriptOf(parsed.GetRequiredValue(shell));
            return new Answer(ExitCodes.Ok, [new Listing(script)], new { Shell = parsed.GetRequiredValue(shell), Script = script });
        });
        return command;
    }

    private static string ScriptOf(string shell) => shell switch
    {
        "bash" => """
            _stepped_care() {
                local word="${COMP_WORDS[COMP_CWORD]}" line
                COMPREPLY=()
                while IFS= read -r line; do
                    [[ "$line" == "$word"* ]] && COMPREPLY+=("$line")
                done < <(stepped-care "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)
            }
            complete -o default -F _stepped_care stepped-care

            """,
        "zsh" => """
            #compdef stepped-care
            _stepped_care() {
                local -a found
                found=("${(@f)$(stepped-care "[suggest:${CURSOR}]" "${BUFFER}" 2>/dev/null)}")
                if (( ${#found[@]} > 0 )) && [[ -n "${found[1]}" ]]; then
                    compadd -- "${found[@]}"
                else
                    _files
                fi
            }
            compdef _stepped_care stepped-care

            """,
        _ => """
            complete -c stepped-care -a '(stepped-care "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'

            """,
    };
}

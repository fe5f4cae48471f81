using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SteppedCare.Policies;

/// <summary>What a text must keep to before the parser sees it: a compiler can be made to overflow its stack, and eyes can be deceived.</summary>
internal static class ScriptLimits
{
    private const int MostBytes = 64 * 1024;
    private const int MostTokens = 12_000;
    private const int DeepestNesting = 24;

    // One rule's condition. Also bounds the depth of the syntax tree, since a && b && c nests to the left.
    private const int MostTokensInAStatement = 800;

    internal static IEnumerable<Refusal> Check(PolicySource source)
    {
        if (source.Text.Length > MostBytes)
        {
            yield return new Refusal(CompilerStage.Limits, "SC001", 0, 0, $"A policy is at most {MostBytes / 1024} KiB of text.");
            yield break;
        }

        var tree = Microsoft.CodeAnalysis.Text.SourceText.From(source.Text);
        for (var index = 0; index < source.Text.Length; index++)
        {
            if (IsDeceptive(source.Text[index]))
            {
                var at = tree.Lines.GetLinePosition(index);
                yield return new Refusal(CompilerStage.Limits, 
                    "SC002", at.Line + 1, at.Character + 1,
                    $"Character U+{(int)source.Text[index]:X4} can make a policy read otherwise than it works.", Length: 1);
                yield break;
            }
        }

        int tokens = 0, inStatement = 0, depth = 0;
        foreach (var token in SyntaxFactory.ParseTokens(source.Text))
        {
            tokens++;
            inStatement++;
            depth += Nesting(token.Kind());
            if (token.IsKind(SyntaxKind.SemicolonToken) && depth <= 0)
            {
                inStatement = 0;
            }

            var fault = tokens > MostTokens ? $"A policy is at most {MostTokens} words and signs long."
                : inStatement > MostTokensInAStatement ? $"One rule is at most {MostTokensInAStatement} words and signs long."
                : depth > DeepestNesting ? $"Brackets nest at most {DeepestNesting} deep."
                : null;
            if (fault is not null)
            {
                var at = tree.Lines.GetLinePosition(token.SpanStart);
                yield return new Refusal(CompilerStage.Limits, "SC003", at.Line + 1, at.Character + 1, fault, Length: token.Span.Length);
                yield break;
            }
        }
    }

    private static int Nesting(SyntaxKind kind) => kind switch
    {
        SyntaxKind.OpenParenToken or SyntaxKind.OpenBraceToken or SyntaxKind.OpenBracketToken => 1,
        SyntaxKind.CloseParenToken or SyntaxKind.CloseBraceToken or SyntaxKind.CloseBracketToken => -1,
        _ => 0,
    };

    // Bidirectional controls, zero-width characters and anything else that is not shown; letters outside Latin, which pass for Latin ones.
    private static bool IsDeceptive(char c) =>
        (char.IsControl(c) && c is not ('\n' or '\t'))
        || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Surrogate
        || (char.IsLetter(c) && c > '\u024F');
}

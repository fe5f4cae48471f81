using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SteppedCare.Policies;

/// <summary>Reads the rules off a script's semantic model, each with its condition as a formula.</summary>
internal sealed class RuleReader
{
    private readonly SemanticModel _model;
    private readonly ConditionReader _conditions;
    private readonly List<Refusal> _refusals = [];

    internal RuleReader(SemanticModel model)
    {
        _model = model;
        _conditions = new ConditionReader(model.Compilation);
    }

    /// <summary>Conditions that are no formula. None, where the walk has passed the script: the language is closed.</summary>
    internal IReadOnlyList<Refusal> Refusals => _refusals;

    internal IEnumerable<RuleReading> Read()
    {
        foreach (var statement in ((CompilationUnitSyntax)_model.SyntaxTree.GetRoot()).Members.OfType<GlobalStatementSyntax>())
        {
            if (_model.GetOperation(statement.Statement) is not IExpressionStatementOperation { Operation: IInvocationOperation last })
            {
                continue;
            }

            IInvocationOperation? when = null;
            var isOtherwise = false;
            var call = last;
            while (call.Instance is IInvocationOperation earlier)
            {
                when = call.TargetMethod.Name == "When" ? call : when;
                isOtherwise |= call.TargetMethod.Name == "Otherwise";
                call = earlier;
            }

            if (ScriptVocabulary.BeginsRule(call.TargetMethod) && call.Arguments is [{ Value.ConstantValue: { HasValue: true, Value: string name } }, ..])
            {
                var start = statement.GetLocation().GetLineSpan().StartLinePosition;
                var formula = isOtherwise ? new Formula.Always() : when is null ? null : Lower(when);
                yield return new RuleReading(call.TargetMethod.Name, name, start.Line + 1, start.Character + 1, formula, call.Syntax.GetLocation().ToPlace().Length)
                {
                    Places = formula is null or Formula.Always ? [] : _conditions.Places,
                };
            }
        }
    }

    private Formula? Lower(IInvocationOperation when)
    {
        IOperation unread = when;
        if (when.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }
            && _conditions.TryRead(lambda, out var formula, out unread!))
        {
            return formula;
        }

        var place = unread ?? when;
        _refusals.Add(place.Syntax.GetLocation().Refuse(
            "SC049",
            $"'{RefusalText.Shorten(place.Syntax.ToString())}' is not a comparison of one fact with a constant.",
            "Ask for a derived fact in Core."));
        return null;
    }
}

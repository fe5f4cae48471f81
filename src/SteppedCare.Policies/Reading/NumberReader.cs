using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SteppedCare.Policies;

/// <summary>Finds the numbers beside the conditions: time boxes of effects, review points, numbers of watches.</summary>
internal static class NumberReader
{
    internal static IEnumerable<NumberReading> Read(SemanticModel model)
    {
        var reviewPoints = 0;
        foreach (var statement in ((CompilationUnitSyntax)model.SyntaxTree.GetRoot()).Members.OfType<GlobalStatementSyntax>())
        {
            if (model.GetOperation(statement.Statement) is not IExpressionStatementOperation { Operation: IInvocationOperation last })
            {
                continue;
            }

            if (last.TargetMethod.Name == nameof(Rulebook.ReviewAt) && last.Instance is not IInvocationOperation)
            {
                yield return new NumberReading(NumberKind.Sessions, "", reviewPoints, PlaceOf(last, "sessions"));
                yield return new NumberReading(NumberKind.Days, "", reviewPoints, PlaceOf(last, "within"));
                reviewPoints++;
                continue;
            }

            foreach (var number in InChain(last))
            {
                yield return number;
            }
        }
    }

    private static IEnumerable<NumberReading> InChain(IInvocationOperation last)
    {
        var chain = new Stack<IInvocationOperation>();
        for (var call = last; call is not null; call = call.Instance as IInvocationOperation)
        {
            chain.Push(call);
        }

        if (!ScriptVocabulary.BeginsRule(chain.Peek().TargetMethod) || chain.Pop().Arguments is not [{ Value.ConstantValue: { HasValue: true, Value: string rule } }, ..])
        {
            yield break;
        }

        foreach (var call in chain)
        {
            if (call.TargetMethod.Parameters.Any(parameter => parameter.Name == "within"))
            {
                yield return new NumberReading(call.TargetMethod.Name == "Review" ? NumberKind.Review : NumberKind.Within, rule, 0, PlaceOf(call, "within"));
            }
            else if (call.TargetMethod.Name == "After" && call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == "thresholds")?.Value is { } thresholds)
            {
                var elements = thresholds is ICollectionExpressionOperation list ? list.Elements : [];
                for (var index = 0; index < elements.Length; index++)
                {
                    yield return new NumberReading(NumberKind.Watch, rule, index, elements[index].Syntax.GetLocation().ToPlace());
                }
            }
        }
    }

    private static TextPlace PlaceOf(IInvocationOperation call, string parameter) =>
        (call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value.Syntax ?? call.Syntax).GetLocation().ToPlace();
}

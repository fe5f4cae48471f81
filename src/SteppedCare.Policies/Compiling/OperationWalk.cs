using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SteppedCare.Policies;

/// <summary>The inner half of the walk: judges every operation by where it stands. On operations, not on text: brackets and <c>\u</c> escapes deceive text.</summary>
internal sealed class OperationWalk(List<Refusal> refusals)
{
    private readonly HashSet<string> _ruleNames = new(StringComparer.Ordinal);

    /// <summary>Which named condition calls which.</summary>
    internal Dictionary<IMethodSymbol, List<IMethodSymbol>> Calls { get; } = new(SymbolEqualityComparer.Default);

    internal void Walk(IOperation? operation, Place place, IMethodSymbol? within = null)
    {
        if (operation is null || Check(operation, place, within) is not { } inside)
        {
            return;
        }

        foreach (var child in operation.ChildOperations)
        {
            Walk(child, inside, within);
        }
    }

    /// <summary>Judges one operation; returns the place its children stand in, or null when they need no look.</summary>
    private Place? Check(IOperation operation, Place place, IMethodSymbol? within)
    {
        // A number or text that the compiler has worked out is as good as a literal, however it is written.
        if (operation.ConstantValue is { HasValue: true, Value: not null } && operation.Type?.SpecialType is not SpecialType.None and not null)
        {
            if (operation.DescendantsAndSelf().FirstOrDefault(part => part is IConversionOperation { IsImplicit: false }) is { } cast)
            {
                Refuse(cast, "SC040", RefusalText.Of(cast));
                return null;
            }

            if (operation.ConstantValue.Value is double and (double.NaN or > 1e6 or < -1e6) or float or decimal or long or ulong or int and (> 1_000_000 or < -1_000_000))
            {
                Refuse(operation, "SC045", ($"'{operation.Syntax}' is not a number that a fact can be compared with.", "Write a whole number, or one like 2.3."));
            }

            return null;
        }

        switch (operation)
        {
            case IExpressionStatementOperation or IFieldInitializerOperation or IArgumentOperation or IBlockOperation or IReturnOperation
                or IMethodBodyOperation or IParameterReferenceOperation or IDelegateCreationOperation or IParenthesizedOperation:
            case IInstanceReferenceOperation when place == Place.Registration || operation.IsImplicit:
            case ICollectionExpressionOperation when operation.IsImplicit:
            case ILiteralOperation { ConstantValue.Value: not null }:
                return place;

            // The rulebook before a bare Days(...) or Safety(...). Roslyn has no operation for a script's host object, only "None".
            case { Kind: OperationKind.None, Parent: IInvocationOperation call } when place == Place.Registration && ScriptVocabulary.IsBook(call.TargetMethod.ContainingType):
                return null;

            case IInvocationOperation call:
                return CheckCall(call, place, within);

            case IPropertyReferenceOperation reference:
                return CheckProperty(reference, place);

            case IFieldReferenceOperation { Field: var field } when ScriptVocabulary.IsWordList(field.ContainingType):
            case IFieldReferenceOperation { Field.ContainingType.IsScriptClass: true } when place == Place.Registration:
                return place;

            case IBinaryOperation { OperatorMethod: { } method } when ScriptVocabulary.IsCore(method):
                return CheckOperator(operation, method, place);

            case IUnaryOperation { OperatorMethod: { } method } when ScriptVocabulary.IsCore(method):
                return CheckOperator(operation, method, place);

            case IBinaryOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Boolean } when place == Place.Expectation:
            case IUnaryOperation { OperatorMethod: null, Type.SpecialType: SpecialType.System_Boolean } when place == Place.Expectation:
                return place;

            case IAnonymousFunctionOperation lambda:
                return CheckLambda(lambda, place);

            case IConversionOperation { IsImplicit: true, Conversion: { IsNumeric: true } or { IsIdentity: true } or { IsReference: true } }:
                return place;

            // The compiler has an error of its own to report here.
            case IInvalidOperation:
                return null;

            default:
                Refuse(operation, "SC040", RefusalText.Of(operation));
                return null;
        }
    }

    private Place? CheckCall(IInvocationOperation call, Place place, IMethodSymbol? within)
    {
        var method = call.TargetMethod;
        if (method.ContainingType.IsScriptClass)
        {
            if (place != Place.Condition)
            {
                Refuse(call, "SC041", ($"'{method.Name}' is a condition.", "It is used inside When(...)."));
            }

            // Lambdas cannot call themselves, so that only named conditions can go round in a circle.
            if (within is not null)
            {
                (Calls.TryGetValue(within, out var callees) ? callees : Calls[within] = []).Add(method);
            }

            return place;
        }

        var allowed = ScriptVocabulary.IsCore(method) && !method.IsStatic && !method.IsOverride && place switch
        {
            Place.Registration => ScriptVocabulary.IsLanguage(method.ContainingType),
            Place.Condition => ScriptVocabulary.IsFact(method.ContainingType),
            Place.Expectation => ScriptVocabulary.IsView(method.ContainingType) && method.ReturnType.SpecialType == SpecialType.System_Boolean,
            _ => false,
        };
        if (allowed)
        {
            CheckRuleName(call);
            CheckOwnWords(call);
            return place;
        }

        Refuse(call, "SC042", RefusalText.NotHere(method, place));
        return null;
    }

    private Place? CheckProperty(IPropertyReferenceOperation reference, Place place)
    {
        var property = reference.Property;
        var isFact = ScriptVocabulary.IsCase(property.ContainingType) || ScriptVocabulary.IsFactGroup(property.ContainingType) || ScriptVocabulary.IsFact(property.ContainingType);
        var allowed = ScriptVocabulary.IsCore(property) && !property.IsStatic && place switch
        {
            Place.Condition => isFact && (ScriptVocabulary.IsFact(property.Type) || ScriptVocabulary.IsFactGroup(property.Type)),
            Place.Selector => ScriptVocabulary.IsWatched(property.ContainingType) && FactTable.Watched.Any(row => row.Name == property.Name),
            Place.Expectation => ScriptVocabulary.IsView(property.ContainingType) && property.Type.SpecialType == SpecialType.System_Boolean,
            _ => false,
        };
        if (allowed)
        {
            return place;
        }

        Refuse(reference, "SC043", RefusalText.NotHere(property, place));
        return null;
    }

    private Place? CheckOperator(IOperation operation, IMethodSymbol method, Place place)
    {
        if (place == Place.Condition)
        {
            return place;
        }

        Refuse(operation, "SC044", ($"'{method.Name}' belongs inside When(...).", ""));
        return null;
    }

    private Place? CheckLambda(IAnonymousFunctionOperation lambda, Place place)
    {
        if (place != Place.Registration)
        {
            Refuse(lambda, "SC046", ("A condition has no functions inside.", ""));
            return null;
        }

        if (lambda.Syntax is not LambdaExpressionSyntax { ExpressionBody: not null })
        {
            Refuse(lambda, "SC047", ("A condition is one expression.", "Write 'p => ...', without braces."));
            return null;
        }

        if (lambda.Symbol.IsAsync)
        {
            Refuse(lambda, "SC048", ("A policy does not wait for anything: no async.", ""));
            return null;
        }

        return lambda.Symbol is { Parameters: [{ Type: { } parameter }] } && ScriptVocabulary.IsView(parameter) ? Place.Expectation
            : lambda.Symbol.ReturnType.Name == nameof(Count) ? Place.Selector
            : Place.Condition;
    }

    // The optional parameters are the compiler's to fill: the condition's text and its line. Given by hand they could say what the condition does not.
    private void CheckOwnWords(IInvocationOperation call)
    {
        foreach (var given in call.Arguments.Where(argument => argument is { ArgumentKind: ArgumentKind.Explicit, Parameter.IsOptional: true }))
        {
            Refuse(given, "SC032", ($"'{given.Syntax}' would be shown in place of the condition.", "The compiler adds its text and its line."));
        }
    }

    private void CheckRuleName(IInvocationOperation call)
    {
        if (!ScriptVocabulary.BeginsRule(call.TargetMethod))
        {
            return;
        }

        var name = call.Arguments.First(argument => argument.Parameter!.Ordinal == 0).Value;
        if (name is not ILiteralOperation { ConstantValue.Value: string text })
        {
            Refuse(name, "SC030", ($"{call.TargetMethod.Name} wants its name written out, in quotes.", ""));
        }
        else if (!_ruleNames.Add(text))
        {
            Refuse(name, "SC031", ($"There is another rule called '{text}'.", "A reply names the rule, so names are unique."));
        }
    }

    private void Refuse(IOperation operation, string code, (string Message, string Suggestion) text) =>
        refusals.Add(operation.Syntax.GetLocation().Refuse(code, text.Message, text.Suggestion));
}

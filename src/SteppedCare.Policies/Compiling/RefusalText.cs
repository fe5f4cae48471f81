using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SteppedCare.Policies;

/// <summary>How the walk says no: what the author wrote, and what to write instead.</summary>
internal static class RefusalText
{
    internal static Refusal Refuse(this Location location, string code, string message, string suggestion = "", CompilerStage stage = CompilerStage.Walk)
    {
        var place = location.ToPlace();
        return new Refusal(stage, code, place.Line, place.Column, message, suggestion, place.Length);
    }

    /// <summary>A place that goes on over several lines ends with its first one, so that a line of carets can stand under it.</summary>
    internal static TextPlace ToPlace(this Location location)
    {
        if (!location.IsInSource)
        {
            return default;
        }

        var start = location.GetLineSpan().StartLinePosition;
        var endOfLine = location.SourceTree.GetText().Lines[start.Line].End;
        return new TextPlace(start.Line + 1, start.Character + 1, Math.Max(1, Math.Min(location.SourceSpan.End, endOfLine) - location.SourceSpan.Start));
    }

    internal static string Of(MemberDeclarationSyntax member) => member switch
    {
        GlobalStatementSyntax { Statement: ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax }
            => "A policy has no loops.",
        GlobalStatementSyntax { Statement: GotoStatementSyntax or LabeledStatementSyntax } => "A policy has no jumps.",
        GlobalStatementSyntax { Statement: TryStatementSyntax or ThrowStatementSyntax } => "A policy neither throws nor catches.",
        GlobalStatementSyntax { Statement: ReturnStatementSyntax } => "A policy returns nothing; its rules are what it says.",
        GlobalStatementSyntax { Statement: IfStatementSyntax or SwitchStatementSyntax } => "A rule stands for itself; what it depends on goes into When(...).",
        GlobalStatementSyntax { Statement: ExpressionStatementSyntax { Expression: AwaitExpressionSyntax } } => "A policy does not wait for anything: no await.",
        GlobalStatementSyntax { Statement: ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax } } => "A policy changes nothing: names are set once.",
        GlobalStatementSyntax { Statement: ExpressionStatementSyntax { Expression: BaseObjectCreationExpressionSyntax } } => "A policy creates no objects.",
        GlobalStatementSyntax { Statement: LocalFunctionStatementSyntax } or MethodDeclarationSyntax => "This function is more than a named condition.",
        BaseTypeDeclarationSyntax or DelegateDeclarationSyntax => "A policy declares no types.",
        PropertyDeclarationSyntax or EventDeclarationSyntax or EventFieldDeclarationSyntax => "A policy has no properties or events.",
        FieldDeclarationSyntax => "A name in a policy has no modifiers but 'const'.",
        _ => "This is not part of the policy language.",
    };

    internal static (string Message, string Suggestion) Of(IOperation operation) => operation switch
    {
        ILoopOperation => ("A policy has no loops.", ""),
        IConditionalOperation or ISwitchExpressionOperation or ISwitchOperation or ICoalesceOperation
            => ($"'{Said(operation)}' would quietly turn unknown into false.", "Write the two cases as two rules, or with && and ||."),
        IAssignmentOperation or IIncrementOrDecrementOperation => ("A policy changes nothing: facts are given, names are set once.", ""),
        IObjectCreationOperation or IArrayCreationOperation or IAnonymousObjectCreationOperation or ICollectionExpressionOperation or ITypeParameterObjectCreationOperation
            => ("A policy creates no objects.", "Use the words of the language, as Days(...) or Source(...)."),
        IAwaitOperation => ("A policy does not wait for anything: no await.", ""),
        IThrowOperation or ITryOperation => ("A policy neither throws nor catches.", ""),
        ITypeOfOperation or IIsTypeOperation or IIsPatternOperation or ISizeOfOperation => ("A policy does not look at types.", "Compare facts with ==, >=, <=, > and <."),
        ILiteralOperation => ("Nothing in a policy is null.", "Ask for p.Fact.IsKnown where it matters whether there is an answer."),
        IInterpolatedStringOperation => ("A reason is one fixed text.", "The reply adds the values of the facts."),
        IDynamicInvocationOperation or IDynamicMemberReferenceOperation => ("A policy has no 'dynamic'.", ""),
        IMethodReferenceOperation => ($"'{Said(operation)}' is not a condition written out.", "Write 'p => Name(p)'."),
        IConversionOperation { IsImplicit: true } conversion => Of(conversion.Operand),
        IConversionOperation => ($"'{Said(operation)}' converts between types, which a policy has no need of.", ""),
        IBinaryOperation or IUnaryOperation => ($"'{Said(operation)}' works on plain values.", "Conditions compare a fact with a number or a name."),
        IFieldReferenceOperation { Field: var field } => ($"'{Short(field.ContainingType)}.{field.Name}' is not part of the policy language.", ""),
        IInstanceReferenceOperation => ("A condition knows only the case 'p'.", ""),
        _ => ($"'{Said(operation)}' is not part of the policy language.", ""),
    };

    internal static (string Message, string Suggestion) NotHere(ISymbol symbol, Place place)
    {
        var name = $"{Short(symbol.ContainingType)}.{symbol.Name}";
        return place switch
        {
            Place.Condition when ScriptVocabulary.IsLanguage(symbol.ContainingType) => ($"'{name}': rules are not written inside a condition.", ""),
            Place.Condition => ($"'{name}' is not a fact.", "A condition compares facts of 'p' with numbers or names; ask for a derived fact in Core."),
            Place.Selector => ($"'{name}' is not a count that can be watched.", "A watch looks at one count of days or sessions, as p => p.DaysSinceReferral."),
            Place.Expectation => ($"'{name}' is not something an expectation can ask of a decision.", ""),
            _ => ($"'{name}' is not part of the policy language.", ""),
        };
    }

    internal static string Short(ITypeSymbol? type) => type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "?";

    internal static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";

    private static string Said(IOperation operation) => Shorten(operation.Syntax.ToString());
}

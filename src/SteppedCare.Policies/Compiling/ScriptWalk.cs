using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SteppedCare.Policies;

/// <summary>
/// The policy language as a subset of C#: what is not listed is refused, with the author's line and column. This is the outer half, over the members of
/// the script; <see cref="OperationWalk"/> goes into them. For good messages; <see cref="AssemblyGate"/> is the one that enforces.
/// </summary>
internal sealed class ScriptWalk
{
    // Named conditions that call one another twice each grow without bound; a person cannot read as many as this either.
    private const int MostConditionsWithin = 256;

    private readonly SemanticModel _model;
    private readonly CompilationUnitSyntax _root;
    private readonly List<Refusal> _refusals = [];
    private readonly OperationWalk _operations;

    private ScriptWalk(SemanticModel model)
    {
        _model = model;
        _root = (CompilationUnitSyntax)model.SyntaxTree.GetRoot();
        _operations = new OperationWalk(_refusals);
    }

    internal static IReadOnlyList<Refusal> Check(SemanticModel model)
    {
        var walk = new ScriptWalk(model);
        walk.CheckScript();
        return walk._refusals;
    }

    private void CheckScript()
    {
        foreach (var trivia in _root.DescendantTrivia(descendIntoTrivia: true).Where(trivia => trivia.IsDirective))
        {
            Refuse(trivia.GetLocation(), "SC010", $"'{RefusalText.Shorten(trivia.ToString().Trim())}': a policy has no directives.");
        }

        foreach (var node in _root.Usings.Cast<SyntaxNode>().Concat(_root.Externs).Concat(_root.AttributeLists))
        {
            Refuse(node.GetLocation(), "SC011", "The words of the policy language are in scope already; nothing else can be brought in.");
        }

        foreach (var member in _root.Members)
        {
            CheckMember(member);
        }

        CheckSizes();
    }

    private void CheckMember(MemberDeclarationSyntax member)
    {
        switch (member)
        {
            case GlobalStatementSyntax { Statement: ExpressionStatementSyntax { Expression: InvocationExpressionSyntax } statement }:
                _operations.Walk(_model.GetOperation(statement), Place.Registration);
                break;

            case FieldDeclarationSyntax { AttributeLists.Count: 0 } field when field.Modifiers.All(modifier => modifier.IsKind(SyntaxKind.ConstKeyword)):
                foreach (var variable in field.Declaration.Variables)
                {
                    CheckVariable(variable);
                }

                break;

            case MethodDeclarationSyntax { ExpressionBody: not null, AttributeLists.Count: 0, Modifiers.Count: 0, TypeParameterList: null } method:
                CheckNamedCondition(method);
                break;

            default:
                Refuse(
                    member.GetLocation(), "SC012", RefusalText.Of(member),
                    "A policy is made of rules, sources, 'const' numbers and one-line conditions 'Truth Name(Case p) => ...;'.");
                break;
        }
    }

    private void CheckVariable(VariableDeclaratorSyntax variable)
    {
        var field = (IFieldSymbol)_model.GetDeclaredSymbol(variable)!;
        var isNumber = field.IsConst && field.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Double;
        if (!isNumber && (field.IsConst || !ScriptVocabulary.IsCore(field.Type) || !CoreVocabulary.Values.Contains(field.Type.Name)))
        {
            Refuse(
                variable.GetLocation(), "SC013", $"'{field.Name}' is a {RefusalText.Short(field.Type)}.",
                "Only sources, time boxes and 'const' numbers can be named.");
            return;
        }

        if (variable.Initializer is null)
        {
            Refuse(variable.GetLocation(), "SC014", $"'{field.Name}' has no value.");
            return;
        }

        _operations.Walk(_model.GetOperation(variable.Initializer), Place.Registration);
    }

    private void CheckNamedCondition(MethodDeclarationSyntax method)
    {
        var symbol = _model.GetDeclaredSymbol(method)!;
        var isCondition = symbol is { ReturnsVoid: false, ReturnType.Name: nameof(Truth), Parameters: [{ RefKind: RefKind.None, IsOptional: false } only] }
            && ScriptVocabulary.IsCase(only.Type);
        if (!isCondition)
        {
            Refuse(
                method.Identifier.GetLocation(), "SC015", $"'{symbol.Name}' must be a condition about one case.",
                $"Write 'Truth {symbol.Name}(Case p) => ...;'.");
        }

        _operations.Walk(_model.GetOperation(method), Place.Condition, symbol);
    }

    private void CheckSizes()
    {
        var calls = _operations.Calls;
        var circular = calls.Keys.Where(method => Reaches(method, method, [])).ToList();
        foreach (var method in circular)
        {
            Refuse(method.Locations[0], "SC020", $"'{method.Name}' calls itself; a condition must end.");
        }

        if (circular.Count > 0)
        {
            return;
        }

        var sizes = new Dictionary<IMethodSymbol, long>(SymbolEqualityComparer.Default);
        foreach (var method in calls.Keys.Where(method => SizeOf(method, sizes) > MostConditionsWithin))
        {
            Refuse(
                method.Locations[0], "SC021",
                $"'{method.Name}' stands for more than {MostConditionsWithin} conditions once those it names are written out.");
        }
    }

    // Saturates: forty doublings are more than a long can count.
    private long SizeOf(IMethodSymbol method, Dictionary<IMethodSymbol, long> sizes)
    {
        if (!sizes.TryGetValue(method, out var size))
        {
            size = 1 + (_operations.Calls.TryGetValue(method, out var callees) ? callees.Sum(callee => SizeOf(callee, sizes)) : 0);
            sizes[method] = size = Math.Min(size, int.MaxValue);
        }

        return size;
    }

    private bool Reaches(IMethodSymbol from, IMethodSymbol target, HashSet<IMethodSymbol> seen) =>
        _operations.Calls.TryGetValue(from, out var callees)
        && callees.Any(callee => SymbolEqualityComparer.Default.Equals(callee, target) || (seen.Add(callee) && Reaches(callee, target, seen)));

    private void Refuse(Location location, string code, string message, string suggestion = "") => _refusals.Add(location.Refuse(code, message, suggestion));
}

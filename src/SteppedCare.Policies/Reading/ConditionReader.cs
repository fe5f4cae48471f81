using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SteppedCare.Policies;

/// <summary>Lowers a condition from the compiler's operation tree to a <see cref="Formula"/>. Named conditions are written out where they are called, under their names.</summary>
internal sealed class ConditionReader(Compilation compilation)
{
    // Beyond this the condition calls itself or doubles; the walk says so in its own words.
    private const int MostOperations = 20_000;

    // Named conditions within named conditions: a circle would go on until the stack ends.
    private const int DeepestNames = 64;

    private int _operations;
    private int _names;
    private IOperation? _unread;
    private ImmutableArray<TextPlace>.Builder _places = ImmutableArray.CreateBuilder<TextPlace>();

    /// <summary>Where the parts of the condition last read stand, each before the parts that it joins.</summary>
    internal ImmutableArray<TextPlace> Places => _places.ToImmutable();

    /// <param name="condition">What stands in When(...).</param>
    /// <param name="formula">The condition as data.</param>
    /// <param name="unread">The first part that could not be read.</param>
    internal bool TryRead(IAnonymousFunctionOperation condition, [NotNullWhen(true)] out Formula? formula, [NotNullWhen(false)] out IOperation? unread)
    {
        (_operations, _names, _unread) = (0, 0, null);
        _places = ImmutableArray.CreateBuilder<TextPlace>();
        formula = ExpressionOf(condition.Body) is { } body ? Lower(body) : null;
        unread = formula is null ? _unread ?? condition : null;
        return formula is not null;
    }

    private Formula? Lower(IOperation operation)
    {
        if (++_operations > MostOperations)
        {
            return Unread(operation);
        }

        switch (operation)
        {
            case IParenthesizedOperation parenthesized:
                return Lower(parenthesized.Operand);

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And, OperatorMethod: not null } and:
                At(operation);
                return Lower(and.LeftOperand) is { } first && Lower(and.RightOperand) is { } second ? new Formula.And(first, second) : null;

            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or, OperatorMethod: not null } or:
                At(operation);
                return Lower(or.LeftOperand) is { } left && Lower(or.RightOperand) is { } right ? new Formula.Or(left, right) : null;

            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, OperatorMethod: not null } not:
                At(operation);
                return Lower(not.Operand) is { } operand ? new Formula.Not(operand) : null;

            case IBinaryOperation comparison when FactOf(comparison.LeftOperand) is { } fact && ConstantOf(comparison.RightOperand, fact) is { } value:
                At(operation);
                if (comparison.OperatorKind == BinaryOperatorKind.NotEquals)
                {
                    At(operation);
                }

                return Compare(fact, comparison.OperatorKind, value) ?? Unread(operation);

            case IPropertyReferenceOperation { Property.Name: "IsKnown", Instance: { } known } when FactOf(known) is { } fact:
                At(operation);
                return new Formula.Known(fact);

            case IPropertyReferenceOperation when FactOf(operation) is { Kind: FactKind.Truth } fact:
                At(operation);
                return new Formula.Test(fact, [new Run(1, 1)]);

            case IInvocationOperation { TargetMethod: { Name: "Is", IsStatic: false }, Instance: { } choice } call when FactOf(choice) is { Kind: FactKind.Choice } fact:
                At(operation);
                return AnyOf(fact, call.Arguments[0].Value) ?? Unread(operation);

            case IInvocationOperation { TargetMethod.ContainingType.IsScriptClass: true, Arguments: [{ Value: { } argument }] } call when IsTheCase(argument):
                At(operation);
                return _names < DeepestNames && BodyOf(call.TargetMethod) is { } body ? LowerNamed(call.TargetMethod.Name, body) : Unread(operation);

            default:
                return Unread(operation);
        }
    }

    // What joins two parts stands at its sign: the whole of it may go on over many lines.
    private void At(IOperation operation) => _places.Add(
        (operation.Syntax is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.BitwiseAndExpression or (int)SyntaxKind.BitwiseOrExpression } joined
            ? joined.OperatorToken.GetLocation()
            : operation.Syntax.GetLocation()).ToPlace());

    private Formula.Named? LowerNamed(string name, IOperation body)
    {
        _names++;
        var meaning = Lower(body);
        _names--;
        return meaning is null ? null : new Formula.Named(name, meaning);
    }

    private Formula? Unread(IOperation operation)
    {
        _unread ??= operation;
        return null;
    }

    // Constants arrive in thousandths for scores; a whole-number instrument compared with 15.5 is compared with what lies beyond it.
    private static Formula? Compare(FactRow fact, BinaryOperatorKind kind, int thousandths)
    {
        var floor = (int)Math.Floor(thousandths / (double)fact.Grain);
        var ceiling = (int)Math.Ceiling(thousandths / (double)fact.Grain);
        ImmutableArray<Run> exactly = floor == ceiling ? [new Run(floor, floor)] : [];
        const int Lowest = FactCode.Unknown + 1;
        return kind switch
        {
            BinaryOperatorKind.GreaterThanOrEqual => new Formula.Test(fact, [new Run(ceiling, int.MaxValue)]),
            BinaryOperatorKind.GreaterThan => new Formula.Test(fact, [new Run(floor + 1, int.MaxValue)]),
            BinaryOperatorKind.LessThanOrEqual => new Formula.Test(fact, [new Run(Lowest, floor)]),
            BinaryOperatorKind.LessThan => new Formula.Test(fact, [new Run(Lowest, ceiling - 1)]),
            BinaryOperatorKind.Equals => new Formula.Test(fact, exactly),
            BinaryOperatorKind.NotEquals => new Formula.Not(new Formula.Test(fact, exactly)),
            _ => null,
        };
    }

    private static Formula.Test? AnyOf(FactRow fact, IOperation values)
    {
        var elements = values is ICollectionExpressionOperation list ? list.Elements : [];
        return elements.Length > 0 && elements.All(element => element.ConstantValue is { HasValue: true, Value: int })
            ? new Formula.Test(fact, [.. elements.Select(element => (int)element.ConstantValue.Value!).Distinct().Order().Select(value => new Run(value, value))])
            : null;
    }

    private static FactRow? FactOf(IOperation operation)
    {
        var names = new Stack<string>();
        var at = operation;
        while (at is IPropertyReferenceOperation { Instance: { } owner } property)
        {
            names.Push(property.Property.Name);
            at = owner is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : owner;
        }

        return IsTheCase(at) && FactTable.TryGet(string.Join('.', names), out var fact) ? fact : null;
    }

    private static bool IsTheCase(IOperation operation) =>
        (operation is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : operation) is IParameterReferenceOperation;

    // In thousandths: whole numbers, decimals of scores, and members of a list alike.
    private static int? ConstantOf(IOperation operation, FactRow fact)
    {
        var value = operation is IConversionOperation { IsImplicit: true, ConstantValue.HasValue: false } conversion ? conversion.Operand : operation;
        return value.ConstantValue is { HasValue: true, Value: { } constant }
            ? constant switch
            {
                int number when Math.Abs((long)number) <= int.MaxValue / FactCode.Thousand => number * FactCode.Thousand,
                double number when fact.Kind == FactKind.Score && Math.Abs(number) < 1_000_000 => Score.Thousandths(number),
                _ => null,
            }
            : null;
    }

    private IOperation? BodyOf(IMethodSymbol method)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax();
        return compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax) is IMethodBodyOperation { ExpressionBody: { } body } ? ExpressionOf(body) : null;
    }

    private static IOperation? ExpressionOf(IBlockOperation body) => body.Operations is [IReturnOperation { ReturnedValue: { } value }] ? value : null;
}

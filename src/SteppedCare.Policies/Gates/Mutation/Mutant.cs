using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>One thing in a script written otherwise.</summary>
/// <param name="IsConstant">A number moved by one or a member of a list left out; else an operator.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Change">What is otherwise, in words.</param>
/// <param name="Conditions">The conditions that change with it, by the place of their rule among the lowered ones: all rules that call one named condition change with it.</param>
/// <param name="Number">The number beside the conditions that changes; null where a condition does.</param>
internal sealed record Mutant(bool IsConstant, TextPlace Place, string Change, ImmutableArray<(int Rule, Formula Formula)> Conditions, MutantNumber? Number);

/// <summary>A number beside the conditions, written otherwise.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Rule">The rule among the lowered ones, the review point or the watch in their own lists.</param>
/// <param name="Index">Of a watch: which of its numbers.</param>
/// <param name="Value">What stands there instead.</param>
internal readonly record struct MutantNumber(NumberKind Kind, int Rule, int Index, int Value);

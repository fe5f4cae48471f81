using System.Collections.Immutable;

namespace SteppedCare.Cohorts;

/// <summary>The questionnaires of one day.</summary>
internal sealed record Measures(Questionnaire Phq9, Questionnaire Gad7, Questionnaire Wsas)
{
    internal Pair Pair => new(Phq9.Total, Gad7.Total);
}

/// <summary>One completed questionnaire.</summary>
/// <param name="Total">Points; always the sum of the items where there are items.</param>
/// <param name="Items">Points an item, in order, null where the question does not apply (only WSAS item 1). Empty: only the total was told.</param>
internal readonly record struct Questionnaire(int Total, ImmutableArray<int?> Items);

using System.Globalization;

namespace SteppedCare.Cli;

/// <summary>A recommendation as a clinician reads it: what is to be done first, what is recommended, and why.</summary>
internal static class AdviceView
{
    internal static IEnumerable<Block> Of(V1.Decision decision, V1.Contingency contingency)
    {
        IEnumerable<Block> tasks = decision.Tasks.Count == 0 ? [] : [new Grid(
            ["task", "by", "what"],
            [.. decision.Tasks.Select(task => GridRow.Of(task.RiskFirst ? Tone.Bad : Tone.Warning, ContractWords.Of(task.Kind), InstantText.Of(task.DueAt), task.Text))])];
        IEnumerable<Block> contacts = contingency.ShowNow
            ? [new Line("Show these contacts now:", Tone.Bad), .. contingency.Contacts.Select(contact => new Line($"{contact.Name}: {contact.Number}", Tone.Plain, Indent: 1))]
            : [];
        return [.. tasks, .. contacts, .. Of(decision.Advice), .. End(decision.NextReview, decision.Provenance), new Line(decision.Name, Tone.Faint)];
    }

    internal static IEnumerable<Block> Of(V1.Assessment assessment)
    {
        IEnumerable<Block> tasks = assessment.WouldRaise.Count == 0
            ? []
            : [new Line($"would raise {string.Join(", ", assessment.WouldRaise.Select(ContractWords.Of))}", Tone.Warning)];
        return [.. tasks, .. Of(assessment.Advice), .. End(assessment.NextReview, assessment.Provenance), new Line("Nothing was recorded.", Tone.Faint)];
    }

    private static IEnumerable<Block> Of(V1.Advice advice)
    {
        yield return new Line($"{ContractWords.Of(advice.Outcome, advice.Step)}: {advice.Summary}", Tone.Strong);
        if (advice.ProvisionalOutcome != V1.Outcome.Unspecified)
        {
            yield return new Line($"provisionally {ContractWords.Of(advice.ProvisionalOutcome, advice.ProvisionalStep)}", Tone.Warning);
        }

        foreach (var (name, words) in Lists(advice).Where(list => list.Words.Length > 0))
        {
            yield return new Line($"{name}: {words}", Tone.Plain, Indent: 1);
        }

        yield return new Grid(
            ["rule", "why", "from", "facts"],
            [
                .. advice.Reasons.Select(reason => GridRow.Of(
                    Tone.Plain, reason.Rule, reason.Text, string.Join("; ", reason.Sources), string.Join(", ", reason.Facts.Select(fact => $"{fact.Fact} {fact.Value}")))),
            ]);
    }

    private static IEnumerable<(string Name, string Words)> Lists(V1.Advice advice) =>
    [
        ("flags", string.Join(", ", advice.Flags.Select(ContractWords.Of))),
        ("or", string.Join(", ", advice.Alternatives.Select(ContractWords.Of))),
        ("first go through", string.Join(", ", advice.Checklists.Select(ContractWords.Of))),
        ("not by", string.Join(", ", advice.ExcludedFormats.Select(ContractWords.Of))),
        ("rather by", string.Join(", ", advice.PreferredFormats.Select(ContractWords.Of))),
        ("toward", advice.Toward),
        ("begun within days", advice.HasWithinDays ? advice.WithinDays.ToString(CultureInfo.InvariantCulture) : ""),
        ("nobody asked or answered", string.Join(", ", advice.MissingFacts)),
    ];

    private static IEnumerable<Block> End(Google.Protobuf.WellKnownTypes.Timestamp? review, V1.Provenance provenance)
    {
        if (review is not null)
        {
            yield return new Line($"look again by {InstantText.Of(review)}");
        }

        yield return new Line(string.Create(CultureInfo.InvariantCulture, $"by {provenance.Policy} {provenance.Version}, epoch {provenance.Epoch}"), Tone.Faint);
    }
}

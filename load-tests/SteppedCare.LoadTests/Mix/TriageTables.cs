using System.Collections.Immutable;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Mix;

/// <summary>
/// Where care begins, beside published practice. Published: of finished courses of 2024-25 (NHS England) the first stage was high in 300,409 and low in 298,167,
/// and 35,234 of 670,419 began below caseness. The shares at PHQ-9 of 16 or more are reckoned from published means and standard deviations of guided self-help
/// and of CBT. Providers: the 121 with 500 courses or more. Four sites: Richards and others, 2012.
/// </summary>
/// <param name="services">The services that were asked.</param>
/// <param name="asked">Everybody.</param>
/// <param name="output">Where to print.</param>
internal sealed class TriageTables(ImmutableArray<string> services, IReadOnlyList<Asked> asked, TextWriter output)
{
    private static readonly Outcome[] s_noStep = [Outcome.HumanReview, Outcome.OutOfScope, Outcome.InsufficientData, Outcome.Indeterminate];

    private readonly Asked[] _known = [.. asked.Where(person => person.KnownPractice)];

    internal async Task PrintAsync()
    {
        await ReferralsAsync();
        await PracticeAsync();
        await AgreementAsync();
    }

    private async Task ReferralsAsync()
    {
        var table = new Table(output, [.. services.SelectMany((service, place) =>
        {
            var all = asked.Select(person => person.Triage[place]).ToArray();
            return new Column[]
            {
                new(service, all),
                new("with descriptor", [.. all.Where(person => person.Described)]),
                new("without", [.. all.Where(person => !person.Described)]),
            };
        })]);
        await table.HeadAsync("Triage of every referral");
        await table.CountAsync("people");
        await table.EntriesAsync(null);
        foreach (var outcome in s_noStep)
        {
            await table.ShareIfAnyAsync(Table.Word(outcome), person => person.Outcome == outcome);
        }

        await table.ShareAsync("no questionnaire answered", person => person.Course.Entry is null);
        await table.RiskAsync();
    }

    private async Task PracticeAsync()
    {
        bool Given(Advised person) => person.Outcome == Outcome.Enter;
        var table = new Table(output, [.. Triages(_known), Practice()]);
        await table.HeadAsync("Where finished courses begin", published: true);
        await table.CountAsync("people", "598576");
        await table.ShareAsync("given a step", Given, published: "100");
        await table.EntriesAsync(Given);
        await table.ShareAsync("direct to HIGH, of LOW and HIGH", person => person.Entered(Step.High), person => person.Treated, "50.2 (four sites: 3 to 45)");
        await table.RatioAsync(
            "LOW : HIGH", person => person.Entered(Step.Low), person => person.Entered(Step.High), "0.99 (providers: IQR 0.68 to 1.69, range 0.18 to 7.4)");
        await table.ShareAsync("PHQ-9 >= 16, of LOW", person => person.MoreSevereDepression, person => person.Entered(Step.Low), "about 37");
        await table.ShareAsync(
            "PHQ-9 >= 16, of LOW with depression", person => person.MoreSevereDepression, person => person.Entered(Step.Low) && person.Depression, "about 49");
        await table.ShareAsync("PHQ-9 >= 16, of HIGH", person => person.MoreSevereDepression, person => person.Entered(Step.High));
        await table.ShareAsync(
            "PHQ-9 >= 16, of HIGH with depression", person => person.MoreSevereDepression, person => person.Entered(Step.High) && person.Depression, "about 53");
        await table.ShareAsync("below caseness, of those given a step", person => person.BelowCaseness, Given, "5.3");
        await table.ShareAsync("MONITOR, of those below caseness", person => person.Entered(Step.Monitor), person => person.BelowCaseness);
        await table.ShareAsync("at caseness, of MONITOR", person => person.AtCaseness, person => person.Entered(Step.Monitor));
        await table.ShareAsync("GAD-7 >= 15, of MONITOR", person => person.SevereAnxiety, person => person.Entered(Step.Monitor));
    }

    private async Task AgreementAsync()
    {
        var forward = new Table(output, [.. new[] { Step.Low, Step.High }.SelectMany(step =>
            Triages([.. _known.Where(person => person.Course.FirstStep == step)], $" of practice's {Table.Word(step)}"))]);
        await forward.HeadAsync("Where the policies put them");
        await forward.EntriesAsync(null);
        await forward.ShareAsync("no step", person => person.Outcome != Outcome.Enter);

        var back = new Table(output, [.. Triages(_known)]);
        await back.HeadAsync("Where practice put them");
        foreach (var step in new[] { Step.Low, Step.High })
        {
            await back.ShareAsync($"{Table.Word(step)} in practice, of the policy's {Table.Word(step)}", person => person.Course.FirstStep == step, person => person.Entered(step));
        }

        await back.ShareAsync("the same, of the policy's LOW and HIGH", person => person.Step == person.Course.FirstStep, person => person.Treated);
        await back.RowAsync("the same, if both had drawn lots", Lots);
    }

    // What two that know nothing of each other agree on, with the shares that these have.
    private static string Lots(IReadOnlyList<Advised> people)
    {
        var treated = people.Where(person => person.Treated).ToArray();
        double practice = treated.Count(person => person.Course.FirstStep == Step.Low), policy = treated.Count(person => person.Step == Step.Low);
        double all = treated.Length;
        return Table.Percent(practice * policy + (all - practice) * (all - policy), all * all);
    }

    private IEnumerable<Column> Triages(IReadOnlyList<Asked> people, string of = "") =>
        services.Select((service, place) => new Column(service + of, [.. people.Select(person => person.Triage[place])]));

    private Column Practice() => new("practice, as drawn", [.. _known.Select(person => Advised.InPractice(person.Course))]);
}

using System.Collections.Immutable;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;

namespace SteppedCare.LoadTests.Mix;

/// <summary>
/// What is advised when a policy first looks again, beside published practice: of the finished courses of 2024-25 (NHS England) 57,983 stepped up and 2,980 down,
/// at whatever time.
/// </summary>
/// <param name="services">The services that were asked.</param>
/// <param name="known">Finished courses whose first step is known.</param>
/// <param name="output">Where to print.</param>
internal sealed class ReviewTables(ImmutableArray<string> services, IReadOnlyList<Asked> known, TextWriter output)
{
    private static readonly Outcome[] s_reviewed =
    [
        Outcome.Continue, Outcome.StepUp, Outcome.StepDown, Outcome.Discharge, Outcome.UrgentReview, Outcome.HumanReview, Outcome.InsufficientData,
        Outcome.OutOfScope, Outcome.Indeterminate,
    ];

    internal async Task PrintAsync()
    {
        await FirstReviewAsync();
        await StepsAsync();
    }

    private async Task FirstReviewAsync()
    {
        var table = new Table(output, [.. new[] { Step.Low, Step.High }.SelectMany(step => services.Select((service, place) =>
            new Column($"{service}, {Table.Word(step)}", [.. known.Where(person => person.ReviewedAt(step)).Select(person => person.Review[place])])))]);
        await table.HeadAsync("First review of finished courses: session 4 at LOW, 8 at HIGH");
        await table.CountAsync("courses that get there");
        foreach (var outcome in s_reviewed)
        {
            await table.ShareIfAnyAsync(Table.Word(outcome), person => person.Outcome == outcome);
        }

        await table.ShareAsync("reliably improved in the end", person => person.ImprovedInTheEnd);
        await table.ShareAsync("the same, of STEP_UP", person => person.ImprovedInTheEnd, person => person.Outcome == Outcome.StepUp);
        await table.ShareAsync("the same, of URGENT_REVIEW", person => person.ImprovedInTheEnd, person => person.Outcome == Outcome.UrgentReview);
        await table.RiskAsync();
    }

    private async Task StepsAsync()
    {
        bool Up(Advised person) => person.Outcome == Outcome.StepUp;
        bool BeganLow(Advised person) => person.Course.FirstStep == Step.Low;
        bool BeganHigh(Advised person) => person.Course.FirstStep == Step.High;
        var table = new Table(output, [.. services.Select((service, place) => new Column(service, [.. known.Select(person => AdvisedAtAll(person, place))]))]);
        await table.HeadAsync("Steps advised at the first review", published: true);
        await table.ShareAsync("up, of courses that began LOW", Up, BeganLow, "19.4 (at any time)");
        await table.ShareAsync("up from LOW, of all courses", person => Up(person) && BeganLow(person), published: "8.6 (at any time)");
        await table.ShareAsync("down, of courses that began HIGH", person => person.Outcome == Outcome.StepDown, BeganHigh, "1.0 (at any time)");
    }

    // A course too short for a review stays as it is.
    private static Advised AdvisedAtAll(Asked person, int place) => person.Review.IsEmpty ? Advised.InPractice(person.Course) : person.Review[place];
}

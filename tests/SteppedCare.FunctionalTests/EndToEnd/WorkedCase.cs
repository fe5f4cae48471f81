using System.Globalization;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>A worked decision case: what was told, and what must be answered. Tasks, flags and alternatives are always compared: where none is named there is none.</summary>
/// <param name="Call">The question.</param>
/// <param name="Told">The days of the story, ending on the Monday on which it is decided.</param>
internal sealed record WorkedCase(Wire.DecisionCall Call, Wire.Event[] Told)
{
    internal required string Rule { get; init; }

    internal required Wire.Outcome Outcome { get; init; }

    internal Wire.Step Step { get; init; }

    internal Wire.Outcome[] Alternatives { get; init; } = [];

    internal Wire.TaskKind[] Tasks { get; init; } = [];

    internal Wire.Flag[] Flags { get; init; } = [];

    internal Wire.Format[] Excluded { get; init; } = [Wire.Format.Digital, Wire.Format.Book, Wire.Format.Telephone];

    internal Wire.Format[] Preferred { get; init; } = [Wire.Format.InPerson];

    internal int? Within { get; init; }

    internal string Toward { get; init; } = "";

    internal string[] Missing { get; init; } = [];

    internal (Wire.Outcome Outcome, Wire.Step Step) Provisional { get; init; }

    internal bool AsksForReasons { get; init; }

    /// <summary>What the policy saw, by name, as far as it matters here.</summary>
    internal (string Fact, string Value)[] Facts { get; init; } = [];

    internal required DateTimeOffset NextReview { get; init; }

    /// <summary>The policy's own word: so many days from the decision.</summary>
    internal static DateTimeOffset InDays(int days) => AssembledServer.Monday.AddDays(days);

    /// <summary>A wait or a review point: from the midnight on which so many days are over.</summary>
    internal static DateTimeOffset FromMidnight(int days) => new DateTimeOffset(AssembledServer.Monday.Date, TimeSpan.Zero).AddDays(days);

    /// <summary>A task for today.</summary>
    internal static DateTimeOffset WithinHours => AssembledServer.Monday.AddHours(8);

    /// <summary>Lives the story day by day, asks, compares, and lets a clinician do with the answer what can be done with it.</summary>
    internal async Task PlayAsync(Course course)
    {
        var days = Told.GroupBy(told => told.HappenedOn).OrderBy(day => day.Key, StringComparer.Ordinal).ToList();
        if (Call == Wire.DecisionCall.Review)
        {
            await BeginAsync(course, days[0]);
            foreach (var day in days.Skip(1).SkipLast(1))
            {
                course.Server.Clock.Now = At(day.Key);
                await course.RecordAsync([.. day]);
            }

            course.Server.Clock.Now = AssembledServer.Monday;
        }
        else
        {
            await course.RecordAsync(Told[0]);
        }

        Wire.Event[] today = [.. Call == Wire.DecisionCall.Review ? days[^1] : Told.Skip(1)];
        await CompareFactsAsync(course, today);
        var decision = Call == Wire.DecisionCall.Triage ? (await course.TriageAsync(today)).Clinician : (await course.ReviewAsync(today)).Clinician;

        Compare(decision);
        Assert.Equal(decision, await course.GetDecisionAsync(decision.Name));
        var episode = await course.GetAsync();
        Assert.Equal(days.SelectMany(day => day), episode.Events.Select(recorded => recorded.Event));
        Assert.Equal(decision.NextReview, episode.NextDue);
        await ConfirmAsync(course, decision);
    }

    // A triage on the first day, what risk it found looked at by a person, and the clinician's word on the step that the story then goes on at.
    private async Task BeginAsync(Course course, IEnumerable<Wire.Event> first)
    {
        course.Server.Clock.Now = At(first.First().HappenedOn);
        var reply = await course.TriageAsync([.. first]);
        foreach (var task in reply.Clinician.Tasks)
        {
            await course.AcknowledgeAsync(KindOf(task));
        }

        var began = Told.First(told => told.StepStarted is not null).StepStarted.Step;
        var confirmed = await course.OverrideAsync(reply.Clinician.Name, Wire.Outcome.Enter, began);
        foreach (var task in reply.Clinician.Tasks)
        {
            await course.CloseAsync(KindOf(task), confirmed.TrajectoryVersion);
        }
    }

    private async Task CompareFactsAsync(Course course, Wire.Event[] today)
    {
        var seen = await course.FactsAsync(Call, today);
        Assert.Equal(Facts, Facts.Select(each => (each.Fact, seen[each.Fact])));
    }

    private void Compare(Wire.Decision decision)
    {
        var advice = decision.Advice;
        Assert.Equal((Rule, Outcome, Step), (advice.Rule, advice.Outcome, advice.Step));
        Assert.Equal(Provisional, (advice.ProvisionalOutcome, advice.ProvisionalStep));
        Assert.Equal(Missing, advice.MissingFacts);
        Assert.Equal(Flags, advice.Flags);
        Assert.Equal(Alternatives, advice.Alternatives);
        Assert.Equal(Tasks, decision.Tasks.Select(task => task.Kind));
        Assert.Equal((Within, Toward), (advice.HasWithinDays ? advice.WithinDays : (int?)null, advice.Toward));
        Assert.Equal(AsksForReasons ? [Wire.Checklist.ReasonsForNonResponse] : [], advice.Checklists);
        Assert.Equal(Excluded, advice.ExcludedFormats);
        Assert.Equal(Preferred, advice.PreferredFormats);
        Assert.Equal(NextReview.Stamp(), decision.NextReview);
        Assert.NotEmpty(advice.Reasons[0].Sources);
    }

    private async Task ConfirmAsync(Course course, Wire.Decision decision)
    {
        var first = decision.Tasks.Where(task => task.RiskFirst).ToList();
        Assert.Equal(Flags.Contains(Wire.Flag.RiskFirst), first.Count > 0);
        foreach (var task in first)
        {
            await course.RefusedAsync("RISK_TASK_NOT_ACKNOWLEDGED", () => course.AcceptAsync(decision.Name, checklistsDone: true));
            await course.AcknowledgeAsync(KindOf(task));
        }

        if (AsksForReasons)
        {
            await course.RefusedAsync("CHECKLIST_OPEN", () => course.AcceptAsync(decision.Name));
        }

        if (Outcome == Wire.Outcome.InsufficientData)
        {
            await course.RefusedAsync("OVERRIDE_REQUIRED", () => course.AcceptAsync(decision.Name, checklistsDone: true));
            return;
        }

        var confirmed = (await course.AcceptAsync(decision.Name, checklistsDone: true)).Decision.Confirmation;
        Assert.Equal((Outcome, Step, "dr-a"), (confirmed.Outcome, confirmed.Step, confirmed.Clinician));
    }

    private static DateTimeOffset At(string date) => AssembledServer.Monday.AddDays(DateOnly.Parse(date, CultureInfo.InvariantCulture).DayNumber - DateOnly.FromDateTime(AssembledServer.Monday.Date).DayNumber);

    private static string KindOf(Wire.Task task) => task.Name[(task.Name.LastIndexOf('/') + 1)..];
}

using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>An episode as the reports of a service read it: its appointments, the steps it went through, and where it stands.</summary>
internal sealed class CareCourse
{
    private CareCourse(EpisodeHistory history)
    {
        History = history;
        Referred = history.Referral!.HappenedOn;
        Sessions = new Sessions(history.Events);
        Questionnaires = new Questionnaires(history.Events);
        Appointments = [.. history.Events.Where(told => told.Content is Contact)];
        Treatments = [.. Sessions.Treatments.Select(told => TreatmentOf(told))];
        Problem = history.Events.Select(told => told.Content).OfType<ProblemDescribed>().LastOrDefault()?.Problem ?? Problem.NoDescriptor;
        FirstStep = history.StepStarts is [var first, ..] ? ((StepStarted)first.Content).Step : Step.None;
        Stages = SteppedCare.Stages.Of(Treatments, treatment => treatment.Intensity);
        OfficialStages = SteppedCare.Stages.Of(Treatments, treatment => treatment.OfficialIntensity);
        Revision = history.LatestDecision is { } latest ? NameOf(latest.Record.Revision) : "";
    }

    internal EpisodeHistory History { get; }

    internal DateOnly Referred { get; }

    internal DateOnly? Ended => History.Ended?.HappenedOn;

    internal Sessions Sessions { get; }

    internal Questionnaires Questionnaires { get; }

    /// <summary>Everything booked, kept or not.</summary>
    internal ImmutableArray<HistoryEvent> Appointments { get; }

    /// <summary>Attended treatment appointments, in order.</summary>
    internal ImmutableArray<Treatment> Treatments { get; }

    internal Problem Problem { get; }

    internal Step FirstStep { get; }

    /// <summary>By the steps that the service recorded.</summary>
    internal Stages Stages { get; }

    /// <summary>By the official map of therapies.</summary>
    internal Stages OfficialStages { get; }

    /// <summary>The revision that decided last; empty where none did.</summary>
    internal string Revision { get; }

    /// <summary>At least two attended treatment appointments, and ended: the official finished course.</summary>
    internal bool IsFinished => Ended is not null && Treatments.Length >= 2;

    /// <summary>The person refused that their record is used for reports: of what is kept for audit only nothing counts.</summary>
    internal bool RefusesReports => History.Events
        .Select(told => told.Content)
        .OfType<ConsentChanged>()
        .LastOrDefault(consent => consent.Scope == ConsentScope.DataUse) is { Given: false };

    internal static CareCourse Of(EpisodeHistory history) => new(history);

    internal static string NameOf(RevisionName revision) => $"{revision.Policy}/{revision.Version}";

    /// <summary>The slice of what happened on that day.</summary>
    internal Slice On(DateOnly date) => new(Month.Of(date), FirstStep, Problem, Revision);

    private Treatment TreatmentOf(HistoryEvent told)
    {
        var start = History.StepStarts.LastOrDefault(start => Order(start).CompareTo(Order(told)) <= 0) ?? History.StepStarts.FirstOrDefault(start => start.HappenedOn == told.HappenedOn);
        return new Treatment(told.HappenedOn, start is { Content: StepStarted started } ? started.Step : Step.None, (Contact)told.Content);
    }

    private static (DateOnly, TimeOnly, ToldAt) Order(HistoryEvent told) => (told.HappenedOn, told.At ?? TimeOnly.MinValue, told.Told);
}

/// <summary>An attended treatment appointment.</summary>
/// <param name="On">The day.</param>
/// <param name="Step">The step that care was at; none when nobody recorded one.</param>
/// <param name="Contact">As it was told.</param>
internal readonly record struct Treatment(DateOnly On, Step Step, Contact Contact)
{
    /// <summary>By the recorded step.</summary>
    internal Intensity Intensity => Step switch
    {
        Step.Monitor or Step.Low => Intensity.Low,
        Step.High or Step.Specialist => Intensity.High,
        _ => Intensity.Unknown,
    };

    /// <summary>By the therapy given, as the annual reports class it; by the step where no therapy was stated.</summary>
    internal Intensity OfficialIntensity => Contact.Mode == DeliveryMode.InternetLog ? Intensity.High : Therapies.IntensityOf(Contact.TherapyCode) ?? Intensity;
}

using System.Globalization;

namespace SteppedCare.Cohorts;

/// <summary>
/// Invented referrals without end. The same parameters and seed give the same courses on every machine, and any course can be drawn without those before it.
/// Safe for any number of threads.
/// </summary>
internal sealed class Cohort
{
    private static readonly Shares<ReferralSource> s_sources = new(
        (ReferralSource.SelfReferral, 70), (ReferralSource.PrimaryCare, 20), (ReferralSource.MentalHealthService, 3), (ReferralSource.OtherHealthService, 3),
        (ReferralSource.Other, 4));

    private static readonly Shares<int> s_priorCourses = new((0, 80), (1, 15), (2, 5));

    private readonly CohortParameters _parameters;
    private readonly Shares<TherapyParameters> _therapies;
    private readonly Descriptors _descriptors;
    private readonly ulong _seed;

    /// <exception cref="ArgumentException">The parameters have faults; ask <see cref="CohortParameters.Faults"/> first.</exception>
    internal Cohort(CohortParameters parameters, ulong seed)
    {
        if (parameters.Faults() is { IsEmpty: false } faults)
        {
            throw new ArgumentException(string.Join(" ", faults), nameof(parameters));
        }

        (_parameters, _seed) = (parameters, seed);
        _therapies = new Shares<TherapyParameters>(parameters.Mix);
        var low = parameters.Mix.Where(kind => kind.Therapy.Step == Step.Low).Sum(kind => kind.Weight);
        _descriptors = new Descriptors(low / parameters.Mix.Sum(kind => kind.Weight));
    }

    /// <summary>The course with that number, from 0.</summary>
    internal Course this[long number]
    {
        get
        {
            var fate = For(Draw.Fate);
            var (therapy, reach, paired, recorded, answered) = Fate.Drawn(_parameters, _therapies, fate);
            var person = Population.Person(
                string.Create(CultureInfo.InvariantCulture, $"c{_seed}-{number}"), _descriptors.Of(reach, therapy.Step, fate), For(Draw.Person));
            var severity = Severity.Of(therapy, For(Draw.Severity));
            var answers = new Answers(_parameters, person.Works, For(Draw.Answers));
            var entry = answered ? answers.At(severity.Start, severity.WsasStart) : null;
            var care = new Care(_parameters, therapy, recorded, For(Draw.Calendar));
            var sittings = care.Of(reach, way => paired ? answers.On(severity, way) : null);
            return new Course
            {
                Number = number,
                Person = person,
                Therapy = therapy.Name,
                Source = s_sources.Drawn(fate),
                PriorCourses = [.. Enumerable.Range(0, s_priorCourses.Drawn(fate)).Select(_ => Earlier(fate))],
                Entry = entry,
                FirstStep = sittings.FirstOrDefault(sitting => sitting.BeginsStage)?.Step ?? Step.Unspecified,
                Sittings = sittings,
                EndDay = care.EndDay(),
                EndReason = Endings.Of(reach, fate),
            };

            Chance For(Draw draw) => new(_seed, number, draw);
        }
    }

    /// <summary>The course with that number, as it goes where a policy is asked and followed.</summary>
    internal FollowedCourse Followed(long number, Habits habits) =>
        new(_parameters, habits, this[number], Fate.Drawn(_parameters, _therapies, new Chance(_seed, number, Draw.Fate)), draw => new Chance(_seed, number, draw));

    /// <summary>So many courses, from that number on.</summary>
    internal IEnumerable<Course> Courses(long count, long first = 0)
    {
        for (var number = first; number < first + count; number++)
        {
            yield return this[number];
        }
    }

    // Judgement throughout: one referral in five declares an earlier course.
    private static DeclaredCourse Earlier(Chance chance) => new(
        chance.Happens(0.6) ? Step.Low : Step.High,
        chance.Between(1, 16),
        chance.Happens(0.5) ? chance.Between(30, 1500) : null,
        chance.Happens(0.4) ? Answer.Yes : chance.Happens(0.6) ? Answer.No : Answer.Unspecified);
}

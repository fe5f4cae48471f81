using System.Collections.Immutable;
using System.Globalization;

namespace SteppedCare.Cohorts;

/// <summary>
/// Who is referred. Published: the referrals of the least and the most deprived tenth and of those under 18. All other shares are judgement, near the census
/// of 2021 and what services report; nothing here goes with how well a person does.
/// </summary>
internal static class Population
{
    // First age, last age, and the band as the contract can spell it. Under 18: 27,226 of 1,813,432 referrals in 2024-25.
    private static readonly Shares<((int First, int Last) Ages, string Band)> s_ages = new(
        (((16, 17), "under-18"), 1.5), (((18, 25), "18-25"), 20), (((26, 64), "26-64"), 69.5),
        (((65, 74), "65-74"), 5.8), (((75, 89), "75-89"), 3), (((90, 95), "90-and-over"), 0.2));

    // Gender identity: 1 male, 2 female, 3 non-binary, X not known.
    private static readonly Shares<string> s_genders = new(("2", 64), ("1", 33), ("3", 1.5), ("X", 1.5));

    // Ethnic category 2001, A to S, and Z for not stated.
    private static readonly Shares<string> s_ethnicities = new(
        ("A", 71), ("B", 0.8), ("C", 6), ("D", 1.1), ("E", 0.4), ("F", 0.7), ("G", 1), ("H", 2.3), ("J", 2.3), ("K", 0.9), ("L", 1.6), ("M", 1.2), ("N", 1.7),
        ("P", 0.7), ("R", 0.3), ("S", 1.7), ("Z", 6.3));

    // 119,299 referrals from the least deprived tenth, 246,365 from the most; the others on the straight line between.
    private static readonly Shares<string> s_deciles = new(
        Enumerable.Range(1, 10).Select(decile => (decile.ToString(CultureInfo.InvariantCulture), 246_365 - (decile - 1) * (246_365 - 119_299) / 9.0)));

    // 1 heterosexual, 2 gay or lesbian, 3 bisexual, 4 other, Z not stated.
    private static readonly Shares<string> s_orientations = new(("1", 80), ("2", 3.5), ("3", 6), ("4", 1.5), ("Z", 9));

    private static readonly Shares<string> s_longTermConditions = new(("Y", 30), ("N", 62), ("", 8));

    private static readonly Shares<string> s_languages = new(("en", 94), ("pl", 1), ("ur", 0.8), ("pa", 0.8), ("bn", 0.7), ("ar", 0.7), ("", 2));

    private static readonly Shares<Preference> s_preferences = new(
        (Preference.Unspecified, 40), (Preference.NoPreference, 15), (Preference.GuidedSelfHelp, 10), (Preference.DigitalTherapy, 5),
        (Preference.TalkingTherapy, 26), (Preference.GroupTherapy, 4));

    // Each is asked of four in five; the part that says yes.
    private static readonly (Circumstance Circumstance, double Yes)[] s_circumstances =
    [
        (Circumstance.ReadsComfortably, 0.95), (Circumstance.DigitalAccess, 0.88), (Circumstance.PrivateSpace, 0.92),
        (Circumstance.SpeaksServiceLanguage, 0.96),
    ];

    // Referrals whose portal did not ask the age.
    private const double AgeUnknown = 0.01;
    private const double Asked = 0.8;

    // The WSAS item on work did not apply to 85 % of older adults in one cohort; judgement for everybody else.
    private const double OlderWithWork = 0.15, YoungerWithWork = 0.9;

    internal static Person Person(string episode, Problem problem, Chance chance)
    {
        var ((first, last), band) = s_ages.Drawn(chance);
        var age = chance.Between(first, last);
        var known = !chance.Happens(AgeUnknown);
        return new Person
        {
            Episode = episode,
            AgeYears = known ? age : null,
            Problem = problem,
            Preference = s_preferences.Drawn(chance),
            Circumstances = Circumstances(chance),
            Works = chance.Happens(age >= 65 ? OlderWithWork : YoungerWithWork),
            Audit = new AuditAnswers
            {
                AgeBand = known ? band : "",
                Gender = s_genders.Drawn(chance),
                Ethnicity = s_ethnicities.Drawn(chance),
                SexualOrientation = s_orientations.Drawn(chance),
                LongTermCondition = s_longTermConditions.Drawn(chance),
                DeprivationDecile = s_deciles.Drawn(chance),
                Language = s_languages.Drawn(chance),
            },
        };
    }

    private static ImmutableArray<(Circumstance, Answer)> Circumstances(Chance chance)
    {
        var answered = ImmutableArray.CreateBuilder<(Circumstance, Answer)>();
        foreach (var (circumstance, yes) in s_circumstances)
        {
            if (chance.Happens(Asked))
            {
                answered.Add((circumstance, chance.Happens(yes) ? Answer.Yes : Answer.No));
            }
        }

        return answered.ToImmutable();
    }
}

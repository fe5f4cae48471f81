using System.Collections.Frozen;

namespace SteppedCare;

/// <summary>How intensive a treatment is, in two classes.</summary>
internal enum Intensity
{
    /// <summary>Nobody said.</summary>
    Unknown,

    Low,

    High,
}

/// <summary>The official map from therapies to intensity (NHS annual reports' metadata, notes on M350): SNOMED codes.</summary>
internal static class Therapies
{
    private static readonly FrozenSet<long> s_low = new long[]
    {
        748051000000105, // guided self-help, book
        748041000000107, // guided self-help, computer
        748101000000105, // self-help without guidance, book
        748091000000102, // self-help without guidance, computer
        748061000000108, // structured physical activity
        702545008, // psychoeducation
        1026111000000108, // other low-intensity therapy
        975131000000104, // signposting
    }.ToFrozenSet();

    private static readonly FrozenSet<long> s_high = new long[]
    {
        304891004, // cognitive behavioural therapy
        228557008, // cognitive behavioural therapy, older code
        449030000, // EMDR
        443730003, // interpersonal psychotherapy
        314034001, // brief psychodynamic psychotherapy
        1129471000000105, // couple therapy for depression
        933221000000107, // mindfulness-based cognitive therapy
        1127281000000100, // applied relaxation
        1026131000000100, // other high-intensity therapy
    }.ToFrozenSet();

    /// <summary>Null for a code that the map does not have, and where none was stated.</summary>
    internal static Intensity? IntensityOf(long code) => s_low.Contains(code) ? Intensity.Low : s_high.Contains(code) ? Intensity.High : null;
}

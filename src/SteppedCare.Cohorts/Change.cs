namespace SteppedCare.Cohorts;

/// <summary>The two scores that outcomes are told by.</summary>
/// <param name="Phq9">Points, 0 to 27.</param>
/// <param name="Gad7">Points, 0 to 21.</param>
internal readonly record struct Pair(int Phq9, int Gad7)
{
    /// <summary>NHS Talking Therapies: a case at PHQ-9 of 10 or more.</summary>
    internal const int Phq9Caseness = 10;

    /// <summary>NHS Talking Therapies: a case at GAD-7 of 8 or more.</summary>
    internal const int Gad7Caseness = 8;

    /// <summary>NHS Talking Therapies: PHQ-9 changed reliably by 6 points or more.</summary>
    internal const int Phq9ReliableChange = 6;

    /// <summary>NHS Talking Therapies: GAD-7 changed reliably by 4 points or more.</summary>
    internal const int Gad7ReliableChange = 4;

    internal bool Case => Phq9 >= Phq9Caseness || Gad7 >= Gad7Caseness;

    /// <summary>At least one of the two is lower than before by a reliable change.</summary>
    internal bool ReliablyBelow(Pair earlier) => earlier.Phq9 - Phq9 >= Phq9ReliableChange || earlier.Gad7 - Gad7 >= Gad7ReliableChange;
}

/// <summary>What came of a finished course, by the national definitions. Reckoned here again, since nothing here may see the service's own.</summary>
/// <param name="Start">The first recorded scores; null when there are none.</param>
/// <param name="End">The last recorded scores; null when nothing was recorded after the first.</param>
internal readonly record struct Change(Pair? Start, Pair? End)
{
    internal bool Paired => Start is not null && End is not null;

    internal bool CaseAtStart => Start is { Case: true };

    internal bool Improved => Start is { } start && End is { } end && end.ReliablyBelow(start) && !start.ReliablyBelow(end);

    internal bool Deteriorated => Start is { } start && End is { } end && start.ReliablyBelow(end) && !end.ReliablyBelow(start);

    internal bool Recovered => CaseAtStart && End is { Case: false };

    internal bool ReliablyRecovered => Recovered && Improved;

    internal static Change Of(Course course)
    {
        var recorded = course.Sittings.Select(sitting => sitting.Measures).Prepend(course.Entry).OfType<Measures>().Select(measures => measures.Pair).ToArray();
        return new Change(recorded.Length > 0 ? recorded[0] : null, recorded.Length > 1 ? recorded[^1] : null);
    }
}

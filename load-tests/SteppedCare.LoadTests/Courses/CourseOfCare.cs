using System.Globalization;
using SteppedCare.V1;

namespace SteppedCare.LoadTests.Courses;

/// <summary>One episode as its callers know it. Several callers may hold the same one; what they know of it may then be old, as in life.</summary>
/// <param name="Name">The episode's pseudonym.</param>
/// <param name="Shared">True when other callers write to it at the same time.</param>
/// <param name="ReferredOn">The date of the referral.</param>
/// <param name="Severity">How unwell the person is at the start: 0 to 3, in points an item.</param>
internal sealed record CourseOfCare(string Name, bool Shared, DateOnly ReferredOn, double Severity)
{
    internal const string Service = "demo";

    private volatile Decision? _latest;

    /// <summary>The latest decision that one of its callers heard of.</summary>
    internal Decision? Latest
    {
        get => _latest;
        set => _latest = value;
    }

    /// <summary>The place of a questionnaire that nobody corrected or withdrew yet; only kept where nobody else could.</summary>
    internal string? Correctable { get; set; }

    /// <summary>The version of the episode that a caller has seen who knows this decision.</summary>
    internal static int VersionOf(Decision decision) => int.Parse(decision.Name.AsSpan(decision.Name.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);

    internal string FullName => string.Create(CultureInfo.InvariantCulture, $"services/{Service}/episodes/{Name}");
}

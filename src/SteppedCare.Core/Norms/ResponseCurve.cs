using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>How PHQ-9 goes on among people who began alike: whole points a session. It points to supervision and never changes a step by itself (domain 5.1).</summary>
/// <param name="Step">The step it is about.</param>
/// <param name="From">The least PHQ-9 at the start for which it holds.</param>
/// <param name="To">The greatest.</param>
/// <param name="Source">Where it comes from: fitted on which people, or synthetic.</param>
/// <param name="Line">Line in the script.</param>
internal sealed record ResponseCurve(Step Step, int From, int To, Source Source, int Line)
{
    /// <summary>The first session that a curve can speak of: the one before is the start.</summary>
    internal const int FirstSession = 2;

    /// <summary>In the order written; by the check one a session, from the second on, without a gap.</summary>
    internal ImmutableArray<ResponsePoint> Points { get; init; } = [];

    /// <summary>What is expected at that session; beyond the last the last one stands, for the bound hardly moves any more. Null before the second.</summary>
    internal ResponsePoint? At(int session) =>
        session < FirstSession || Points.IsEmpty ? null : Points[Math.Min(session - FirstSession, Points.Length - 1)];
}

/// <summary>What is expected at one session.</summary>
/// <param name="Session">Counted from 1 at the start of the step.</param>
/// <param name="Median">Half of those who began alike are at this PHQ-9 or below.</param>
/// <param name="Upper">Above this is not on track: by the shipped tables the 80th centile.</param>
internal sealed record ResponsePoint(int Session, int Median, int Upper);

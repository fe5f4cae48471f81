namespace SteppedCare.Policies;

/// <summary>
/// What may still be spent on one question: nodes of diagrams and what joins and searches remember, together, so that it bounds memory and time alike and ends at the
/// same place on every machine. Looks now and then whether anybody still waits. Not for several threads.
/// </summary>
internal sealed class AnalysisBudget(long most, CancellationToken cancellation)
{
    private const long LooksEvery = 4_096;

    internal long Spent { get; private set; }

    /// <exception cref="DiagramBudgetException">It is spent.</exception>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    internal void Spend()
    {
        if (Spent >= most)
        {
            throw new DiagramBudgetException();
        }

        if (Spent++ % LooksEvery == 0)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }
}

/// <summary>How much an analysis may spend.</summary>
/// <param name="MostNodes">Nodes of the diagrams of one question and what searches remember, together; past it the report is not complete.</param>
internal sealed record AnalysisLimits(long MostNodes)
{
    internal static AnalysisLimits Usual { get; } = new(FactSpace.MostNodes);

    /// <summary>
    /// Of a comparison, each of whose three questions has as much: five times what an edit of the largest shipped policy takes, and a few seconds. Policies that have
    /// little in common do not get through, however long one waits.
    /// </summary>
    internal static AnalysisLimits OfComparison { get; } = new(2_000_000);

    /// <summary>Called off when nobody waits any more.</summary>
    internal CancellationToken Cancellation { get; init; }

    internal AnalysisBudget ToBudget() => new(MostNodes, Cancellation);
}

/// <summary>The budget is spent: what was not answered by then is not known. Caught by the analyser, which says so.</summary>
internal sealed class DiagramBudgetException : Exception;

namespace SteppedCare;

/// <summary>What an invariant may ask of a decision.</summary>
public sealed class DecisionView
{
    private readonly Decision _decision;
    private readonly Ladder _ladder;

    internal DecisionView(Decision decision, Ladder ladder)
    {
        _decision = decision;
        _ladder = ladder;
    }

    /// <summary>A risk task comes first.</summary>
    public bool RiskFirst => _decision.RiskFirst;

    /// <summary>Any task is raised.</summary>
    public bool RaisesAnything => !_decision.Tasks.IsEmpty;

    /// <summary>The answer stands by itself: neither a question is open nor did the policy fail.</summary>
    public bool IsDecided => _decision.Outcome is not (Outcome.InsufficientData or Outcome.Indeterminate);

    /// <summary>A person decides: human or urgent review, out of scope, a missing answer, or a policy that gave none.</summary>
    public bool IsHuman => _decision.Outcome is
        Outcome.HumanReview or Outcome.UrgentReview or Outcome.OutOfScope or Outcome.InsufficientData or Outcome.Indeterminate;

    /// <summary>This task is raised.</summary>
    public bool Raises(TaskKind task) => _decision.Tasks.Any(raised => raised.Kind == task);

    /// <summary>This is the recommendation. What is only provisional is not recommended.</summary>
    public bool Recommends(Outcome outcome) => _decision.Outcome == outcome;

    /// <summary>This is recommended, or would be if the missing answers changed nothing.</summary>
    public bool LeansTo(Outcome outcome) => (_decision.Provisional?.Outcome ?? _decision.Outcome) == outcome;

    /// <summary>Care begins at this step or above it.</summary>
    public bool EntersAtLeast(Step step) => _decision.Outcome == Outcome.Enter && Reaches(step);

    /// <summary>Care enters, goes to or stays at this step or one above it.</summary>
    public bool LeadsToAtLeast(Step step) => Reaches(step);

    /// <summary>This flag is shown.</summary>
    public bool Flags(Flag flag) => _decision.Flags.Contains(flag);

    /// <summary>Not in this format.</summary>
    public bool Excludes(Format format) => _decision.ExcludedFormats.Contains(format);

    /// <summary>In this format where there is one.</summary>
    public bool Prefers(Format format) => _decision.PreferredFormats.Contains(format);

    /// <summary>This answer is shown beside the recommendation.</summary>
    public bool Offers(Outcome outcome) => _decision.Alternatives.Contains(outcome);

    private bool Reaches(Step step) => _ladder.RankOf(_decision.Step) is var rank && rank >= 0 && rank >= _ladder.RankOf(step);
}

namespace SteppedCare.Policies;

/// <summary>Asks the rules of one revision, in order. Pure: the same facts give the same ruling, always.</summary>
internal sealed class PolicyEvaluator
{
    private const int NothingOpen = -1;
    private const int OpenEitherWay = -2;

    private readonly Ladder _ladder;
    private readonly Func<Case, Truth>[] _safety;
    private readonly Func<Case, Truth>[] _adjust;
    private readonly Stepping<TriageCase> _triage;
    private readonly Stepping<ReviewCase> _review;
    private long _faults;

    internal PolicyEvaluator(Rulebook book)
    {
        _ladder = book.Steps;
        _safety = [.. book.SafetyRules.Select(rule => rule.Condition)];
        _adjust = [.. book.AdjustRules.Select(rule => rule.Condition)];
        _triage = new Stepping<TriageCase>(book.TriageRules);
        _review = new Stepping<ReviewCase>(book.ReviewRules);
    }

    /// <summary>How often a rule threw since this revision was loaded. None should, ever.</summary>
    internal long Faults => Interlocked.Read(ref _faults);

    internal Ruling Evaluate(Facts facts, DecisionCall call) => call switch
    {
        DecisionCall.Triage => Decide(new TriageCase(facts), call, _triage, Step.None),
        DecisionCall.Review => Decide(new ReviewCase(facts), call, _review, StepOf(facts)),
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };

    /// <summary>For a person who refused automated support: the safety rules, and a human.</summary>
    internal Ruling EvaluateSafetyOnly(Facts facts, DecisionCall call)
    {
        Case person = call == DecisionCall.Triage ? new TriageCase(facts) : new ReviewCase(facts);
        string? fault = null;
        var (raised, unanswered) = AskAll(_safety, person, ref fault);
        return new Ruling(
            call, fault is null ? Outcome.HumanReview : Outcome.Indeterminate, Step.None, -1, Outcome.None, Step.None, raised, unanswered, 0, 0, false, ByChoice: true, fault);
    }

    private Ruling Decide<TCase>(TCase person, DecisionCall call, Stepping<TCase> rules, Step present)
        where TCase : Case
    {
        string? fault = null;
        var (raised, unanswered) = AskAll(_safety, person, ref fault);
        var (adjusted, adjustedUnanswered) = AskAll(_adjust, person, ref fault);
        var (winner, open) = FirstThatHolds(rules, person, ref fault);
        var ruling = new Ruling(
            call, Outcome.Indeterminate, Step.None, -1, Outcome.None, Step.None, raised, unanswered, adjusted | adjustedUnanswered, adjustedUnanswered, false, false, fault);
        if (fault is not null)
        {
            return ruling;
        }

        if (winner < 0)
        {
            return open == NothingOpen ? ruling : ruling with { Outcome = Outcome.InsufficientData };
        }

        var outcome = rules.Outcomes[winner];
        var step = outcome switch
        {
            Outcome.Enter => rules.Steps[winner],
            Outcome.Continue => present,
            Outcome.StepUp => _ladder.Beside(present, +1),
            Outcome.StepDown => _ladder.Beside(present, -1),
            _ => Step.None,
        };
        var moves = outcome is Outcome.StepUp or Outcome.StepDown;
        var stepUnknown = moves && present == Step.None;
        if (moves && !stepUnknown && step == Step.None)
        {
            // Off the ladder's end, or from a step that is not on it.
            return ruling with { Rule = winner };
        }

        // An out-of-scope rule that holds wins over questions above it: another service fits, whatever they would answer.
        var stands = open == NothingOpen || open == rules.Effects[winner] || outcome == Outcome.OutOfScope;
        return stands && !stepUnknown
            ? ruling with { Rule = winner, Outcome = outcome, Step = step }
            : ruling with { Rule = winner, Outcome = Outcome.InsufficientData, Provisional = outcome, ProvisionalStep = step, StepUnknown = stepUnknown };
    }

    // The second number says what unknown rules above the winner would have done: nothing, one and the same thing, or more than one.
    private (int Winner, int Open) FirstThatHolds<TCase>(Stepping<TCase> rules, TCase person, ref string? fault)
        where TCase : Case
    {
        var open = NothingOpen;
        for (var rule = 0; rule < rules.Conditions.Length; rule++)
        {
            var answer = Ask(rules.Conditions[rule], person, ref fault);
            if (answer.IsTrue)
            {
                return (rule, open);
            }

            if (answer.IsUnknown)
            {
                open = open == NothingOpen || open == rules.Effects[rule] ? rules.Effects[rule] : OpenEitherWay;
            }
        }

        return (-1, open);
    }

    private (ulong True, ulong Unknown) AskAll(Func<Case, Truth>[] rules, Case person, ref string? fault)
    {
        ulong isTrue = 0, isUnknown = 0;
        for (var rule = 0; rule < rules.Length; rule++)
        {
            var answer = Ask(rules[rule], person, ref fault);
            if (answer.IsTrue)
            {
                isTrue |= 1UL << rule;
            }
            else if (answer.IsUnknown)
            {
                isUnknown |= 1UL << rule;
            }
        }

        return (isTrue, isUnknown);
    }

    // A rule that throws counts as unanswered, so that its task for the unknown is raised; the decision goes to a human.
    private Truth Ask<TCase>(Func<TCase, Truth> rule, TCase person, ref string? fault)
        where TCase : Case
    {
        try
        {
            return rule(person);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            // Its text only: the exception would keep the revision's code alive.
            fault ??= thrown.Message;
            Interlocked.Increment(ref _faults);
            return Truth.Unknown;
        }
    }

    private static Step StepOf(Facts facts) => facts[FactNumber.Step] is var step && step == FactCode.Unknown ? Step.None : (Step)step;

    /// <summary>A list of first-match rules, laid out for asking. Equal effects (outcome and step) have equal numbers.</summary>
    private sealed class Stepping<TCase>(List<SteppingRule<TCase>> rules)
        where TCase : Case
    {
        internal Func<TCase, Truth>[] Conditions { get; } = [.. rules.Select(rule => rule.Condition)];

        internal Outcome[] Outcomes { get; } = [.. rules.Select(rule => rule.Outcome)];

        internal Step[] Steps { get; } = [.. rules.Select(rule => rule.Step)];

        internal int[] Effects { get; } = [.. rules.Select(rule => rules.FindIndex(other => other.Outcome == rule.Outcome && other.Step == rule.Step))];
    }
}

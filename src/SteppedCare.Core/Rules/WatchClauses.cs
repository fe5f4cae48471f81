namespace SteppedCare;

/// <summary>The first words of a watch.</summary>
public sealed class WatchRuleClause
{
    private readonly Rulebook _book;
    private readonly WatchRule _rule;

    internal WatchRuleClause(Rulebook book, WatchRule rule)
    {
        _book = book;
        _rule = rule;
    }

    /// <summary>Only while care is at this step.</summary>
    public WatchRuleClause At(Step step) => new(_book, _rule with { Step = step, IsAtStep = true });

    /// <summary>
    /// Which count is watched, and the numbers at which somebody looks: <c>After(p => p.DaysAwaitingSecondTreatment, 28, 60, 90)</c>. A count of sessions is looked at on
    /// the morning after it is told, so that scores can still come in.
    /// </summary>
    public WatchClause After(Func<WatchedCase, Count> count, params ReadOnlySpan<int> thresholds) =>
        new(_book, _rule with { Fact = FactOf(count), Thresholds = [.. thresholds] });

    // Asked of somebody whose every count is the number of its own fact, the selector tells which fact it selects.
    private static FactNumber FactOf(Func<WatchedCase, Count> count)
    {
        var facts = new Facts();
        foreach (var row in FactTable.Watched)
        {
            facts[row.Number] = (int)row.Number;
        }

        var code = count(new WatchedCase(facts)).Code;
        return code == FactCode.Unknown ? 0 : (FactNumber)code;
    }
}

/// <summary>What a watch does.</summary>
public sealed class WatchClause
{
    private readonly Rulebook _book;
    private readonly WatchRule _rule;

    internal WatchClause(Rulebook book, WatchRule rule)
    {
        _book = book;
        _rule = rule;
    }

    /// <summary>This task, each time.</summary>
    public WatchReasonClause Raise(TaskKind task)
    {
        _book.WatchRules.Add(_rule with { Task = task });
        return new WatchReasonClause(_book, _book.WatchRules.Count - 1);
    }
}

/// <summary>The last words of a watch: why?</summary>
public sealed class WatchReasonClause
{
    private readonly Rulebook _book;
    private readonly int _place;

    internal WatchReasonClause(Rulebook book, int place)
    {
        _book = book;
        _place = place;
    }

    /// <summary>Why somebody is to look, in one line of at most 140 letters, and where it comes from. Ends the watch.</summary>
    public void Because(string reason, Source source) =>
        _book.WatchRules[_place] = _book.WatchRules[_place] with { Reason = reason, Source = source };
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SteppedCare;

/// <summary>
/// The words a policy script is written in. A script runs once, to write its rules in here; it never runs while people wait for a decision.
/// </summary>
[SuppressMessage("Performance", "CA1822", Justification = "A script's bare words are the instance members of its host object.")]
public sealed class Rulebook
{
    private readonly Dictionary<Step, string> _labels = [];
    private ImmutableArray<Step> _steps = [];

    internal Rulebook()
    {
    }

    internal Ladder Steps => new(_steps, _labels);

    internal int LaddersGiven { get; private set; }

    internal List<SafetyRule> SafetyRules { get; } = [];

    internal List<SteppingRule<TriageCase>> TriageRules { get; } = [];

    internal List<SteppingRule<ReviewCase>> ReviewRules { get; } = [];

    internal List<AdjustRule> AdjustRules { get; } = [];

    internal List<ReviewAtRule> ReviewAtRules { get; } = [];

    internal List<WatchRule> WatchRules { get; } = [];

    internal List<NormRule> CasenessRules { get; } = [];

    internal List<NormRule> ReliableChangeRules { get; } = [];

    internal List<NormRule> FallbackRules { get; } = [];

    internal List<ResponseCurve> Curves { get; } = [];

    /// <summary>What people are measured by.</summary>
    internal Norms Norms => new(CasenessRules, ReliableChangeRules, FallbackRules.Select(rule => rule.Instrument), Curves);

    /// <summary>When care at each step is looked at again, as timers want it.</summary>
    internal ImmutableArray<ReviewTimer> ReviewTimers => [.. ReviewAtRules.Select(rule => new ReviewTimer(rule.Step, rule.Sessions, rule.WithinDays))];

    /// <summary>The waits that are watched, as timers want them.</summary>
    internal ImmutableArray<WatchTimer> WatchTimers => [.. WatchRules.Select(rule => new WatchTimer(rule.Name, rule.Fact, rule.Thresholds, rule.Task) { Step = rule.Step })];

    /// <summary>Names of watches that were begun; one that never came to <c>Raise</c> is unfinished.</summary>
    internal List<string> WatchesBegun { get; } = [];

    /// <summary>Every rule, in the order of the lists.</summary>
    internal IEnumerable<Rule> Rules => SafetyRules.Cast<Rule>().Concat(TriageRules).Concat(ReviewRules).Concat(AdjustRules);

    /// <summary>Puts the steps of care that the policy uses in order, least intensive first. Once in a script.</summary>
    public void Ladder(params ReadOnlySpan<Step> steps)
    {
        _steps = [.. steps];
        LaddersGiven++;
    }

    /// <summary>What clinicians here call a step.</summary>
    public void Label(Step step, string text) => _labels[step] = text;

    /// <summary>At this step a formal review is due after so many attended sessions, or within so many days of its start, whichever comes first.</summary>
    public void ReviewAt(Step step, int sessions, TimeBox within, [CallerLineNumber] int line = 0) =>
        ReviewAtRules.Add(new ReviewAtRule(step, sessions, within.Days, line));

    /// <summary>This policy calls a person a case from this total on, whatever the instrument's own cut-off: where sources disagree, a policy decides and says why.</summary>
    public void Caseness(InstrumentCode instrument, double from, Source source, [CallerLineNumber] int line = 0) => Caseness(instrument, "", from, source, line);

    /// <summary>The same for one version of the instrument: CFQ's two are scored apart, and want one.</summary>
    public void Caseness(InstrumentCode instrument, string version, double from, Source source, [CallerLineNumber] int line = 0) =>
        CasenessRules.Add(new NormRule(instrument, version, Score.Thousandths(from), source, line));

    /// <summary>This policy calls a change of so many points reliable, whatever the instrument's own number.</summary>
    public void ReliableChange(InstrumentCode instrument, double by, Source source, [CallerLineNumber] int line = 0) => ReliableChange(instrument, "", by, source, line);

    /// <summary>The same for one version of the instrument.</summary>
    public void ReliableChange(InstrumentCode instrument, string version, double by, Source source, [CallerLineNumber] int line = 0) =>
        ReliableChangeRules.Add(new NormRule(instrument, version, Score.Thousandths(by), source, line));

    /// <summary>In the outcomes GAD-7 stands in this measure's place, as the NHS does where it is missing: for who does not trust an unverified number.</summary>
    public void FallBackToGad7(InstrumentCode instead, Source source, [CallerLineNumber] int line = 0) =>
        FallbackRules.Add(new NormRule(instead, "", 0, source, line));

    /// <summary>How PHQ-9 goes on at a step among people who began between these two scores, both included: <c>.Session(2, median: 10, upper: 13)</c> and so on.</summary>
    public CurveClause ExpectedResponse(Step step, int from, int to, Source source, [CallerLineNumber] int line = 0)
    {
        Curves.Add(new ResponseCurve(step, from, to, source, line));
        return new CurveClause(Curves);
    }

    /// <summary>A guideline or study.</summary>
    public Source Source(string text) => new(isJudgement: false, [text]);

    /// <summary>Two guidelines or studies.</summary>
    public Source Source(string first, string second) => new(isJudgement: false, [first, second]);

    /// <summary>Three guidelines or studies.</summary>
    public Source Source(string first, string second, string third) => new(isJudgement: false, [first, second, third]);

    /// <summary>The clinic's own reasoning, and where it is written down.</summary>
    public Source Judgement(string where) => new(isJudgement: true, [where]);

    /// <summary>So many days.</summary>
    public TimeBox Days(int days) => new(days);

    /// <summary>So many weeks of seven days.</summary>
    public TimeBox Weeks(int weeks) => new(weeks * 7);

    /// <summary>Safety rules all run, always: at triage and at review, out of scope, and when automated support is refused. They raise tasks for people.</summary>
    public SafetyRuleClause Safety(string name)
    {
        var rule = new SafetyRule(name);
        SafetyRules.Add(rule);
        return new SafetyRuleClause(rule);
    }

    /// <summary>Triage rules are read in order; the first that holds decides where care begins.</summary>
    public SteppingRuleClause<TriageCase, TriageClause> Triage(string name)
    {
        var rule = new SteppingRule<TriageCase>(RuleKind.Triage, name);
        TriageRules.Add(rule);
        return new(rule, new TriageClause(rule));
    }

    /// <summary>Review rules are read in order; the first that holds decides what happens next.</summary>
    public SteppingRuleClause<ReviewCase, ReviewClause> Review(string name)
    {
        var rule = new SteppingRule<ReviewCase>(RuleKind.Review, name);
        ReviewRules.Add(rule);
        return new(rule, new ReviewClause(rule));
    }

    /// <summary>Adjust rules all run; they change the format of care, never the step. One that cannot be answered fires.</summary>
    public AdjustRuleClause Adjust(string name)
    {
        var rule = new AdjustRule(name);
        AdjustRules.Add(rule);
        return new AdjustRuleClause(rule);
    }

    /// <summary>Something that is not to pass unseen: a task is raised each time a count of days or sessions reaches a number.</summary>
    public WatchRuleClause Watch(string name, [CallerLineNumber] int line = 0)
    {
        WatchesBegun.Add(name);
        return new WatchRuleClause(this, new WatchRule(name, 0, [], TaskKind.None, line));
    }
}

namespace SteppedCare.Policies;

/// <summary>
/// What two courses of scores amount to together, by the production outcome code: as the set of branches that the outcome facts can be on. The courses are known by
/// what they say of the outcomes, so that each pair of kinds is asked once.
/// </summary>
internal sealed class OutcomeTable
{
    private static readonly FactNumber[] s_facts =
    [
        FactNumber.AtCaseness, FactNumber.StartedAtCaseness, FactNumber.ReliableImprovement, FactNumber.ReliableDeterioration, FactNumber.ConflictingChange,
        FactNumber.Recovery, FactNumber.ReliableRecovery, FactNumber.NoResponse, FactNumber.PartialResponse, FactNumber.Unpaired,
    ];

    private readonly FactSpace _space;
    private readonly Norms _norms;
    private readonly FactVariable?[] _read;
    private readonly FactVariable? _sharp;
    private readonly FactVariable? _sustained;
    private readonly Dictionary<(int, int), Facts> _facts = [];
    private readonly Dictionary<(int, int), int> _sets = [];

    internal OutcomeTable(FactSpace space, int view)
    {
        _space = space;
        _norms = space.Norms[view];
        _read = [.. s_facts.Select(fact => space.Find(fact, view))];
        _sharp = space.Find(FactNumber.SharpWorsening, view);
        _sustained = space.Find(FactNumber.RecoverySustained, view);
    }

    internal static IReadOnlyList<FactNumber> Facts => [.. s_facts, FactNumber.SharpWorsening, FactNumber.RecoverySustained];

    /// <summary>The outcomes of one pair of courses.</summary>
    internal int Of(MeasureClass phq9, MeasureClass anxiety)
    {
        var key = (phq9.Kind, anxiety.Kind);
        if (_sets.TryGetValue(key, out var set))
        {
            return set;
        }

        var facts = FactsOf(phq9, anxiety);
        set = _space.Store.Leaf(0);
        foreach (var sharp in _sharp is null ? [Truth.Unknown] : SharpOf(phq9, anxiety))
        {
            foreach (var sustained in _sustained is null ? [Truth.Unknown] : SustainedOf(facts))
            {
                set = _space.Either.Of(set, SetOf(facts, sharp, sustained));
            }
        }

        return _sets[key] = set;
    }

    private int SetOf(Facts facts, Truth sharp, Truth sustained)
    {
        var all = _read.Select((variable, place) => (Variable: variable, Code: facts[s_facts[place]]))
            .Append((Variable: _sharp, sharp.Code))
            .Append((Variable: _sustained, sustained.Code))
            .Where(each => each.Variable is not null)
            .OrderByDescending(each => each.Variable!.Number);
        return all.Aggregate(_space.Store.Leaf(1), (tail, each) => _space.Only(each.Variable, each.Variable!.BranchOf(each.Code), tail));
    }

    private Facts FactsOf(MeasureClass phq9, MeasureClass anxiety)
    {
        if (!_facts.TryGetValue((phq9.Change, anxiety.Change), out var facts))
        {
            _facts[(phq9.Change, anxiety.Change)] = facts = new Facts();
            OutcomeFacts.Add(facts, phq9.Course.Of(Instrument.Phq9), new PairedMeasure(anxiety.Instrument, anxiety.Course.Of(anxiety.Instrument)), _norms);
        }

        return facts;
    }

    // Measured on the same last day, or one of them later: then the other says nothing new.
    private IEnumerable<Truth> SharpOf(MeasureClass phq9, MeasureClass anxiety)
    {
        var outcomes = new Outcomes(Lines.Of(Instrument.Phq9, _norms), Lines.Of(anxiety.Instrument, _norms));
        var (first, second) = ((phq9.Course.Before, phq9.Course.Now), (anxiety.Course.Before, anxiety.Course.Now));
        var isNeverTaken = phq9.Taken == Taken.Never || anxiety.Taken == Taken.Never;
        return isNeverTaken
            ? [outcomes.EitherRose(first, second)]
            : [.. new[] { outcomes.EitherRose(first, second), outcomes.EitherRose(first, null), outcomes.EitherRose(null, second) }.Distinct()];
    }

    // At the session before, anything that a start allows; with a single session nobody knows.
    private static IEnumerable<Truth> SustainedOf(Facts facts)
    {
        var now = facts.Truth(FactNumber.ReliableRecovery);
        return facts[FactNumber.Unpaired] == 1 ? [Truth.Unknown] : [.. new[] { Truth.Unknown, now, now & Truth.False, now & Truth.Unknown }.DistinctBy(truth => truth.Code)];
    }
}

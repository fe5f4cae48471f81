namespace SteppedCare.Policies;

/// <summary>Tells which mutants are none: the analyser proves that they answer everybody as the script does.</summary>
internal sealed class MutantEquality(PolicyRevision revision, CancellationToken cancellation)
{
    private readonly PolicyModel _model = PolicyModel.Of(revision);
    private readonly AnalysisLimits _limits = AnalysisLimits.Usual with { Cancellation = cancellation };

    /// <param name="mutant">What is written otherwise.</param>
    /// <returns>Null where nothing could be proven; false for numbers beside the conditions: what a rule says is part of its answer.</returns>
    internal bool? IsEqual(Mutant mutant) => mutant.Number is not null ? false : PolicyAnalyser.AreEqual(_model, mutant.Conditions.Aggregate(_model, Changed), _limits);

    private PolicyModel Changed(PolicyModel model, (int Rule, Formula Formula) change)
    {
        var rule = _rules[change.Rule];
        return model.With(rule.Kind, rule.Name, change.Formula);
    }

    private readonly List<Rule> _rules = [.. revision.Book.Rules];
}

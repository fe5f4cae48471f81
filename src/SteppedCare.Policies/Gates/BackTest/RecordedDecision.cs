namespace SteppedCare.Policies;

/// <summary>A decision as it was recorded, as far as judging it again needs it.</summary>
/// <param name="Call">The question.</param>
/// <param name="Facts">The facts vector.</param>
/// <param name="Consent">False when the person refused automated support.</param>
/// <param name="Outcome">What was recommended.</param>
/// <param name="Step">The step recommended; none where there was none.</param>
/// <param name="Tasks">The tasks raised.</param>
/// <param name="Rule">The deciding rule's place; -1 when none decided.</param>
/// <param name="Episode">A number of the episode, counted densely from 0; so that episodes can be told apart without their names.</param>
/// <param name="Name">The decision's name, for people who may look it up.</param>
internal readonly record struct RecordedDecision(
    DecisionCall Call, ReadOnlyMemory<byte> Facts, bool Consent, Outcome Outcome, Step Step, TaskSet Tasks, int Rule, int Episode, string Name);

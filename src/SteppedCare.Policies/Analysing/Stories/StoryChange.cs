namespace SteppedCare.Policies;

/// <summary>What makes a neighbour of somebody.</summary>
/// <param name="Worse">One point more in the last total of this questionnaire.</param>
/// <param name="IsItem9Higher">One more in the last answer to item 9.</param>
/// <param name="Says">Something stated about risk.</param>
internal sealed record StoryChange(InstrumentCode Worse = InstrumentCode.Unspecified, bool IsItem9Higher = false, FactNumber? Says = null);

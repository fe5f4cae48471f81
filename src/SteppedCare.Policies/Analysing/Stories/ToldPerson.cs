using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Somebody who can be: told by days, through the production rules and fact code.</summary>
/// <param name="Facts">What a policy sees of them, by each of the norms that were asked.</param>
/// <param name="Events">The story, as the lines of a case.</param>
internal sealed record ToldPerson(ImmutableArray<Facts> Facts, string Events);

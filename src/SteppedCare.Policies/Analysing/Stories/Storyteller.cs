using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>
/// Makes people out of ways through the diagrams: stories of days in the words of cases.yaml, read back as any case is, so that the production rules and fact code
/// say whether somebody can be so. Who is not found in a few tries is not told; that nobody can be so it does not say.
/// </summary>
internal sealed class Storyteller(FactSpace space, DecisionCall call)
{
    /// <summary>So many ways are tried where the first ones lead to nobody who can be.</summary>
    internal const int MostWays = 3;

    private const int MostTries = 40;

    /// <summary>So many tries for all who are asked for together: those who are asked for first matter most.</summary>
    private const int MostTriesInAll = 1_200;

    private readonly Lazy<CourseChoice> _courses = new(() => new CourseChoice(space));
    private readonly string _call = (call == DecisionCall.None ? DecisionCall.Triage : call).ToString();
    private int _tries;

    /// <summary>Somebody told by days, on one of the first ways to values that are wanted, of whom it is so; null when none was found.</summary>
    /// <param name="diagrams">Functions of the space; of those for whom the first is 0 nobody can be.</param>
    /// <param name="wanted">Their values.</param>
    /// <param name="isSo">Whether somebody does what was said.</param>
    internal ToldPerson? Tell(ReadOnlySpan<int> diagrams, Func<int[], bool> wanted, Func<ToldPerson, bool> isSo)
    {
        ToldPerson? found = null;
        var ways = 0;
        DiagramSearch.Find(space.Store, diagrams, wanted, way => (found = Tell(way, null, (person, _) => isSo(person))) is not null || ++ways == MostWays);
        return found;
    }

    /// <summary>Somebody and a neighbour of whom it is so; null when none were found.</summary>
    /// <param name="way">Which branches the one should be on.</param>
    /// <param name="changes">What can make the neighbour.</param>
    /// <param name="from">The present total of the one from which a point more makes the neighbour; null where it is another thing that does, or any.</param>
    /// <param name="isSo">Of the one and of the neighbour.</param>
    internal (ToldPerson One, ToldPerson Other)? TellTwo(IReadOnlyDictionary<int, int> way, IReadOnlyList<StoryChange> changes, int? from, Func<ToldPerson, ToldPerson, bool> isSo)
    {
        ToldPerson? other = null;
        var edge = changes is [{ Worse: not InstrumentCode.Unspecified and var questionnaire }] && from is { } points ? (questionnaire, points) : ((InstrumentCode, int)?)null;
        var one = Tell(way, edge, (person, changed) => (other = changes.Select(changed).FirstOrDefault(neighbour => neighbour is not null && isSo(person, neighbour))) is not null);
        return one is null ? null : (one, other!);
    }

    // From one layout to one that comes nearer, until somebody is taken or none does.
    private ToldPerson? Tell(IReadOnlyDictionary<int, int> way, (InstrumentCode Questionnaire, int Points)? edge, Func<ToldPerson, Func<StoryChange, ToldPerson?>, bool> isTaken)
    {
        if (_tries >= MostTriesInAll)
        {
            return null;
        }

        var wanted = new Wanted(space, way);
        var found = _courses.Value.Of(wanted);
        var courses = edge is var (questionnaire, points) ? [.. found.SelectMany(each => each.Ending(questionnaire, points))] : found;
        var (layout, least, tries) = (StoryLayout.First, int.MaxValue, 0);
        for (var candidates = Enumerable.Repeat(layout, 1); ; candidates = layout.Others(courses.Count))
        {
            var isNearer = false;
            foreach (var candidate in candidates)
            {
                if (tries++ == MostTries || _tries++ >= MostTriesInAll)
                {
                    return null;
                }

                if (Told(candidate, null) is not { } person)
                {
                    continue;
                }

                if (isTaken(person, change => Told(candidate, change)))
                {
                    return person;
                }

                if (wanted.Missed(person.Facts) is var missed && missed < least)
                {
                    (layout, least, isNearer) = (candidate, missed, true);
                    break;
                }
            }

            if (!isNearer)
            {
                return null;
            }
        }

        ToldPerson? Told(StoryLayout candidate, StoryChange? change) => Read(StoryDraft.Of(wanted, courses[candidate.Course], candidate, change));
    }

    private ToldPerson? Read(string events)
    {
        var facts = ImmutableArray.CreateBuilder<Facts>();
        foreach (var norms in space.Norms)
        {
            if (CaseFile.Read($"cases:\n  - name: somebody\n    call: {_call}\n{events}    expect: {{outcome: enter}}\n", norms) is not [{ Faults.Count: 0 } vignette])
            {
                return null;
            }

            facts.Add(vignette.Facts);
        }

        return new ToldPerson(facts.ToImmutable(), events);
    }
}

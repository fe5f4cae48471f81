using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace SteppedCare.Policies;

/// <summary>Something wrong in a case file, where its author sees it.</summary>
/// <param name="Line">1-based.</param>
/// <param name="Message">What.</param>
/// <param name="Column">1-based; 0 where only the line is known.</param>
/// <param name="Length">Characters that it spans; 0 where that is not known.</param>
/// <param name="Suggestion">What to write instead; empty where we have none.</param>
internal sealed record CaseFault(int Line, string Message, int Column = 0, int Length = 0, string Suggestion = "")
{
    internal static CaseFault At(YamlNode node, string message, string suggestion = "")
    {
        var place = CaseNode.TextPlaceOf(node);
        return new CaseFault(place.Line, message, place.Column, place.Length, suggestion);
    }

    public override string ToString() => $"({Line}): {Message}";
}

/// <summary>One vignette: a person, a question, and what the policy must answer.</summary>
/// <param name="Name">What it is about, in words.</param>
/// <param name="Line">Where it begins.</param>
/// <param name="Call">Triage or review.</param>
/// <param name="Facts">The person, through the production fact code or fact by fact.</param>
/// <param name="Consent">False when the person refused automated support.</param>
/// <param name="Expectations">What must come out.</param>
/// <param name="Faults">Why it cannot be asked; then it has failed.</param>
internal sealed record PolicyCase(
    string Name, int Line, DecisionCall Call, Facts Facts, bool Consent, IReadOnlyList<CaseExpectation> Expectations, IReadOnlyList<CaseFault> Faults)
{
    /// <summary>The story, where it was told by days; null where it was told fact by fact.</summary>
    internal VignetteEpisode? Episode { get; init; }
}

/// <summary>One thing that must come out.</summary>
/// <param name="What">As the file calls it, such as <c>outcome</c> or <c>quotes.Phq9</c>.</param>
/// <param name="Place">Where it stands.</param>
/// <param name="Expected">In words; a list sorted and joined by commas.</param>
internal sealed record CaseExpectation(string What, TextPlace Place, string Expected);

/// <summary>Reads <c>cases.yaml</c>. Whatever it does not understand is a fault with a line: a misspelt word must not be an unchecked one.</summary>
internal static class CaseFile
{
    internal static IReadOnlyList<PolicyCase> Read(string text, Norms norms)
    {
        var yaml = new YamlStream();
        try
        {
            yaml.Load(new StringReader(text));
        }
        catch (YamlException fault)
        {
            return [Unreadable((int)fault.Start.Line, fault.Message)];
        }

        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }])
        {
            return [Unreadable(1, "A case file is one mapping with a list of 'cases'.")];
        }

        var faults = new List<CaseFault>();
        var file = new CaseNode(root, faults);
        var cases = file.List("cases").Select(node => Case(node, norms)).ToList();
        file.RefuseTheRest();
        var names = cases.GroupBy(each => each.Name, StringComparer.Ordinal).Where(same => same.Count() > 1).Select(same => same.Last());
        faults.AddRange(names.Select(twin => new CaseFault(twin.Line, $"There is another case called '{twin.Name}'.")));
        return faults.Count == 0 ? cases : [.. cases, new PolicyCase("the case file", faults[0].Line, DecisionCall.None, new Facts(), true, [], faults)];
    }

    private static PolicyCase Case(YamlNode node, Norms norms)
    {
        var faults = new List<CaseFault>();
        var vignette = new CaseNode(node, faults);
        var name = vignette.Text("name") ?? "";
        if (name.Length == 0)
        {
            vignette.Fault("wants a name.");
        }

        vignette.Text("worked_case");
        vignette.Text("why");
        var call = vignette.Word<DecisionCall>("call");
        if (call is not (DecisionCall.Triage or DecisionCall.Review))
        {
            vignette.Fault("wants a call: triage or review.");
            call = DecisionCall.Triage;
        }

        var consent = vignette.YesNo("consent") ?? true;
        var (facts, episode) = FactsOf(vignette, call.Value, norms, faults);
        var expectations = ExpectationReader.Read(vignette.Map("expect"));
        vignette.RefuseTheRest();
        if (episode is null && faults.Count == 0 && expectations.FirstOrDefault(expected => expected.What.StartsWith(ExpectationReader.Timer, StringComparison.Ordinal)) is { } timer)
        {
            faults.Add(new CaseFault(timer.Place.Line, "Timers run in a story told by events; facts alone have no days.", timer.Place.Column, timer.Place.Length));
        }

        return new PolicyCase(name, vignette.Line, call.Value, facts, consent, expectations, faults) { Episode = episode };
    }

    private static (Facts Facts, VignetteEpisode? Episode) FactsOf(CaseNode vignette, DecisionCall call, Norms norms, List<CaseFault> faults)
    {
        var told = vignette.List("events");
        var direct = vignette.Map("facts");
        var asOf = vignette.Number("as_of");
        if ((told.Count == 0) == (direct is null))
        {
            vignette.Fault("wants either events or facts.");
            return (new Facts(), null);
        }

        if (direct is not null)
        {
            return (FactReader.Read(direct), null);
        }

        var story = new EpisodeVignette(norms, faults);
        return (story.FactsOf(told, asOf, call), story.Episode);
    }

    private static PolicyCase Unreadable(int line, string message) =>
        new("the case file", line, DecisionCall.None, new Facts(), true, [], [new CaseFault(line, message)]);
}

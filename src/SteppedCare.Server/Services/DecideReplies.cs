using System.Collections.Immutable;
using System.Globalization;
using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services;

/// <summary>Replies for two audiences: the decision for clinicians, and beside it, apart, what the person is shown at once.</summary>
internal sealed class DecideReplies(ContingencyOptions options)
{
    // Written once: a reply only ever reads them.
    private readonly ImmutableDictionary<string, ImmutableArray<Wire.CrisisContact>> _contacts =
        options.Services.ToImmutableDictionary(service => service.Key, service => service.Value.Select(Contact).ToImmutableArray());

    internal Wire.TriageResponse Triaged(DecisionAnswer answer) => new()
    {
        Clinician = DecisionReplies.Decision(answer),
        Contingency = Contingency(answer),
        TrajectoryVersion = answer.TrajectoryVersion,
    };

    internal Wire.ReviewResponse Reviewed(DecisionAnswer answer) => new()
    {
        Clinician = DecisionReplies.Decision(answer),
        Contingency = Contingency(answer),
        TrajectoryVersion = answer.TrajectoryVersion,
    };

    private Wire.Contingency Contingency(DecisionAnswer answer)
    {
        var contingency = new Wire.Contingency();
        foreach (var contact in _contacts[answer.Key.Service])
        {
            contingency.Contacts.Add(contact);
        }

        // Raised now or open already is reason enough; whether somebody has taken the task on meanwhile is not.
        foreach (var task in answer.Tasks)
        {
            contingency.ShowNow |= task.Kind is TaskKind.CrisisNow or TaskKind.SameDay;
        }

        return contingency;
    }

    private static Wire.CrisisContact Contact(CrisisContact contact) => new()
    {
        Name = contact.Name,
        Number = contact.Number,
        When = contact.When,
        ReviewBy = contact.ReviewBy.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };
}

using SteppedCare.Policies;
using SteppedCare.Server.Hosting;
using SteppedCare.Server.Rollouts;

namespace SteppedCare.Server.Publishing;

/// <summary>Facts as candidates measure them, with what this server knows of revisions and services.</summary>
internal sealed class FactsAnewFor(ResidentRevisions resident, HostSettings settings)
{
    internal FactsAnew Candidate(PolicyRevision candidate) => new(
        candidate, name => resident.Find(name)?.Norms, service => settings.Services.FirstOrDefault(known => known.Name == service)?.TimeZone);
}

using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Trajectories;
using SteppedCare.Server.Trajectories;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>What is stored can be harmed, and an export goes on.</summary>
[Collection(nameof(OwnServers))]
public sealed class HarmedExportTests(OwnServers servers)
{
    [Theory, OnBothStores]
    public async Task What_cannot_be_read_or_explained_any_more_is_told_so_in_its_place_and_hides_nothing_else(string store)
    {
        var server = servers.On(store);
        var trajectories = server.Services.GetRequiredService<ITrajectoryStore>();
        await trajectories.CommitAsync(new EpisodeKey(Course.Service, "harmed"), AnEpisode.Upon(0) with { Epoch = null }, CancellationToken.None);
        var record = new DecisionRecord
        {
            Call = DecisionCall.Review,
            AsOf = AssembledServer.Monday,
            Revision = new RevisionName("talking-therapies", "1999.1", new string('b', 64)),
            LanguageVersion = 1,
            Epoch = 1,
            Rule = 4,
            Outcome = Outcome.StepUp,
            Step = Step.High,
            Tasks = [],
            NextReview = null,
            NextDue = null,
            Facts = [.. new byte[40]],
            Consent = true,
        };
        var trajectory = new Trajectory(
            [.. new byte[TrajectoryCodec.NonceLength]], [new TrajectoryEntry(AssembledServer.Monday, new RequestMark(EpisodeMethod.Review, "r1", 7), [], new Decided(record))]);
        await trajectories.CommitAsync(
            new EpisodeKey(Course.Service, "orphaned"), AnEpisode.Upon(0) with { Epoch = null, Trajectory = TrajectoryCodec.Encode(trajectory) }, CancellationToken.None);

        // By a revision that is there, from facts that nobody can read: those of a later release.
        var course = server.Course();
        var present = (await course.TriageAsync(A.Mild)).Clinician.Provenance;
        var later = record with { Revision = new RevisionName(present.Policy, present.Version, present.Digest) };
        await trajectories.CommitAsync(
            new EpisodeKey(Course.Service, "later"),
            AnEpisode.Upon(0) with { Epoch = null, Trajectory = TrajectoryCodec.Encode(trajectory with { Entries = [trajectory.Entries[0] with { Act = new Decided(later) }] }) },
            CancellationToken.None);

        var records = await ExportTests.RecordsAsync(server, new() { Kinds = { Wire.ExportKind.Decisions }, WithFacts = true });

        var harmed = Assert.Single(records, told => told.Episode.EndsWith("/harmed", StringComparison.Ordinal));
        Assert.Equal((true, null), (harmed.Unreadable, harmed.RecordedAt));
        var orphaned = Assert.Single(records, told => told.Episode.EndsWith("/orphaned", StringComparison.Ordinal)).Decision.Decision;
        Assert.Equal((Wire.Outcome.StepUp, Wire.Step.High, "1999.1", ""), (orphaned.Advice.Outcome, orphaned.Advice.Step, orphaned.Provenance.Version, orphaned.Advice.Rule));
        var unread = Assert.Single(records, told => told.Episode.EndsWith("/later", StringComparison.Ordinal)).Decision;
        Assert.Equal((Wire.Outcome.StepUp, present.Version, "", 0), (unread.Decision.Advice.Outcome, unread.Decision.Provenance.Version, unread.Decision.Advice.Rule, unread.Facts.Count));
        Assert.NotEmpty(Assert.Single(records, told => told.Episode.EndsWith($"/{course.Key.Episode}", StringComparison.Ordinal)).Decision.Facts);
        Assert.DoesNotContain(server.Log.Errors, line => line.Contains("harmed", StringComparison.Ordinal));
    }
}

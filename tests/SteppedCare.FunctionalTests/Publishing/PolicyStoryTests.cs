using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Publishing;

/// <summary>A policy gets live by the calls of the contract: judged, published, approved by a second person, rolled out, taken back.</summary>
public sealed class PolicyStoryTests(PolicyServer server) : IClassFixture<PolicyServer>
{
    [Theory]
    [InlineData("gRPC", "story-grpc", 14)]
    [InlineData("JSON", "story-json", 13)]
    public async Task A_line_is_moved_and_moved_back(string door, string service, int line)
    {
        var version = $"2.{door}";
        var files = PolicyServer.Moved(line);

        var judged = await server.AskAsync<Wire.ValidatePolicyResponse>(
            door, "ValidatePolicy", new Wire.ValidatePolicyRequest { Policy = PolicyServer.Policy, Version = version, Files = files }, PolicyServer.Author);
        Assert.True(judged.Report.Passed, judged.Report.ToString());
        Assert.Equal("", judged.Report.Digest);

        var publication = new Wire.PublishRevisionRequest { Policy = PolicyServer.Policy, Version = version, RequestId = $"publish-{door}", Files = files, Notes = "Sooner" };
        var published = await server.AskAsync<Wire.PublishRevisionResponse>(door, "PublishRevision", publication, PolicyServer.Author);
        Assert.Equal((Wire.RevisionState.Published, "author"), (published.Revision.State, published.Revision.Author));
        Assert.Equal(published.Revision.ReportDigest, published.Report.Digest);
        Assert.NotEmpty(published.Revision.InvariantsDigest);
        Assert.Equal(published, await server.AskAsync<Wire.PublishRevisionResponse>(door, "PublishRevision", publication, PolicyServer.Author));

        var approved = await server.AskAsync<Wire.ApproveRevisionResponse>(door, "ApproveRevision", PolicyServer.Approval(published.Revision), PolicyServer.Officer);
        Assert.Equal((Wire.RevisionState.Approved, "officer"), (approved.Revision.State, Assert.Single(approved.Revision.Approvals).Approver));

        var found = await server.AskAsync<Wire.GetRevisionResponse>(
            door, "GetRevision", new Wire.GetRevisionRequest { Policy = PolicyServer.Policy, Version = version }, []);
        Assert.Equal((files.Script, files.Cases, files.Readme), (found.Files.Script, found.Files.Cases, found.Files.Readme));
        Assert.Equal(published.Report, found.Report);

        var before = Assert.Single((await server.AskAsync<Wire.ListRolloutsResponse>(door, "ListRollouts", new Wire.ListRolloutsRequest { Service = service }, [])).Rollouts);
        Assert.Equal((PolicyServer.First, Wire.RolloutState.Live, Wire.RolloutChange.First), (before.ActiveVersion, before.State, before.Change));
        var earlier = await server.TriageAsync(service, "before", line);
        Assert.Equal((PolicyServer.First, before.Epoch), (earlier.Provenance.Version, earlier.Provenance.Epoch));

        var change = PolicyServer.Change(before, version);
        change.ShadowVersions.Add(PolicyServer.First);
        var set = Assert.Single((await server.AskAsync<Wire.SetRolloutResponse>(door, "SetRollout", change, PolicyServer.Author)).Rollouts);
        Assert.Equal((version, before.Epoch + 1, "author", Wire.RolloutChange.Set), (set.ActiveVersion, set.Epoch, set.ChangedBy, set.Change));
        var during = await server.TriageAsync(service, "during", line);
        Assert.Equal((version, set.Epoch, Wire.Step.High), (during.Provenance.Version, during.Provenance.Epoch, during.Advice.Step));
        Assert.Equal(Wire.Step.Low, earlier.Advice.Step);

        var compared = await server.AskAsync<Wire.CompareRevisionsResponse>(
            door, "CompareRevisions", new Wire.CompareRevisionsRequest { Policy = PolicyServer.Policy, VersionBefore = PolicyServer.First, VersionAfter = version }, []);
        Assert.True(compared.Complete);
        var region = Assert.Single(compared.Regions);
        Assert.Equal(("start-low", "more-severe-depression", false), (region.RuleBefore, region.RuleAfter, region.Lower));

        var back = new Wire.RollBackRequest { RequestId = $"back-{door}", Seen = { new Wire.SeenRollout { Service = service, Epoch = set.Epoch } }, Reason = "Not yet" };
        var returned = Assert.Single((await server.AskAsync<Wire.RollBackResponse>(door, "RollBack", back, PolicyServer.Officer)).Rollouts);
        Assert.Equal((PolicyServer.First, set.Epoch + 1, Wire.RolloutChange.RolledBack), (returned.ActiveVersion, returned.Epoch, returned.Change));
        Assert.Equal(PolicyServer.First, (await server.TriageAsync(service, "after", line)).Provenance.Version);

        var history = (await server.AskAsync<Wire.ListRolloutsResponse>(door, "ListRollouts", new Wire.ListRolloutsRequest { Service = service, PageSize = 2 }, [])).Rollouts;
        Assert.Equal([(returned.Epoch, Wire.RolloutState.Live), (set.Epoch, Wire.RolloutState.Superseded)], history.Select(rollout => (rollout.Epoch, rollout.State)));

        var disagreed = await server.AskAsync<Wire.GetDisagreementsResponse>(
            door, "GetDisagreements", new Wire.GetDisagreementsRequest { Service = service, Epoch = set.Epoch }, []);
        Assert.Equal(PolicyServer.First, Assert.Single(disagreed.Shadows).ShadowVersion);

        var retired = await server.AskAsync<Wire.RetireRevisionResponse>(
            door, "RetireRevision", new Wire.RetireRevisionRequest { Policy = PolicyServer.Policy, Version = version, RequestId = $"retire-{door}", Reason = "Not wanted" }, PolicyServer.Author);
        Assert.Equal(Wire.RevisionState.Retired, retired.Revision.State);
        var listed = await server.AskAsync<Wire.ListRevisionsResponse>(door, "ListRevisions", new Wire.ListRevisionsRequest { Policy = PolicyServer.Policy, PageSize = 500 }, []);
        Assert.DoesNotContain(listed.Revisions, revision => revision.Version == version);
        listed = await server.AskAsync<Wire.ListRevisionsResponse>(
            door, "ListRevisions", new Wire.ListRevisionsRequest { Policy = PolicyServer.Policy, ShowRetired = true, PageSize = 500 }, []);
        Assert.Contains(listed.Revisions, revision => revision.Version == version);
    }

    [Theory]
    [InlineData("gRPC", "proven")]
    [InlineData("JSON", "proven")]
    public async Task Invariants_that_a_live_revision_breaks_are_in_place_and_it_answers_on(string door, string service)
    {
        var present = (await server.Client.GetRevisionAsync(new() { Policy = PolicyServer.Policy, Version = PolicyServer.First })).Files.Invariants;
        var strict = present.Contains("Phq9 >= 5", StringComparison.Ordinal) ? present.Replace("Phq9 >= 5", "Phq9 >= 4", StringComparison.Ordinal)
            : present.Replace("Phq9 >= 16", "Phq9 >= 5", StringComparison.Ordinal);

        var published = await server.AskAsync<Wire.PublishInvariantsResponse>(
            door,
            "PublishInvariants",
            new Wire.PublishInvariantsRequest { Policy = PolicyServer.Policy, RequestId = $"strict-{door}", Invariants = strict, ReplacesDigest = DigestOf(present), Notes = "Stricter" },
            PolicyServer.Officer);
        try
        {
            Assert.Equal(DigestOf(strict), published.Digest);
            var proven = published.Revisions.Single(revision => revision.Version == PolicyServer.First).Result;
            Assert.Equal((Wire.Gate.Invariants, Wire.GateVerdict.Failed), (proven.Gate, proven.Verdict));
            Assert.NotEmpty(proven.Findings[0].Example);
            Assert.True((await server.Client.GetRevisionAsync(new() { Policy = PolicyServer.Policy, Version = PolicyServer.First })).Revision.InvariantsBroken);
            Assert.Equal(PolicyServer.First, (await server.TriageAsync(service, $"broken-{door}", 12)).Provenance.Version);
        }
        finally
        {
            await server.Client.PublishInvariantsAsync(
                new() { Policy = PolicyServer.Policy, RequestId = $"lenient-{door}", Invariants = PolicyServer.Invariants, ReplacesDigest = DigestOf(strict) }, PolicyServer.Officer)
                .ResponseAsync.WaitAsync(PolicyServer.Patience);
        }

        Assert.False((await server.Client.GetRevisionAsync(new() { Policy = PolicyServer.Policy, Version = PolicyServer.First })).Revision.InvariantsBroken);
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_newest_first()
    {
        var whole = await server.Client.ListRevisionsAsync(new() { ShowRetired = true, PageSize = 500 });
        var paged = new List<Wire.PolicyRevision>();
        for (var token = ""; ;)
        {
            var page = await server.Client.ListRevisionsAsync(new() { ShowRetired = true, PageSize = 1, PageToken = token });
            paged.AddRange(page.Revisions);
            if ((token = page.NextPageToken).Length == 0)
            {
                break;
            }
        }

        Assert.Equal(whole.Revisions, paged);
        Assert.Equal(paged.OrderByDescending(revision => revision.PublishedAt.ToDateTimeOffset()).Select(revision => revision.Version), paged.Select(revision => revision.Version));
    }

    private static string DigestOf(string invariants) => new Policies.PolicySource("invariants.csx", invariants).Digest;
}

using SteppedCare.Policies;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Registry;
using static SteppedCare.FunctionalTests.Registry.ARegistry;

namespace SteppedCare.FunctionalTests.Registry;

/// <summary>What can happen to a revision: published, approved, retired; and the invariants it is held against.</summary>
public sealed class RevisionChangeTests
{
    private readonly ARegistry _registry = new();

    [Fact]
    public void A_revision_is_published_with_its_files_and_its_report_by_their_digests()
    {
        var publish = _registry.Publish("1");
        var draft = publish.Decide(_registry.State, Now).Value!;

        var published = Assert.IsType<RevisionPublished>(draft.Entry);
        Assert.Equal(["README.md", "cases.yaml", "policy.csx"], published.Files.Keys);
        Assert.Equal(published.Files.Values.Append(published.ReportDigest).Order(), draft.Blobs.Select(blob => blob.Digest).Order());
        Assert.Equal(new PolicySource("policy.csx", "// 1 ").Digest, published.Revision.Digest);
        Assert.Equal((Author, 1, null), (published.By, published.LanguageVersion, published.InvariantsDigest));
    }

    [Fact]
    public void A_published_revision_is_not_approved_yet()
    {
        _registry.Published("1");

        Assert.False(_registry.State.Find(Policy, "1")!.IsApproved);
    }

    [Fact]
    public void The_same_version_with_the_same_content_is_there_already_whatever_its_line_ends()
    {
        _registry.Published("1", "a\nb");

        Assert.True(_registry.IsThere(_registry.Publish("1", "a\r\nb").Decide));
    }

    [Fact]
    public void The_same_version_with_other_content_is_refused()
    {
        _registry.Published("1");

        Assert.Equal((RefusalKind.AlreadyExists, "REVISION_EXISTS"), KindAndReason(_registry.Publish("1", "edited").Decide));
        var otherCases = _registry.Publish("1") with { Bundle = _registry.Publish("1").Bundle with { Cases = "others" } };
        Assert.Equal("REVISION_EXISTS", _registry.Refused(otherCases.Decide).Reason);
    }

    [Fact]
    public void What_a_gate_stopped_is_not_published() =>
        Assert.Equal((RefusalKind.FailedPrecondition, "GATES_FAILED"), KindAndReason(_registry.Publish("1", report: BadReport).Decide));

    [Fact]
    public void A_second_person_approves_what_they_saw()
    {
        _registry.Approved("1");

        var revision = _registry.State.Find(Policy, "1")!;
        Assert.True(revision.IsApproved);
        Assert.Equal((Officer, revision.Published.ReportDigest), (revision.Approvals[0].By, revision.Approvals[0].ReportDigest));
        Assert.True(_registry.IsThere(_registry.Approve("1").Decide));
    }

    [Fact]
    public void An_author_cannot_approve_their_own()
    {
        _registry.Published("1");

        Assert.Equal((RefusalKind.FailedPrecondition, "APPROVER_IS_AUTHOR"), KindAndReason(_registry.Approve("1", by: Author).Decide));
    }

    [Fact]
    public void What_is_not_published_or_retired_cannot_be_approved()
    {
        Assert.Equal((RefusalKind.NotFound, "REVISION_UNKNOWN"), KindAndReason(_registry.Approve("1").Decide));

        _registry.Published("1");
        _registry.Do(new RetireRevision(Policy, "1", Author, "wrong").Decide);

        Assert.Equal((RefusalKind.FailedPrecondition, "REVISION_RETIRED"), KindAndReason(_registry.Approve("1").Decide));
    }

    [Fact]
    public void An_approval_must_name_the_script_the_report_and_the_invariants_as_they_are()
    {
        _registry.Published("1");
        var approve = _registry.Approve("1");

        Assert.All(
            [approve with { Digest = "other" }, approve with { ReportDigest = "other" }, approve with { InvariantsDigest = "other" }],
            outdated => Assert.Equal((RefusalKind.FailedPrecondition, "APPROVAL_OUTDATED"), KindAndReason(outdated.Decide)));
    }

    [Fact]
    public void A_revision_proven_against_earlier_invariants_cannot_be_approved_under_the_present_ones()
    {
        _registry.Published("1");
        _registry.Do(Invariants("first", null).Decide);

        Assert.Equal("APPROVAL_OUTDATED", _registry.Refused(_registry.Approve("1").Decide).Reason);
        _registry.Approved("2");
    }

    [Fact]
    public void Invariants_replace_those_that_were_seen_and_no_others()
    {
        var first = (InvariantsPublished)_registry.Do(Invariants("first", null).Decide);

        Assert.Equal((RefusalKind.Aborted, "INVARIANTS_MOVED"), KindAndReason(Invariants("second", null).Decide));
        Assert.True(_registry.IsThere(Invariants("first", null).Decide));
        var second = (InvariantsPublished)_registry.Do(Invariants("second", first.Digest).Decide);

        Assert.Equal(second.Digest, _registry.State.InvariantsOf(Policy)!.Digest);
        Assert.NotEqual(first.File, second.File);
    }

    [Fact]
    public void A_revision_in_no_rollout_is_retired_and_stays_known()
    {
        _registry.Approved("1");

        _registry.Do(new RetireRevision(Policy, "1", Officer, "replaced").Decide);

        Assert.Equal("replaced", _registry.State.Find(Policy, "1")!.Retired!.Reason);
        Assert.False(_registry.State.Find(Policy, "1")!.IsApproved);
        Assert.True(_registry.IsThere(new RetireRevision(Policy, "1", Officer, "again").Decide));
        Assert.Equal("REVISION_UNKNOWN", _registry.Refused(new RetireRevision(Policy, "7", Officer, "never was").Decide).Reason);
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("3")]
    public void A_revision_that_answers_or_is_asked_is_not_retired(string version)
    {
        _registry.Approved("1");
        _registry.Approved("2");
        _registry.Approved("3");
        _registry.Do((_registry.Rollout("1", "demo") with { CanaryVersion = "2", CanaryShare = 500, ShadowVersions = ["3"] }).Decide);

        Assert.Equal((RefusalKind.FailedPrecondition, "REVISION_IN_ROLLOUT"), KindAndReason(new RetireRevision(Policy, version, Officer, "too early").Decide));
    }

    [Fact]
    public void A_revision_that_was_replaced_is_retired_only_once_its_successor_answers_everywhere()
    {
        _registry.Approved("1");
        _registry.Approved("2");
        _registry.Do(_registry.Rollout("1", "demo").Decide);
        _registry.Do(new ReachRollout("demo", 1).Decide);
        _registry.Do((_registry.Rollout("2", "demo") with { NotBefore = Now.AddDays(3) }).Decide);
        var retire = new RetireRevision(Policy, "1", Officer, "replaced");

        Assert.Equal("REVISION_IN_ROLLOUT", _registry.Refused(retire.Decide).Reason);
        _registry.Do(new ReachRollout("demo", 2).Decide);

        _registry.Do(retire.Decide);
    }

    [Fact]
    public void What_came_with_the_release_is_vouched_for_by_it_and_nothing_else_is()
    {
        _registry.Do((_registry.Publish("1") with { By = ReachRollout.Server }).Decide);
        _registry.Published("2");

        _registry.Do(Vouch("1").Decide);

        Assert.True(_registry.State.Find(Policy, "1")!.IsApproved);
        Assert.True(_registry.IsThere(Vouch("1").Decide));
        Assert.True(_registry.IsThere(Vouch("2").Decide));
        Assert.False(_registry.State.Find(Policy, "2")!.IsApproved);
        Assert.Equal("REVISION_UNKNOWN", _registry.Refused(Vouch("3").Decide).Reason);
    }

    [Fact]
    public void What_somebody_else_published_under_a_version_of_the_release_is_not_vouched_for()
    {
        _registry.Do((_registry.Publish("1", "another script") with { By = ReachRollout.Server }).Decide);

        Assert.True(_registry.IsThere((Vouch("1") with { Digest = "of the folder" }).Decide));
        Assert.False(_registry.State.Find(Policy, "1")!.IsApproved);
    }

    [Fact]
    public void An_author_in_other_letters_is_the_author()
    {
        _registry.Published("1");

        Assert.Equal("APPROVER_IS_AUTHOR", _registry.Refused(_registry.Approve("1", by: Author.ToUpperInvariant()).Decide).Reason);
    }

    private VouchForShipped Vouch(string version) => new(Policy, version, _registry.State.Find(Policy, version)?.Name.Digest ?? "");

    private (RefusalKind, string) KindAndReason(Func<RegistryState, DateTimeOffset, Result<RegistryDraft>> decide)
    {
        var refusal = _registry.Refused(decide);
        return (refusal.Kind, refusal.Reason);
    }
}

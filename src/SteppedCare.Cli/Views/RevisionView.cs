namespace SteppedCare.Cli;

/// <summary>One revision with what was said of it.</summary>
internal static class RevisionView
{
    internal static IEnumerable<Block> Of(V1.GetRevisionResponse reply)
    {
        var revision = reply.Revision;
        yield return new Line($"{revision.Policy} {revision.Version}: {ContractWords.Of(revision.State)}", Tone.Strong);
        yield return new Grid(
            ["what", "is"],
            [
                GridRow.Of(Tone.Plain, "script", revision.Digest),
                GridRow.Of(Tone.Plain, "invariants", revision.InvariantsDigest.Length > 0 ? revision.InvariantsDigest : "none"),
                GridRow.Of(Tone.Plain, "gate report", revision.ReportDigest),
                GridRow.Of(Tone.Plain, "published", $"{InstantText.Of(revision.PublishedAt)} by {revision.Author}"),
                GridRow.Of(Tone.Plain, "notes", revision.Notes),
                .. revision.Approvals.Select(approval => GridRow.Of(Tone.Good, "approved", $"{InstantText.Of(approval.ApprovedAt)} by {approval.Approver} {approval.Notes}".Trim())),
            ]);
        if (revision.InvariantsBroken)
        {
            yield return new Line("It breaks the policy's present invariants. It answers nonetheless; somebody must look.", Tone.Bad);
        }

        foreach (var block in GateView.Checklist(GateReading.Of(reply.Report), null))
        {
            yield return block;
        }
    }

    internal static Grid Of(IEnumerable<V1.PolicyRevision> revisions) => new(
        ["policy", "version", "state", "published", "by", "approved by", "digest", ""],
        [
            .. revisions.Select(revision => GridRow.Of(
                revision.InvariantsBroken ? Tone.Bad : revision.State == V1.RevisionState.Retired ? Tone.Faint : Tone.Plain,
                revision.Policy,
                revision.Version,
                ContractWords.Of(revision.State),
                InstantText.Of(revision.PublishedAt),
                revision.Author,
                string.Join(", ", revision.Approvals.Select(approval => approval.Approver)),
                revision.Digest.Length > 12 ? revision.Digest[..12] : revision.Digest,
                revision.InvariantsBroken ? "BREAKS THE PRESENT INVARIANTS" : "")),
        ]);
}

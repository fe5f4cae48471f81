using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SteppedCare.Policies;
using SteppedCare.Server.Publishing;
using SteppedCare.Server.Registry;
using SteppedCare.Server.Workshop;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Requests and answers about policies in which every field says something.</summary>
internal static class SomePolicy
{
    internal static readonly string Digest = new('a', 64);

    /// <summary>Somebody who may do everything.</summary>
    internal static Metadata Lead => new() { { "steppedcare-person", "dr.lead@leeds" }, { "steppedcare-roles", "policy-author, clinical-safety, oversight" } };

    internal static Wire.PolicyFiles Files => new() { Script = "Ladder(Low);\n", Cases = "- case: one\n", Readme = "# Rules\n" };

    /// <summary>A request of every method of the service, by its name.</summary>
    internal static Dictionary<string, IMessage> Requests { get; } = new()
    {
        ["ListRevisions"] = new Wire.ListRevisionsRequest { Policy = "talking-therapies", PageSize = 20, ShowRetired = true },
        ["GetRevision"] = new Wire.GetRevisionRequest { Policy = "talking-therapies", Version = "2026.1" },
        ["ValidatePolicy"] = new Wire.ValidatePolicyRequest { Policy = "talking-therapies", Version = "2026.2", Files = Files },
        ["PublishRevision"] = new Wire.PublishRevisionRequest { Policy = "talking-therapies", Version = "2026.2", RequestId = "r1", Files = Files, Notes = "Lower line\nfor PHQ-9" },
        ["PublishInvariants"] = new Wire.PublishInvariantsRequest { Policy = "talking-therapies", RequestId = "r1", Invariants = "AtTriage(\"a\")", ReplacesDigest = Digest, Notes = "H-03" },
        ["ApproveRevision"] = new Wire.ApproveRevisionRequest
        {
            Policy = "talking-therapies", Version = "2026.2", RequestId = "r1", Digest = Digest, InvariantsDigest = Digest, ReportDigest = Digest, Notes = "Read it all",
        },
        ["RetireRevision"] = new Wire.RetireRevisionRequest { Policy = "talking-therapies", Version = "2026.2", RequestId = "r1", Reason = "Replaced" },
        ["ListRollouts"] = new Wire.ListRolloutsRequest { Service = "leeds", PageSize = 3 },
        ["SetRollout"] = new Wire.SetRolloutRequest
        {
            Policy = "talking-therapies",
            RequestId = "r1",
            Seen = { new Wire.SeenRollout { Service = "leeds", Epoch = 12 } },
            ActiveVersion = "2026.1",
            CanaryVersion = "2026.2",
            CanaryPercent = 5.25,
            ShadowVersions = { "2026.3" },
            Guard = new Wire.RolloutGuard
            {
                Window = Duration.FromTimeSpan(TimeSpan.FromMinutes(5)), LeastDecisions = 200, MostFaultsPercent = 1.5, SlowestHundredth = Duration.FromTimeSpan(TimeSpan.FromMilliseconds(5)),
            },
            NotBefore = Timestamp.FromDateTimeOffset(Some.Instant),
            Reason = "Try it",
            WithoutReplicas = { "host-7" },
        },
        ["RollBack"] = new Wire.RollBackRequest { RequestId = "r1", Seen = { new Wire.SeenRollout { Service = "leeds", Epoch = 13 } }, Reason = "Too many reviews" },
        ["CompareRevisions"] = new Wire.CompareRevisionsRequest { Policy = "talking-therapies", VersionBefore = "2026.1", VersionAfter = "2026.2" },
        ["BackTest"] = new Wire.BackTestRequest { Policy = "talking-therapies", Version = "2026.2", Services = { "leeds" }, From = Timestamp.FromDateTimeOffset(Some.Instant) },
        ["GetDisagreements"] = new Wire.GetDisagreementsRequest { Service = "leeds", Epoch = 12 },
    };

    internal static RevisionAnswer Revision { get; } = new(
        new RevisionRecord(
            new RevisionPublished
            {
                At = Some.Instant,
                By = "author",
                Revision = Name,
                LanguageVersion = 1,
                Files = ImmutableSortedDictionary<string, string>.Empty.Add("policy.csx", Digest),
                InvariantsDigest = Digest,
                ReportDigest = Digest,
                Notes = "Lower line",
            },
            [new RevisionApproved { At = Some.Instant.AddHours(1), By = "officer", Revision = Name, InvariantsDigest = Digest, ReportDigest = Digest, Notes = "Read it all" }],
            new RevisionRetired { At = Some.Instant.AddHours(2), By = "author", Revision = Name, Reason = "Replaced" }),
        InvariantsBroken: true);

    internal static KeptReport Report { get; } = new(
        new GateReport(
        [
            new GateResult(Gate.Compile, GateVerdict.Passed, "All fences let it pass.", [], TimeSpan.FromMilliseconds(120)),
            new GateResult(
                Gate.Analysis,
                GateVerdict.Failed,
                "One gap.",
                [new GateFinding("policy.csx", 12, 7, 24, "SC110", "Nobody answers these people.", "Add an Otherwise.", Certainty.Shown, "- case: somebody", "H-03")],
                TimeSpan.FromSeconds(1.5)),
            new GateResult(Gate.BackTest, GateVerdict.NotRun, "There are no recorded decisions.", [], TimeSpan.Zero),
        ]),
        Digest);

    internal static RevisionDetails Details { get; } =
        new(Revision, new PolicyBundle(new PolicyLabel(Name.Policy, Name.Version), "Ladder(Low);\n", "- case: one\n", "AtTriage(\"a\")", "# Rules\n"), Report);

    internal static InvariantsAnswer Invariants { get; } = new(Digest, [new ProvenRevision(Name, Report.Report.Gates[1])]);

    internal static RolloutsAnswer Rollouts { get; } = new(
        [
            new RolloutAnswer(
                new RolloutRecord(
                    "leeds",
                    13,
                    new RolloutPlan(Name, Name with { Version = "2026.2" }, 525, [Name with { Version = "2026.3" }], new GuardBounds(TimeSpan.FromMinutes(5), 200, 1.5, TimeSpan.FromMilliseconds(5), 12)),
                    new RolloutChanged
                    {
                        At = Some.Instant,
                        By = "guard",
                        Change = RolloutChange.Guarded,
                        Epochs = ImmutableSortedDictionary<string, long>.Empty,
                        Plans = ImmutableSortedDictionary<string, RolloutPlan>.Empty,
                        NotBefore = Some.Instant.AddMinutes(1),
                        Reason = "Faults",
                    },
                    IsReached: false),
                RolloutStage.Scheduled),
        ],
        5);

    internal static ComparisonAnswer Comparison { get; } = new(
        [
            new ComparedRegion(DecisionCall.Triage, "start-low", "start-high", "ENTER LOW", "ENTER HIGH", "Phq9 15", IsLower: true, Certainty.Shown, "- case: somebody"),
        ],
        IsComplete: true);

    internal static AnswerCell Cell { get; } = new()
    {
        Call = DecisionCall.Review,
        OutcomeBefore = Outcome.StepUp,
        StepBefore = Step.High,
        OutcomeAfter = Outcome.Continue,
        StepAfter = Step.Low,
        Decisions = 17,
        Episodes = 12,
        IsLower = true,
        LosesTasks = true,
        GainsTasks = true,
        Samples = ["services/leeds/episodes/ep-7/decisions/3"],
    };

    internal static Server.Publishing.BackTestAnswer BackTest { get; } = new(new BackTestProgress(1_000, 400, 17, 2), [Cell], 9, 1);

    private static RevisionName Name => new("talking-therapies", "2026.1", Digest);
}

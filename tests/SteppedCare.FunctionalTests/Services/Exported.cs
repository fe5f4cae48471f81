using System.Collections.Immutable;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>What an export may tell: one event of an episode after the other, numbered through.</summary>
internal static class Exported
{
    internal static ImmutableArray<ExportAnswer> Answers(int answers, int writes) =>
    [
        .. Enumerable.Range(0, answers).Select(answer => new ExportAnswer(
            [.. Enumerable.Range(answer * writes, writes).Select(Write)], At(((answer + 1) * writes) - 1), (answer + 1.0) / answers)),
    ];

    internal static string NameOf(int number) => $"services/leeds/episodes/ep-{number}";

    private static ExportedWrite Write(int number) => new(
        new EpisodeKey("leeds", $"ep-{number}"), 1, Some.Instant, At(number),
        [new ExportedEvent(new RecordedEvent("1.0", Some.Instant, new EpisodeEvent("", new DateOnly(2026, 11, 2), null, new StepDeclined(Step.Low)), Voided: false, ""))]);

    private static LogVector At(int number) => LogVector.Of(Enumerable.Repeat(new LogPosition(number + 1, 0), EpisodeTag.Buckets));
}

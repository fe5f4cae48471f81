using SteppedCare.Client;
using SteppedCare.V1;
using Task = System.Threading.Tasks.Task;
using static SteppedCare.Examples.Said;

namespace SteppedCare.Examples;

/// <summary>A caseload on one stream: each item is answered in order, or fails alone.</summary>
internal static class Caseload
{
    internal static async Task PlayAsync(SteppedCareClient portal, TriageRequest first)
    {
        const string Day = "2026-03-30";
        ReviewManyRequest[] items =
        [
            new() { Tag = "known", Review = Told.Review(first.Episode, Day, Told.Attended(Day)) },
            new() { Tag = "unknown", Review = Told.Review(Told.NewEpisode("nobody"), Day, Told.Attended(Day)) },
            new() { Tag = "known again", Review = Told.Review(first.Episode, Day) },
        ];
        await foreach (var answer in portal.ReviewManyAsync(items.ToAsyncEnumerable()))
        {
            Console.WriteLine($"caseload, {answer.Tag}: {(answer.Error is { } error ? Failed(SteppedCareError.Of(error)) : Advised(answer.Review.Clinician))}");
        }

        // What if, over a caseload: nothing is written.
        EvaluateManyRequest[] questions = [new() { Tag = "what if", Evaluate = Told.WhatIf(first.Episode, Day, Told.Session(Day, Told.Well)) }];
        await foreach (var answer in portal.EvaluateManyAsync(questions.ToAsyncEnumerable()))
        {
            Console.WriteLine($"caseload, {answer.Tag}: {Advised(answer.Evaluate.Assessment.Advice)}");
        }
    }
}

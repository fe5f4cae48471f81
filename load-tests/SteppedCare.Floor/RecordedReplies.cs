using SteppedCare.V1;

namespace SteppedCare.Floor;

/// <summary>Replies that the real service gave, read once.</summary>
internal sealed class RecordedReplies(string folder)
{
    internal ReviewResponse Review { get; } = ReviewResponse.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "review.bin")));

    internal EvaluateResponse Evaluate { get; } = EvaluateResponse.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "evaluate.bin")));
}

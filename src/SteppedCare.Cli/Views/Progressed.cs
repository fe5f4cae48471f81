namespace SteppedCare.Cli;

/// <summary>How far something long is.</summary>
/// <param name="Share">Of the whole, 0 to 1; null where nobody knows the whole.</param>
/// <param name="Text">What is shown beside the bar; null leaves it.</param>
internal readonly record struct Progressed(double? Share, string? Text = null);

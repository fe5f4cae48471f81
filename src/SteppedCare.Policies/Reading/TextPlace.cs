namespace SteppedCare.Policies;

/// <summary>Where something stands in a script or a case file.</summary>
/// <param name="Line">1-based; 0 where it has no place.</param>
/// <param name="Column">1-based; 0 where only the line is known.</param>
/// <param name="Length">Characters that it spans on that line; 0 where that is not known.</param>
internal readonly record struct TextPlace(int Line, int Column, int Length);

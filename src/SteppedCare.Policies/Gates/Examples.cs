namespace SteppedCare.Policies;

/// <summary>People who show something, as entries of cases.yaml.</summary>
internal static class Examples
{
    internal static string Of(Counterexample? example, Counterexample? neighbour) => (example, neighbour) switch
    {
        (null, _) => "",
        (_, null) => example.Case,
        _ => $"{example.Case.TrimEnd()}\n\n{neighbour.Case}",
    };
}

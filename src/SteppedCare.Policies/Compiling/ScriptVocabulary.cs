using Microsoft.CodeAnalysis;

namespace SteppedCare.Policies;

/// <summary>Where in a script an operation stands; each place knows different words.</summary>
internal enum Place
{
    Registration,
    Condition,
    Expectation,

    /// <summary>Which count a watch looks at.</summary>
    Selector,
}

/// <summary>Which of Core's types a script may use, and as what.</summary>
internal static class ScriptVocabulary
{
    internal static bool IsCore(ISymbol? symbol) => symbol?.ContainingAssembly?.Name == CoreVocabulary.Assembly;

    internal static bool IsCase(ITypeSymbol? type) => IsCore(type) && CoreVocabulary.Cases.Contains(type!.Name);

    internal static bool IsWatched(ITypeSymbol? type) => IsCase(type) || (IsCore(type) && CoreVocabulary.Watched.Contains(type!.Name));

    internal static bool IsFactGroup(ITypeSymbol? type) => IsCore(type) && CoreVocabulary.FactGroups.Contains(type!.Name);

    internal static bool IsFact(ITypeSymbol? type) => IsCore(type) && CoreVocabulary.FactTypes.Contains(type!.MetadataName);

    internal static bool IsLanguage(ITypeSymbol? type) => IsCore(type) && CoreVocabulary.Language.Contains(type!.MetadataName);

    internal static bool IsView(ITypeSymbol? type) => IsCore(type) && type!.Name == nameof(DecisionView);

    internal static bool IsWordList(ITypeSymbol? type) => IsCore(type) && type is { TypeKind: TypeKind.Enum } && CoreVocabulary.Lists.Contains(type.Name);

    internal static bool IsBook(ITypeSymbol? type) => IsCore(type) && type!.Name is nameof(Rulebook) or nameof(InvariantBook);

    /// <summary>Safety("..."), Triage("..."), and the other words that name what follows.</summary>
    internal static bool BeginsRule(IMethodSymbol method) =>
        IsBook(method.ContainingType) && method.Name is "Safety" or "Triage" or "Review" or "Adjust" or "Watch" or "AtTriage" or "AtReview";
}

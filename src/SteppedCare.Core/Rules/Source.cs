using System.Collections.Immutable;

namespace SteppedCare;

/// <summary>
/// Where a rule comes from: guidelines and studies by <c>Source("NICE NG222", "Delgadillo 2014")</c>, or the clinic's own reasoning by
/// <c>Judgement("domain 6, hazard H-03")</c>. A judgement never goes under a guideline's name.
/// </summary>
public readonly record struct Source
{
    private readonly ImmutableArray<string> _texts;

    internal Source(bool isJudgement, ImmutableArray<string> texts)
    {
        IsJudgement = isJudgement;
        _texts = texts;
    }

    internal bool IsJudgement { get; }

    internal ImmutableArray<string> Texts => _texts.IsDefault ? [] : _texts;

    /// <summary>As it stands in a reply: a judgement says that it is one.</summary>
    internal ImmutableArray<string> Citations => IsJudgement ? [.. Texts.Select(text => $"judgement: {text}")] : Texts;

    /// <inheritdoc/>
    public bool Equals(Source other) => IsJudgement == other.IsJudgement && Texts.SequenceEqual(other.Texts);

    /// <inheritdoc/>
    public override int GetHashCode() => Texts.Aggregate(IsJudgement.GetHashCode(), HashCode.Combine);

    /// <inheritdoc/>
    public override string ToString() => string.Join("; ", Citations);
}

using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>How a story is laid out in time where what is wanted leaves it open: one of a few ways of each kind.</summary>
internal readonly record struct StoryLayout(ImmutableArray<int> Ways)
{
    /// <summary>How many ways there are of each kind; of courses as many as were found.</summary>
    private static readonly ImmutableArray<int> s_options = [int.MaxValue, 2, 3, 3, 3, 3, 3, 4, 2, 2];

    internal static StoryLayout First { get; } = new([.. Enumerable.Repeat(0, s_options.Length)]);

    internal int Course => Ways[0];

    /// <summary>The present scores are of today, not of the last measured session.</summary>
    internal bool IsLate => Ways[1] == 1;

    /// <summary>By how many days the pair's last score comes before that of PHQ-9; below zero the other way round.</summary>
    internal int Aside => Ways[2] switch { 0 => 0, 1 => 1, _ => -1 };

    /// <summary>How many of the present scores are told once more before they are.</summary>
    internal int Again => Ways[3];

    /// <summary>Days between the score before and the present one.</summary>
    internal int Gap => Ways[4] switch { 0 => 7, 1 => 3, _ => 21 };

    /// <summary>Where the first scores are: at the first session of the step, at the referral, or long before the first session.</summary>
    internal StoryBaseline Baseline => (StoryBaseline)Ways[5];

    /// <summary>By how much WSAS rises where nothing is wanted of it; null where it is not told.</summary>
    internal int? WorkRise => Ways[6] switch { 0 => null, 1 => 0, _ => 9 };

    /// <summary>Sessions at the step, where any number will do.</summary>
    internal int Sessions => Ways[7] switch { 0 => 1, 1 => 0, 2 => 2, _ => 4 };

    /// <summary>Sessions follow each other day by day up to the last.</summary>
    internal bool IsEarly => Ways[8] == 1;

    /// <summary>The present total beside PHQ-9 has an item left out.</summary>
    internal bool IsProRated => Ways[9] == 1;

    /// <summary>Those that differ from this one in one kind.</summary>
    internal IEnumerable<StoryLayout> Others(int courses)
    {
        for (var kind = 0; kind < Ways.Length; kind++)
        {
            for (var way = 0; way < Math.Min(s_options[kind], kind == 0 ? courses : int.MaxValue); way++)
            {
                if (way != Ways[kind])
                {
                    yield return new StoryLayout(Ways.SetItem(kind, way));
                }
            }
        }
    }
}

internal enum StoryBaseline
{
    FirstSession,
    Referral,
    LongBefore,
}

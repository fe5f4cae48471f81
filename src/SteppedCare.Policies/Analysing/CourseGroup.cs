using System.Collections.Immutable;

namespace SteppedCare.Policies;

/// <summary>Courses on the same branches, one of each kind; named after the kinds.</summary>
internal sealed class CourseGroup
{
    internal CourseGroup(Branches branches, IEnumerable<MeasureClass> courses)
    {
        Branches = branches;
        Kinds = [.. courses.DistinctBy(course => course.Kind).OrderBy(course => course.Kind)];
        Name = string.Join(',', Kinds.Select(course => course.Kind));
        HasUnpaired = Kinds.Any(course => course.Taken != Taken.Paired);
    }

    internal Branches Branches { get; }

    internal ImmutableArray<MeasureClass> Kinds { get; }

    internal string Name { get; }

    internal bool HasUnpaired { get; }

    /// <summary>One for each way to lie on the branches.</summary>
    internal static List<CourseGroup> Of(IEnumerable<MeasureClass> courses) => [.. courses.GroupBy(one => one.Branches).Select(group => new CourseGroup(group.Key, group))];
}

namespace SteppedCare;

/// <summary>The figures of an episode once more for each group that the person belongs to: those that an equity report reads, by month alone.</summary>
internal static class GroupFigures
{
    internal static void Add(Contribution to, CareCourse course, AuditRecord audit)
    {
        var whole = Contribution.None;
        AdjustmentFigures.Add(whole, course);
        whole.Add(to);
        var groups = GroupsOf(course, audit).Places.ToList();
        foreach (var (slice, figure, count) in whole.Counts.Where(each => each.Slice is { Rule: null, Clinician: null } && EquityCatalogue.Reads(Closings.Told(each.Figure))).ToList())
        {
            foreach (var group in groups)
            {
                to.Add(Slice.Of(slice.Month, group), figure, count);
            }
        }
    }

    // Whoever refused that their record is used for reports counts where nothing was recorded.
    private static AuditGroups GroupsOf(CareCourse course, AuditRecord audit) =>
        course.RefusesReports ? AuditGroups.None : audit.GroupsAt(course.History.Version);
}

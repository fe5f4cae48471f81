using static SteppedCare.Tests.Due.Watched;
using static SteppedCare.Tests.Episodes.Story;

namespace SteppedCare.Tests.Due;

/// <summary>What the clock has to tell people of where the record was corrected.</summary>
public sealed class CorrectedNoticesTests
{
    [Fact]
    public void A_wait_that_begins_anew_is_told_anew() =>
        Assert.Equal(
            [Start(140), Start(170), Start(200)],
            Dues(Begun().Tell(Day(7), Treated()).Notice("no-contact", Start(67), TaskKind.NoContact).Tell(Day(80), Treated()), 81, NoContact));

    [Fact]
    public void A_correction_that_moves_a_wait_back_tells_nothing_again()
    {
        var story = Begun().Tell(Day(7), Treated()).Notice("no-contact", Start(67), TaskKind.NoContact).Tell(Day(70), new Corrected("2.0", Day(5), null, Treated()));

        Assert.Equal([Start(95), Start(125)], Dues(story, 71, NoContact));
    }

    [Fact]
    public void A_correction_that_moves_a_wait_on_tells_no_number_again_and_the_next_contact_begins_anew()
    {
        var story = Begun().Tell(Day(7), Treated());
        Tell(story, 68, NoContact);
        story.Tell(Day(70), new Corrected("2.0", Day(9), null, Treated()));
        Assert.Equal([Start(99), Start(129)], Dues(story, 71, NoContact));

        Assert.Equal([Start(140), Start(170), Start(200)], Dues(story.Tell(Day(80), Treated()), 81, NoContact));
    }

    [Fact]
    public void A_correction_of_a_step_or_a_session_tells_no_overdue_review_again()
    {
        var byDays = Begun().Tell(Day(0), new StepStarted(Step.Low));
        Tell(byDays, 29, Overdue);
        Assert.Equal([Start(44)], Dues(byDays.Tell(Day(30), new Corrected("2.0", Day(2), null, new StepStarted(Step.Low))), 31, Overdue));

        var bySessions = AtLow().Session(3, 12, 9).Session(5, 12, 9).Session(7, 12, 9).Session(9, 12, 9);
        Tell(bySessions, 10, Overdue);
        Assert.Equal([Start(25)], Dues(bySessions.Tell(Day(12), new Corrected("6.0", Day(11), null, Treated())), 12, Overdue));
    }

    [Fact]
    public void A_correction_of_sessions_that_were_told_or_decided_about_tells_nothing_again()
    {
        var told = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed());
        Tell(told, 15, MissedTwice);
        Assert.Empty(Dues(told.Tell(Day(20), new Corrected("4.0", Day(15), null, Missed())), 21, MissedTwice));

        var decided = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed()).Review(15).Tell(Day(20), new Corrected("4.0", Day(13), null, Missed()));
        Assert.Empty(Dues(decided, 21, MissedTwice));
    }

    [Fact]
    public void A_second_miss_that_only_a_correction_tells_of_is_told_on_the_morning_after_it_whatever_was_decided_before()
    {
        var story = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Treated()).Review(15);
        Assert.Empty(Dues(story, 19, MissedTwice));

        story.Tell(Day(20), new Corrected("4.0", Day(14), null, Missed()));
        Assert.Equal([Start(21)], Dues(story, 20, MissedTwice));

        Tell(story, 21, MissedTwice);
        Assert.Empty(Dues(story.Tell(Day(22), new Corrected("3.0", Day(8), null, Missed())), 30, MissedTwice));
    }

    [Fact]
    public void Two_sessions_that_a_withdrawal_leaves_without_a_score_are_told_on_the_morning_after_it()
    {
        var story = AtLow().Session(7, 12, 9).Tell(Event(Day(14), Treated()), Event(Day(14), Phq9(12))).Tell(Day(21), Treated()).Review(22);
        Assert.Empty(Dues(story, 25, Unscored));

        story.Tell(Day(26), new Voided("4.1", VoidReason.EnteredInError));
        Assert.Equal([Start(27)], Dues(story, 26, Unscored));
    }

    [Fact]
    public void What_a_correction_took_back_before_its_morning_is_nobodys_news()
    {
        var story = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed()).Tell(Day(14), new Corrected("4.0", Day(14), null, Treated()));

        Assert.Empty(Dues(story, 15, MissedTwice));
    }

    // What was told stays told: a person closes the task. The same sessions are never told again; another one is news.
    [Fact]
    public void A_number_that_a_correction_took_back_is_told_anew_by_another_session_and_not_by_the_same()
    {
        var same = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed());
        Tell(same, 15, MissedTwice);
        same.Tell(Day(16), new Corrected("4.0", Day(14), null, Treated()));
        Assert.Equal([TaskKind.ReachOut], same.History.OpenTasks.Select(task => task.Kind));
        Assert.Empty(Dues(same.Tell(Day(18), new Corrected("4.0", Day(14), null, Missed())), 30, MissedTwice));

        var another = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed());
        Tell(another, 15, MissedTwice);
        another.Tell(Day(16), new Corrected("3.0", Day(7), null, Treated())).Tell(Day(21), Missed());
        Assert.Equal([Start(22)], Dues(another, 21, MissedTwice));
    }

    [Fact]
    public void A_session_withdrawn_of_more_than_were_told_tells_nothing_again_and_neither_does_one_told_late()
    {
        var withdrawn = AtLow().Tell(Day(7), Treated()).Tell(Day(14), Treated()).Tell(Day(21), Treated());
        Tell(withdrawn, 22, Outgrown);
        withdrawn.Tell(Day(28), Treated()).Tell(Day(29), new Voided("3.0", VoidReason.EnteredInError));
        Assert.Empty(Dues(withdrawn, 40, Outgrown));

        var late = AtLow().Tell(Day(7), Missed()).Tell(Day(21), Missed());
        Tell(late, 22, MissedTwice);
        Assert.Empty(Dues(late.Record(30, Event(Day(14), Missed())), 40, MissedTwice));
    }

    [Fact]
    public void Sessions_that_a_decision_knew_of_are_not_told_where_they_were_corrected_and_corrected_back()
    {
        var story = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed()).Review(14)
            .Tell(Day(16), new Corrected("4.0", Day(14), null, Treated())).Tell(Day(18), new Corrected("4.0", Day(14), null, Missed()));
        Assert.Empty(Dues(story, 30, MissedTwice));

        var decidedWithout = AtLow().Tell(Day(7), Missed()).Tell(Day(14), Missed())
            .Tell(Day(14), new Corrected("4.0", Day(14), null, Treated())).Review(15).Tell(Day(18), new Corrected("4.0", Day(14), null, Missed()));
        Assert.Equal([Start(19)], Dues(decidedWithout, 30, MissedTwice));
    }

    [Fact]
    public void A_wait_that_a_decision_could_not_know_of_is_told_though_its_numbers_lie_before_the_decision()
    {
        var story = Begun().Tell(Day(125), Treated()).Review(130);
        Assert.Equal([Start(185), Start(215), Start(245)], Dues(story, 131, NoContact));

        story.Tell(Day(131), new Voided("2.0", VoidReason.EnteredInError));
        Assert.Equal([Start(60), Start(90), Start(120)], Dues(story, 131, NoContact));
        Tell(story, 132, NoContact);
        Tell(story, 132, NoContact);
        Tell(story, 132, NoContact);
        Assert.Empty(Dues(story, 400, NoContact));

        var known = Begun().Tell(Day(125), Missed()).Review(130).Tell(Day(131), new Corrected("2.0", Day(124), null, Missed()));
        Assert.Empty(Dues(known, 400, NoContact));
    }

    [Fact]
    public void A_wait_that_a_withdrawal_makes_longer_is_told_at_each_number_beyond_the_last_one_told()
    {
        var story = Begun().Tell(Day(7), Treated()).Tell(Day(40), Treated());
        Tell(story, 100, NoContact);
        story.Tell(Day(110), new Voided("3.0", VoidReason.EnteredInError));

        Assert.Equal([Start(97), Start(127)], Dues(story, 110, NoContact));
    }

    [Fact]
    public void A_number_is_told_though_a_correction_moved_the_wait_by_just_what_lies_between_two()
    {
        var story = Begun().Tell(Day(125), Treated());
        Tell(story, 185, NoContact);
        story.Tell(Day(190), new Corrected("2.0", Day(95), null, Treated()));
        Assert.Equal([Start(185).AddSeconds(1), Start(215)], Dues(story, 190, NoContact));

        Tell(story, 190, NoContact);
        Assert.Equal([Start(215)], Dues(story, 191, NoContact));
    }

    [Fact]
    public void Numbers_that_were_told_of_a_wait_are_not_told_of_the_same_days_again_though_another_wait_was_told_in_between()
    {
        var story = Begun();
        Tell(story, 60, NoContact);
        Tell(story, 90, NoContact);
        Tell(story, 120, NoContact);
        story.Tell(Day(125), Treated());
        Tell(story, 185, NoContact);

        Assert.Empty(Dues(story.Tell(Day(190), new Corrected("5.0", Day(1), null, Treated())), 400, NoContact));
    }
}

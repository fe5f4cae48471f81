using Grpc.Core;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.EndToEnd;

/// <summary>What cannot be so is refused with the name of every field, by every call that is told it, and changes nothing. Never clamped, never guessed.</summary>
[Collection(nameof(BothServers))]
public sealed class BadEventTests(BothServers servers)
{
    private const string Invalid = "INVALID_FIELDS";

    private static readonly Dictionary<string, Bad> s_bad = new()
    {
        ["an item of four"] = new(() => A.Phq9Items(0, 4, 0, 0, 0, 0, 0, 0, 0), Invalid, "score_recorded.items[1]"),
        ["a fraction of an item"] = new(() => A.Phq9Items(0, 0, 1.5, 0, 0, 0, 0, 0, 0), Invalid, "score_recorded.items[2].value"),
        ["an item below zero"] = new(() => A.Phq9Items(-1, 0, 0, 0, 0, 0, 0, 0, 0), Invalid, "score_recorded.items[0].value"),
        ["eight items of nine"] = new(() => A.Phq9Items(0, 0, 0, 0, 0, 0, 0, 0), Invalid, "score_recorded.items"),
        ["ten items of nine"] = new(() => A.Phq9Items(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), Invalid, "score_recorded.items"),
        ["an instrument of another world"] = new(() => A.Total((Wire.Instrument)99, 3), Invalid, "score_recorded.instrument"),
        ["no instrument"] = new(() => A.Total(Wire.Instrument.Unspecified, 3), Invalid, "score_recorded.instrument"),
        ["a total above the instrument's"] = new(() => A.Wsas(41), Invalid, "score_recorded.total"),
        ["a total below zero"] = new(() => A.Gad7(-1), Invalid, "score_recorded.total"),
        ["half a point"] = new(() => A.Gad7(9.5), Invalid, "score_recorded.total"),
        ["neither items nor a total"] = new(() => A.Phq9Items(), Invalid, "score_recorded.items"),
        ["a total that is not the sum"] = new(() => Change(A.Phq9(12), told => told.ScoreRecorded.Total = 13), Invalid, "score_recorded.total"),
        ["a question of WSAS that applies to everybody"] = new(() => Wsas(notApplicable: 1), Invalid, "score_recorded.items[1]"),
        ["a question that does not apply, with an answer"] = new(
            () => Change(Wsas(notApplicable: 0), told => told.ScoreRecorded.Items[0].Value = 3), Invalid, "score_recorded.items[0].not_applicable"),
        ["a day to come"] = new(() => A.Session().On("2026-11-24"), Invalid, "happened_on"),
        ["an hour to come"] = new(() => Change(A.Session().On("2026-11-23"), told => told.TimeOfDay = "09:06"), Invalid, "time_of_day"),
        ["no day"] = new(() => A.Session().On(""), Invalid, "happened_on"),
        ["a day that is none"] = new(() => A.Session().On("2026-11-31"), Invalid, "happened_on"),
        ["nothing"] = new(() => new() { HappenedOn = A.Asked }, Invalid, ""),
        ["an appointment for nothing"] = new(
            () => Change(A.Session(), told => told.Contact.AppointmentType = Wire.AppointmentType.Unspecified), Invalid, "contact.appointment_type"),
        ["a therapy that is no code"] = new(() => Change(A.Session(), told => told.Contact.TherapyCode = 12), Invalid, "contact.therapy_code"),
        ["an attended session that was called off"] = new(
            () => Change(A.Session(), told => told.Contact.CancelledBy = Wire.CancelledBy.Person), Invalid, "contact.cancelled_by"),
        ["one question answered twice"] = new(
            () => Change(A.Said(Wire.RiskTopic.Plan, Wire.Answer.Yes), told => told.RiskAnswered.Answers.Add(told.RiskAnswered.Answers[0])), Invalid, "risk_answered.answers[1].topic"),
        ["a consent that is neither"] = new(() => Change(A.AutomatedSupport(true), told => told.ConsentChanged.ClearGiven()), Invalid, "consent_changed.given"),
        ["a correction without a replacement"] = new(() => Change(A.Withdrawal("1.1"), told => told.Corrected = new() { EventId = "1.1" }), Invalid, "corrected.replacement"),
        ["an age of 121"] = new(() => new() { HappenedOn = A.Asked, CircumstancesAnswered = new() { AgeYears = 121 } }, Invalid, "circumstances_answered.age_years"),
        ["an id with a blank"] = new(() => A.Session().Named("session 1"), Invalid, "id"),
        ["a session before the referral"] = new(() => A.Session().On("2026-11-01"), "BEFORE_REFERRAL", "happened_on"),
        ["a second referral"] = new(() => A.Referral, "REFERRAL_EXISTS", ""),
    };

    public static TheoryData<string> BadEvents => [.. s_bad.Keys];

    [Theory]
    [MemberData(nameof(BadEvents))]
    public async Task It_is_refused_to_tell_of(string what)
    {
        var bad = s_bad[what];
        foreach (var store in new[] { BothServers.Embedded, BothServers.Redis })
        {
            var (course, stranger) = (servers.On(store).Course(), servers.On(store).Course());
            await course.TriageAsync(A.Mild);

            Check(bad, 1, await course.RefusedAsync(bad.Reason, () => course.TriageAsync(A.Session(), bad.Event())));
            Check(bad, 0, await course.RefusedAsync(bad.Reason, () => course.ReviewAsync(bad.Event())));
            Check(bad, 0, await course.RefusedAsync(bad.Reason, () => course.RecordAsync(bad.Event())));
            Check(bad, 0, await course.RefusedAsync(bad.Reason, () => course.EvaluateAsync(Wire.DecisionCall.Review, bad.Event())));
            Check(bad, 4, await stranger.RefusedAsync(bad.Reason, () => stranger.TriageAsync([.. A.Mild, bad.Event()])));
        }
    }

    [Theory, OnBothStores]
    public async Task Every_field_whose_form_is_wrong_is_named(string store)
    {
        var course = servers.On(store).Course();
        var request = course.TriageRequest(A.Referral, A.Phq9Items(0.5, 0, 0, 0, 0, 0, 0, 0, 1.5), A.Session().On("yesterday"), new Wire.Event());
        request.RequestId = "";
        request.AuditAttributes = new() { Ethnicity = "not a code" };
        request.PatientExperience.Add(new Wire.PatientExperience { Id = "a b", CompletedOn = "yesterday" });

        var failure = await course.RefusedAsync(Invalid, () => course.SendAsync(request));

        Assert.Equal(
            [
                "audit_attributes.ethnicity",
                "events[1].score_recorded.items[0].value",
                "events[1].score_recorded.items[8].value",
                "events[2].happened_on",
                "events[3]",
                "events[3].happened_on",
                "patient_experience[0].completed_on",
                "patient_experience[0].id",
                "patient_experience[0].questionnaire",
                "request_id",
            ],
            failure.Fields.Order(StringComparer.Ordinal));
    }

    [Theory, OnBothStores]
    public async Task What_is_wrong_in_form_and_what_is_wrong_in_content_is_told_together(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);
        var request = course.ReviewRequest(A.Wsas(41), A.Phq9Items(0, 0, 1.5, 0, 0, 0, 0, 0, 0), A.Correction("1.1", A.Gad7(22)), A.Session());
        request.AsOf = new() { Nanos = -1 };

        var failure = await course.RefusedAsync(Invalid, () => course.SendAsync(request));

        Assert.Equal(
            ["as_of", "events[0].score_recorded.total", "events[1].score_recorded.items[2].value", "events[2].corrected.replacement.score_recorded.total"],
            failure.Fields.Order(StringComparer.Ordinal));
    }

    [Theory, OnBothStores]
    public async Task Everything_that_cannot_be_so_in_this_episode_is_named(string store)
    {
        var course = servers.On(store).Course();
        await course.TriageAsync(A.Mild);

        var failure = await course.RefusedAsync(
            Invalid, () => course.RecordAsync(A.Wsas(41), A.Session().On("2026-12-24"), A.Session().On("2026-11-01"), A.Withdrawal("9.9"), A.Phq9Items(0, 0, 0, 0, 0, 0, 0, 0)));

        Assert.Equal(
            ["events[0].score_recorded.total", "events[1].happened_on", "events[2].happened_on", "events[3].voided.event_id", "events[4].score_recorded.items"],
            failure.Fields.Order(StringComparer.Ordinal));
    }

    private static void Check(Bad bad, int index, Services.Failure failure)
    {
        Assert.Equal(bad.Reason == Invalid ? StatusCode.InvalidArgument : StatusCode.FailedPrecondition, failure.Code);
        Assert.Equal(bad.Field.Length == 0 ? $"events[{index}]" : $"events[{index}].{bad.Field}", Assert.Single(failure.Fields));
    }

    private static Wire.Event Change(Wire.Event told, Action<Wire.Event> change)
    {
        change(told);
        return told;
    }

    private static Wire.Event Wsas(int notApplicable)
    {
        var score = new Wire.ScoreRecorded { Instrument = Wire.Instrument.Wsas };
        for (var item = 0; item < 5; item++)
        {
            score.Items.Add(item == notApplicable ? new Wire.ItemAnswer { NotApplicable = true } : new Wire.ItemAnswer { Value = 2 });
        }

        return new() { HappenedOn = A.Asked, ScoreRecorded = score };
    }

    private sealed record Bad(Func<Wire.Event> Event, string Reason, string Field);
}

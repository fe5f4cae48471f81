using Google.Protobuf;
using Grpc.Core;
using SteppedCare.Server.Decisions;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Services;

/// <summary>Questionnaires about the experience of care: every field of the wrong form is named, and what is well formed arrives as it was told.</summary>
public sealed class ExperienceFormTests
{
    private const string Letters65 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdefx";

    [Theory]
    [InlineData("""{"completed_on":"2026-11-03","assessment":{}}""", "id")]
    [InlineData("""{"id":"a b","completed_on":"2026-11-03","assessment":{}}""", "id")]
    [InlineData("{\"id\":\"" + Letters65 + "\",\"completed_on\":\"2026-11-03\",\"assessment\":{}}", "id")]
    [InlineData("""{"id":"a","assessment":{}}""", "completed_on")]
    [InlineData("""{"id":"a","completed_on":"2026-2-3","assessment":{}}""", "completed_on")]
    [InlineData("""{"id":"a","completed_on":"2026-02-30","treatment":{}}""", "completed_on")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03"}""", "questionnaire")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","assessment":{"informed":4}}""", "assessment.informed")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","assessment":{"preferred":-1}}""", "assessment.preferred")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","assessment":{"offered":2147483647}}""", "assessment.offered")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","assessment":{"employment_covered":5}}""", "assessment.employment_covered")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","assessment":{"satisfied":6}}""", "assessment.satisfied")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","treatment":{"listened":7}}""", "treatment.listened")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","treatment":{"understood":7}}""", "treatment.understood")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","treatment":{"involved":-7}}""", "treatment.involved")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","treatment":{"helped":100}}""", "treatment.helped")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","treatment":{"confident":8}}""", "treatment.confident")]
    [InlineData("""{"id":"a","completed_on":"2026-11-03","treatment":{"employment_helped":7}}""", "treatment.employment_helped")]
    [InlineData("""{"id":"first","completed_on":"2026-11-03","treatment":{"listened":1}}""", "id")]
    public async Task A_questionnaire_of_the_wrong_form_is_refused_by_the_path_of_its_field(string json, string path)
    {
        await using var host = await WireHost.StartAsync();
        var told = JsonParser.Default.Parse<Wire.PatientExperience>(json);

        var failures = new[]
        {
            await WireHost.FailureOf(host.Decisions.TriageAsync(With(Some.Triage(Some.Referral), request => request.PatientExperience, told))),
            await WireHost.FailureOf(host.Decisions.ReviewAsync(With(Some.Review(), request => request.PatientExperience, told))),
            await WireHost.FailureOf(host.Decisions.RecordEventsAsync(With(Some.Record(), request => request.PatientExperience, told))),
        };

        Assert.All(failures, failure => Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS"), (failure.Code, failure.Reason)));
        Assert.All(failures, failure => Assert.Equal([$"patient_experience[1].{path}"], failure.Fields));
        Assert.Empty(host.Engine.Asked);
    }

    [Fact]
    public async Task More_than_ten_are_refused()
    {
        await using var host = await WireHost.StartAsync();
        var request = Some.Record();
        request.PatientExperience.AddRange(Enumerable.Range(0, 11).Select(number =>
            new Wire.PatientExperience { Id = $"{number}", CompletedOn = "2026-11-03", Treatment = new() }));

        var failure = await WireHost.FailureOf(host.Decisions.RecordEventsAsync(request));

        Assert.Equal(["patient_experience"], failure.Fields);
        request.PatientExperience.RemoveAt(10);
        await host.Decisions.RecordEventsAsync(request).ResponseAsync.WaitAsync(WireHost.Patience);
    }

    [Fact]
    public async Task Every_answer_arrives_under_its_question_and_what_was_not_answered_as_not_answered()
    {
        await using var host = await WireHost.StartAsync();
        var request = Some.Record();
        request.PatientExperience.Add(JsonParser.Default.Parse<Wire.PatientExperience>(
            """{"id":"a","completed_on":"2026-11-03","assessment":{"informed":1,"preferred":2,"offered":3,"satisfied":5}}"""));
        request.PatientExperience.Add(JsonParser.Default.Parse<Wire.PatientExperience>(
            """{"id":"t","completed_on":"2026-11-04","treatment":{"listened":1,"understood":2,"helped":4,"confident":5,"employment_helped":6}}"""));

        await host.Decisions.RecordEventsAsync(request).ResponseAsync.WaitAsync(WireHost.Patience);

        var told = Assert.IsType<RecordCommand>(host.Engine.OnlyAsked).Experience;
        Assert.Equal(["a 11/03/2026 Assessment 1 2 3 0 5", "t 11/04/2026 Treatment 1 2 0 4 5 6"], told.Select(each =>
            FormattableString.Invariant($"{each.Id} {each.CompletedOn} {each.Kind} {string.Join(' ', each.Answers)}")));
    }

    private static TRequest With<TRequest>(
        TRequest request, Func<TRequest, Google.Protobuf.Collections.RepeatedField<Wire.PatientExperience>> of, Wire.PatientExperience told)
    {
        of(request).AddRange([new Wire.PatientExperience { Id = "first", CompletedOn = "2026-11-03", Treatment = new() }, told]);
        return request;
    }
}

using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Services;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>Every unary method answers the same through every door.</summary>
public sealed class EveryMethodTests
{
    private const string DecisionName = "services/leeds/episodes/ep-7/decisions/3";
    private const string TaskName = "services/leeds/episodes/ep-7/tasks/second-appointment-wait";

    // What is not here is new, and nobody asked it through these doors.
    private static readonly Dictionary<string, IMessage> s_requests = new(SomePolicy.Requests)
    {
        ["Triage"] = Some.Triage(Some.Referral),
        ["Review"] = Some.Review(Some.Referral),
        ["RecordEvents"] = Some.Record(Some.Referral),
        ["Evaluate"] = new Wire.EvaluateRequest { Service = "leeds", Call = Wire.DecisionCall.Triage, Events = { Some.Referral } },
        ["GetEpisode"] = new Wire.GetEpisodeRequest { Service = "leeds", Episode = "ep-7" },
        ["GetDecision"] = new Wire.GetDecisionRequest { Name = DecisionName },
        ["ConfirmDecision"] = new Wire.ConfirmDecisionRequest { Name = DecisionName, RequestId = "r1", Clinician = "dr-c", Accept = new() { ChecklistsDone = true }, Note = "Ā „quoted“ \\ / \"<note>\" 💬" },
        ["AcknowledgeTask"] = new Wire.AcknowledgeTaskRequest { Name = TaskName, RequestId = "r1", Person = "dr-a", SeenVersion = 1 },
        ["CloseTask"] = new Wire.CloseTaskRequest { Name = TaskName, RequestId = "r1", Person = "dr-a", Reason = Wire.TaskCloseReason.SafetyPlanAgreed, SeenVersion = 4 },
        ["ListWorklist"] = new Wire.ListWorklistRequest
        {
            Service = "leeds",
            Kinds = { Wire.TaskKind.SameDay, Wire.TaskKind.ReviewDue },
            Steps = { Wire.Step.Low, Wire.Step.Unspecified },
            MinimumAge = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(TimeSpan.FromDays(2)),
            Acknowledgement = Wire.Acknowledgement.Awaited,
            PageSize = 7,
        },
        ["ListDecisions"] = new Wire.ListDecisionsRequest
        {
            Service = "leeds",
            From = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(Some.Instant),
            Outcomes = { Wire.Outcome.StepUp },
            Call = Wire.DecisionCall.Review,
            Version = "2026.1",
            PageSize = 7,
        },
        ["GetFidelityReport"] = new Wire.GetFidelityReportRequest
        {
            Services = { "leeds" },
            FromMonth = "2026-01",
            ToMonth = "2026-03",
            Grouping = Wire.ReportGrouping.Month,
            Measures = { "recovery", "official-step-up-of-low-first" },
        },
        ["GetEquityReport"] = new Wire.GetEquityReportRequest
        {
            Services = { "leeds" },
            FromMonth = "2026-01",
            ToMonth = "2026-03",
            Axes = { Wire.EquityAxis.EthnicGroup, Wire.EquityAxis.Age },
            Measures = { "reliable-recovery" },
        },
        ["Check"] = new HealthCheckRequest { Service = "steppedcare.v1.DecisionService" },
    };

    public static TheoryData<string, string, string> Doors()
    {
        var doors = new TheoryData<string, string, string>();
        foreach (var method in OfferedServices.All.SelectMany(service => service.Methods).Where(method => !method.IsClientStreaming && !method.IsServerStreaming))
        {
            foreach (var version in WebCaller.Versions)
            {
                doors.Add(method.FullName, WebCaller.Json, version.ToString());
                doors.Add(method.FullName, WebCaller.Proto, version.ToString());
            }
        }

        return doors;
    }

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_method_is_asked_and_answers_as_over_gRPC(string name, string form, string version)
    {
        var method = OfferedServices.All.SelectMany(service => service.Methods).Single(method => method.FullName == name);
        await using var host = await WireHost.StartAsync();
        host.Engine.Decision = Some.Decision(TaskKind.SameDay);
        using var web = new WebCaller(host.Addresses.Web, Version.Parse(version));

        var told = await web.AskAsync(method, s_requests[method.Name], form);
        var askedByWeb = Asked(host);
        var options = new CallOptions(SomePolicy.Lead);
        var expected = await host.Channel.CreateCallInvoker().AsyncUnaryCall(Described(method), null, options, s_requests[method.Name]).ResponseAsync.WaitAsync(WireHost.Patience);

        Assert.Equal(expected, told);
        Assert.NotEqual(0, told.CalculateSize());
        Assert.Equal(Shown(Asked(host)[askedByWeb.Length..]), Shown(askedByWeb));
    }

    private static object[] Asked(WireHost host) => [.. host.Engine.Asked, .. host.Desk.Asked, .. host.Oversight.Asked];

    // Records compare their arrays by place in memory; what they print is enough to tell one command from another.
    private static string Shown(object[] asked) => string.Join('\n', asked.Select(command => System.Text.Json.JsonSerializer.Serialize(command, command.GetType())));

    private static Method<IMessage, IMessage> Described(MethodDescriptor method) =>
        new(MethodType.Unary, method.Service.FullName, method.Name, Of(method.InputType), Of(method.OutputType));

    private static Marshaller<IMessage> Of(MessageDescriptor type) => Marshallers.Create<IMessage>(message => message.ToByteArray(), type.Parser.ParseFrom);
}

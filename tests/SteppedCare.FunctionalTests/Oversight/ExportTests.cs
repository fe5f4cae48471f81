using Google.Protobuf;
using Grpc.Core;
using Grpc.Net.Client;
using SteppedCare.FunctionalTests.EndToEnd;
using SteppedCare.FunctionalTests.Servers;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>What was recorded, taken home: all of it, once, in its order, and nothing that was never to leave.</summary>
[Collection(nameof(BothServers))]
public sealed class ExportTests(BothServers servers)
{
    private const string SameDay = "same-day";

    [Theory, OnBothStores]
    public async Task Every_write_is_told_once_in_its_order_and_each_record_can_be_read_alone(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        var decision = (await course.TriageAsync(A.MildWithRisk)).Clinician;
        await course.AcknowledgeAsync(SameDay, 1);
        await course.AcceptAsync(decision.Name);
        await course.CloseAsync(SameDay, 3);
        await course.RecordAsync(A.Started(Wire.Step.Low), A.Session());

        var records = await OfAsync(server, course, new() { WithFacts = true });

        Assert.Equal(["Event", "Event", "Event", "Event", "Decision", "Task", "Act", "Act", "Act", "Event", "Event"], records.Select(record => record.ContentCase.ToString()));
        Assert.Equal([1, 1, 1, 1, 1, 1, 2, 3, 4, 5, 5], records.Select(record => record.TrajectoryVersion));
        Assert.All(records, record => Assert.Equal((course.Name, AssembledServer.Monday.Stamp()), (record.Episode, record.RecordedAt)));
        var told = records.Single(record => record.Decision is not null).Decision;
        Assert.Equal(await course.GetDecisionAsync(decision.Name), told.Decision);
        Assert.Equal(("dr-a", decision.Advice.Rule, decision.Provenance.Digest), (told.Decision.Confirmation.Clinician, told.Decision.Advice.Rule, told.Decision.Provenance.Digest));
        Assert.Equal("12", told.Facts.Single(fact => fact.Fact == "Phq9").Value);
        var task = records.Single(record => record.Task is not null).Task;
        Assert.Equal((course.TaskName(SameDay), "nurse-b", Wire.TaskCloseReason.SafetyPlanAgreed), (task.Name, task.ClosedBy, task.CloseReason));
        Assert.Equal(
            [
                new() { Kind = Wire.HumanActKind.Acknowledged, Subject = course.TaskName(SameDay), Person = "nurse-b", SeenVersion = 1 },
                new() { Kind = Wire.HumanActKind.Accepted, Subject = decision.Name, Person = "dr-a", Outcome = decision.Advice.Outcome, Step = decision.Advice.Step },
                new() { Kind = Wire.HumanActKind.Closed, Subject = course.TaskName(SameDay), Person = "nurse-b", CloseReason = Wire.TaskCloseReason.SafetyPlanAgreed, SeenVersion = 3 },
            ],
            records.Select(record => record.Act).OfType<Wire.HumanAct>());
        Assert.Equal((await course.GetAsync()).Events, records.Select(record => record.Event).OfType<Wire.RecordedEvent>());

        Assert.Equal(["Act", "Act", "Act"], (await OfAsync(server, course, new() { Kinds = { Wire.ExportKind.Acts } })).Select(record => record.ContentCase.ToString()));
        Assert.Empty((await OfAsync(server, course, new() { Kinds = { Wire.ExportKind.Decisions } })).Single().Decision.Facts);
    }

    [Theory, OnBothStores]
    public async Task Days_are_those_of_the_service_on_which_it_was_recorded(string store)
    {
        var server = servers.On(store);
        var (one, two) = (server.Course(), server.Course());

        // A summer of its own for each store, in which midnight comes an hour before Greenwich's.
        var year = store == BothServers.Redis ? 2031 : 2030;
        server.Clock.Now = new DateTimeOffset(year, 6, 14, 22, 59, 59, TimeSpan.Zero);
        await one.TriageAsync(A.Mild);
        server.Clock.Now = new DateTimeOffset(year, 6, 14, 23, 0, 0, TimeSpan.Zero);
        await two.TriageAsync(A.Mild);

        Assert.Equal([one.Name], await DecidedAsync($"{year}-06-14", $"{year}-06-14"));
        Assert.Equal([two.Name], await DecidedAsync($"{year}-06-15", $"{year}-06-15"));
        Assert.Equal([one.Name, two.Name], await DecidedAsync($"{year}-06-14", $"{year}-06-15"));
        Assert.Empty(await DecidedAsync($"{year}-06-16", ""));

        async Task<IEnumerable<string>> DecidedAsync(string from, string to) =>
            (await RecordsAsync(server, new() { FromDay = from, ToDay = to, Kinds = { Wire.ExportKind.Decisions } })).Select(record => record.Episode);
    }

    [Theory, OnBothStores]
    public async Task A_whole_episode_comes_once_as_it_is_now_and_what_is_for_audit_or_for_colleagues_never(string store)
    {
        const string Secret = "Zx81Audit", Note = "between us: kV9note";
        var server = servers.On(store);
        var course = server.Course();
        var triage = course.TriageRequest(A.Mild);
        triage.AuditAttributes = new() { Ethnicity = Secret, Religion = Secret, DeprivationDecile = "7" };
        var decision = (await server.Decisions.TriageAsync(triage).ResponseAsync.WaitAsync(AssembledServer.Patience)).Clinician;
        var accept = course.AcceptRequest(decision.Name);
        accept.Note = Note;
        await server.Decisions.ConfirmDecisionAsync(accept).ResponseAsync.WaitAsync(AssembledServer.Patience);
        await course.RecordAsync(A.Started(Wire.Step.Low));

        var request = new Wire.ExportRequest { WithFacts = true };
        request.Kinds.AddRange(Enum.GetValues<Wire.ExportKind>().Where(kind => kind != Wire.ExportKind.Unspecified));
        var records = await OfAsync(server, course, request);

        var whole = Assert.Single(records, record => record.Whole is not null);
        var expected = await course.GetAsync();
        expected.NextDue = null;
        Assert.Equal((expected, 1), (whole.Whole, whole.TrajectoryVersion));
        foreach (var kept in (string[])[Secret, Note])
        {
            Assert.DoesNotContain(records, record => record.ToByteString().ToStringUtf8().Contains(kept, StringComparison.Ordinal));
        }
    }

    [Theory, OnBothStores]
    public async Task Nothing_is_missed_and_nothing_told_twice_wherever_connections_break(string store)
    {
        var server = servers.On(store);
        var courses = Enumerable.Range(0, 40).Select(_ => server.Course()).ToArray();
        await Task.WhenAll(courses.Select(course => course.TriageAsync(A.MildWithRisk)));
        var whole = Told(await RecordsAsync(server, new()));

        var chance = new Random(7);
        await using var frayed = new FrayedConnections(() => server.Address.Port, () => chance.Next(60_000, 100_000));
        frayed.Begin();
        var told = new List<Wire.ExportRecord>();
        var token = "";
        var isWhole = false;
        for (var attempt = 0; attempt < 500 && !isWhole; attempt++)
        {
            using var channel = GrpcChannel.ForAddress(frayed.Address);
            using var export = new Wire.OversightService.OversightServiceClient(channel).Export(new() { Service = Course.Service, ResumeToken = token }, Lead.Identity);
            try
            {
                while (await export.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(AssembledServer.Patience))
                {
                    told.AddRange(export.ResponseStream.Current.Records);
                    token = export.ResponseStream.Current.ResumeToken;
                }

                isWhole = true;
            }
            catch (RpcException)
            {
                // Cut: on with the last token.
            }
        }

        Assert.True(isWhole, "The export does not get on.");
        Assert.InRange(frayed.Cuts, 1, int.MaxValue);
        Assert.Equal(whole, Told(told));
        Assert.Equal(whole.Count, whole.Distinct().Count());

        // And what comes later is told by the last token of all.
        var later = server.Course();
        await later.TriageAsync(A.Mild);
        var more = await server.ExportAsync(new() { ResumeToken = token });
        Assert.All(more.SelectMany(message => message.Records), record => Assert.Equal(later.Name, record.Episode));
        Assert.NotEmpty(more[0].Records);
        Assert.Equal((1, 0), (more[^1].Progress, more[^1].Records.Count));
    }

    [Theory, OnBothStores]
    public async Task The_first_day_of_the_calendar_means_from_the_beginning(string store)
    {
        var server = servers.On(store);
        var course = server.Course();
        await course.TriageAsync(A.Mild);
        var first = new DateTimeOffset(1, 1, 1, 0, 0, 0, TimeSpan.Zero);

        Assert.NotEmpty(await OfAsync(server, course, new() { FromDay = "0001-01-01" }));
        Assert.Empty(await OfAsync(server, course, new() { FromDay = "0001-01-01", ToDay = "0001-01-01" }));
        var listed = await server.Leads.ListDecisionsAsync(new() { Service = Course.Service, From = first.Stamp() }, Lead.Identity).ResponseAsync.WaitAsync(AssembledServer.Patience);
        Assert.NotEmpty(listed.Decisions);
    }

    [Theory, OnBothStores]
    public async Task A_service_that_is_not_configured_and_the_token_of_another_question_are_refused_by_their_fields(string store)
    {
        var server = servers.On(store);
        var token = (await server.ExportAsync(new() { FromDay = "2019-01-01", ToDay = "2019-01-31" }))[^1].ResumeToken;
        using var nowhere = server.Leads.Export(new() { Service = "nowhere" }, Lead.Identity);
        using var other = server.Leads.Export(new() { Service = Course.Service, FromDay = "2019-01-01", ToDay = "2019-02-28", ResumeToken = token }, Lead.Identity);

        Assert.Equal((StatusCode.NotFound, "SERVICE_UNKNOWN", "service"), await nowhere.EndOfAsync() is var unknown ? (unknown.Code, unknown.Reason, Assert.Single(unknown.Fields)) : default);
        Assert.Equal((StatusCode.InvalidArgument, "resume_token"), await other.EndOfAsync() is var wrong ? (wrong.Code, Assert.Single(wrong.Fields)) : default);
    }

    internal static async Task<List<Wire.ExportRecord>> RecordsAsync(AssembledServer server, Wire.ExportRequest request) =>
        [.. (await server.ExportAsync(request)).SelectMany(message => message.Records)];

    private static async Task<List<Wire.ExportRecord>> OfAsync(AssembledServer server, Course course, Wire.ExportRequest request) =>
        [.. (await RecordsAsync(server, request)).Where(record => record.Episode == course.Name)];

    private static List<string> Told(IEnumerable<Wire.ExportRecord> records) =>
        [.. records.Select(record => $"{record.Episode} {record.TrajectoryVersion} {record.ContentCase} {record.Event?.Place}{record.Task?.Name}")];
}

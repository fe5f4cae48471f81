using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using SteppedCare.FunctionalTests.Connect;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Oversight;
using SteppedCare.Server.Publishing;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Oversight;

/// <summary>Who may ask, what may be asked, and how what is wrong is told.</summary>
public sealed class OversightRequestTests
{
    private static readonly string[] s_methods = [.. Wire.OversightService.Descriptor.Methods.Select(method => method.Name)];

    public static TheoryData<string> Unary => [.. Wire.OversightService.Descriptor.Methods.Where(method => !method.IsServerStreaming).Select(method => method.Name)];

    private static Wire.GetFidelityReportRequest Report(Action<Wire.GetFidelityReportRequest> spoil)
    {
        var report = new Wire.GetFidelityReportRequest { FromMonth = "2026-01", ToMonth = "2026-03" };
        spoil(report);
        return report;
    }

    private static Wire.GetEquityReportRequest Equity(Action<Wire.GetEquityReportRequest> spoil)
    {
        var report = new Wire.GetEquityReportRequest { FromMonth = "2026-01", ToMonth = "2026-03" };
        spoil(report);
        return report;
    }

    public static TheoryData<string, IMessage> Bad => new()
    {
        { "services[1]", Report(report => report.Services.Add(["leeds", "a b"])) },
        { "from_month", Report(report => report.FromMonth = "") },
        { "from_month", Report(report => report.FromMonth = "2026-1") },
        { "to_month", Report(report => report.ToMonth = "2026-13") },
        { "to_month", Report(report => report.ToMonth = "2025-12") },
        { "to_month", Report(report => report.ToMonth = "2036-01") },
        { "to_month", Report(report => (report.FromMonth, report.ToMonth) = ("0001-01", "9999-12")) },
        { "grouping", Report(report => report.Grouping = (Wire.ReportGrouping)9) },
        { "measures[0]", Report(report => report.Measures.Add("recover")) },
        { "services[0]", Equity(report => report.Services.Add("a b")) },
        { "from_month", Equity(report => report.FromMonth = "") },
        { "to_month", Equity(report => report.ToMonth = "2025-12") },
        { "to_month", Equity(report => report.ToMonth = "2036-01") },
        { "axes[1]", Equity(report => report.Axes.Add([Wire.EquityAxis.Age, (Wire.EquityAxis)99])) },
        { "axes[0]", Equity(report => report.Axes.Add(Wire.EquityAxis.Unspecified)) },
        { "measures[0]", Equity(report => report.Measures.Add("sessions")) },
        { "service", new Wire.ListWorklistRequest() },
        { "service", new Wire.ListWorklistRequest { Service = "a b" } },
        { "kinds[1]", new Wire.ListWorklistRequest { Service = "leeds", Kinds = { Wire.TaskKind.SameDay, (Wire.TaskKind)99 } } },
        { "kinds[0]", new Wire.ListWorklistRequest { Service = "leeds", Kinds = { Wire.TaskKind.Unspecified } } },
        { "steps[0]", new Wire.ListWorklistRequest { Service = "leeds", Steps = { (Wire.Step)99 } } },
        { "minimum_age", new Wire.ListWorklistRequest { Service = "leeds", MinimumAge = new Duration { Seconds = -1 } } },
        { "minimum_age", new Wire.ListWorklistRequest { Service = "leeds", MinimumAge = new Duration { Seconds = long.MaxValue } } },
        { "acknowledgement", new Wire.ListWorklistRequest { Service = "leeds", Acknowledgement = (Wire.Acknowledgement)9 } },
        { "page_size", new Wire.ListWorklistRequest { Service = "leeds", PageSize = -1 } },
        { "page_token", new Wire.ListWorklistRequest { Service = "leeds", PageToken = "bad" } },
        { "before", new Wire.ListDecisionsRequest { Service = "leeds", From = Timestamp.FromDateTimeOffset(Some.Instant), Before = Timestamp.FromDateTimeOffset(Some.Instant) } },
        { "from", new Wire.ListDecisionsRequest { Service = "leeds", From = new Timestamp { Seconds = long.MaxValue } } },
        { "outcomes[0]", new Wire.ListDecisionsRequest { Service = "leeds", Outcomes = { (Wire.Outcome)99 } } },
        { "call", new Wire.ListDecisionsRequest { Service = "leeds", Call = (Wire.DecisionCall)9 } },
        { "version", new Wire.ListDecisionsRequest { Service = "leeds", Version = "a b" } },
        { "page_token", new Wire.ListDecisionsRequest { Service = "leeds", PageToken = "bad" } },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_asked_is_named_by_its_field(string field, IMessage request)
    {
        await using var host = await WireHost.StartAsync();

        var failure = request switch
        {
            Wire.ListWorklistRequest worklist => await WireHost.FailureOf(host.Leads.ListWorklistAsync(worklist, Lead.Identity)),
            Wire.ListDecisionsRequest decisions => await WireHost.FailureOf(host.Leads.ListDecisionsAsync(decisions, Lead.Identity)),
            Wire.GetEquityReportRequest equity => await WireHost.FailureOf(host.Leads.GetEquityReportAsync(equity, Lead.Identity)),
            _ => await WireHost.FailureOf(host.Leads.GetFidelityReportAsync((Wire.GetFidelityReportRequest)request, Lead.Identity)),
        };

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS", field), (failure.Code, failure.Reason, Assert.Single(failure.Fields)));
        Assert.Empty(host.Oversight.Asked);
    }

    [Fact]
    public async Task Watches_name_what_is_wrong_as_lists_do()
    {
        await using var host = await WireHost.StartAsync();
        using var tasks = host.Leads.WatchWorklist(new() { Service = "", Kinds = { (Wire.TaskKind)99 }, ResumeToken = "bad" }, Lead.Identity);
        using var decisions = host.Leads.WatchDecisions(new() { Service = "leeds", ResumeToken = "bad" }, Lead.Identity);

        Assert.Equal(["kinds[0]", "resume_token", "service"], (await tasks.EndOfAsync()).Fields.Order(StringComparer.Ordinal));
        Assert.Equal(["resume_token"], (await decisions.EndOfAsync()).Fields);
    }

    [Theory]
    [InlineData("service", "{}")]
    [InlineData("from_day", """{ "service": "leeds", "from_day": "2026-02-30" }""")]
    [InlineData("to_day", """{ "service": "leeds", "from_day": "2026-02-02", "to_day": "2026-02-01" }""")]
    [InlineData("kinds[1]", """{ "service": "leeds", "kinds": ["EXPORT_KIND_ACTS", 99] }""")]
    [InlineData("kinds[0]", """{ "service": "leeds", "kinds": [0] }""")]
    [InlineData("resume_token", """{ "service": "leeds", "resume_token": "bad" }""")]
    public async Task An_export_that_cannot_be_asked_for_is_named_by_its_field(string field, string request)
    {
        await using var host = await WireHost.StartAsync();
        using var export = host.Leads.Export(JsonParser.Default.Parse<Wire.ExportRequest>(request), Lead.Identity);

        var failure = await export.EndOfAsync();

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_FIELDS", field), (failure.Code, failure.Reason, Assert.Single(failure.Fields)));
        Assert.Empty(host.Oversight.Asked);
    }

    [Fact]
    public async Task A_clinician_exports_nothing()
    {
        await using var host = await WireHost.StartAsync();
        using var export = host.Leads.Export(new() { Service = "leeds" }, Lead.As("clinician,policy-author"));

        Assert.Equal((StatusCode.PermissionDenied, "ROLE_REQUIRED"), await export.EndOfAsync() is var end ? (end.Code, end.Reason) : default);
    }

    [Fact]
    public async Task What_is_large_comes_in_messages_that_a_client_takes_and_each_says_where_to_go_on()
    {
        await using var host = await WireHost.StartAsync();
        host.Oversight.Exported = Exported.Answers(answers: 2, writes: 5_000);
        var messages = new List<Wire.ExportResponse>();
        using (var export = host.Leads.Export(new() { Service = "leeds" }, Lead.Identity))
        {
            while (await export.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience))
            {
                messages.Add(export.ResponseStream.Current);
            }
        }

        Assert.InRange(messages.Count, 3, 60);
        Assert.All(messages, message => Assert.InRange(message.CalculateSize(), 1, 64 * 1024));
        Assert.Equal(messages.Count, messages.Select(message => message.ResumeToken).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 10_000).Select(Exported.NameOf), messages.SelectMany(message => message.Records).Select(record => record.Episode));
        Assert.Equal(1, messages[^1].Progress);
    }

    [Fact]
    public void Every_method_needs_a_person() => Assert.Equal(s_methods.Order(StringComparer.Ordinal), OversightRoles.Needed.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void The_page_for_portals_says_of_every_method_who_may_ask_it()
    {
        var table = Repository.Read("docs/portals.md").Split("| question | one of these roles |\n| --- | --- |\n")[1].Split("\n\n")[0];

        Assert.Equal(
            string.Join('\n', s_methods.Select(method => $"| `{method}` | {string.Join(", ", OversightRoles.Needed[method].Select(role => $"`{PolicyRoles.WordOf(role)}`"))} |")), table);
    }

    [Theory]
    [MemberData(nameof(Unary))]
    public async Task Who_names_nobody_or_no_role_is_refused_through_both_doors_before_the_request_is_looked_at(string method)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, System.Net.HttpVersion.Version11);
        var path = $"/steppedcare.v1.OversightService/{method}";

        var nobody = await WebCaller.FailureAsync(web.PostAsync(path, WebCaller.Json, "{}"));
        var author = await WebCaller.FailureAsync(web.PostAsync(path, WebCaller.Json, "{}", ("steppedcare-person", "a"), ("steppedcare-roles", "policy-author,clinical-safety")));
        var lead = await WebCaller.FailureAsync(web.PostAsync(path, WebCaller.Json, "{}", ("steppedcare-person", "a"), ("steppedcare-roles", "oversight")));

        Assert.Equal((401, "PERSON_REQUIRED"), (nobody.Status, nobody.Reason));
        Assert.Equal((403, "ROLE_REQUIRED"), (author.Status, author.Reason));
        Assert.Equal(string.Join(",", OversightRoles.Needed[method].Select(PolicyRoles.WordOf)), author.Debug("google.rpc.ErrorInfo").GetProperty("metadata").GetProperty("roles").GetString());
        Assert.Equal((400, "INVALID_FIELDS"), (lead.Status, lead.Reason));
        Assert.Empty(host.Oversight.Asked);
    }

    [Fact]
    public async Task A_clinician_sees_the_worklist_and_not_what_was_decided_for_all()
    {
        await using var host = await WireHost.StartAsync();
        using var watch = host.Leads.WatchWorklist(new() { Service = "leeds" }, Lead.As("clinician"));
        using var decisions = host.Leads.WatchDecisions(new() { Service = "leeds" }, Lead.As("clinician"));

        Assert.Empty((await watch.NextAsync()).Changes);
        Assert.Single((await watch.NextAsync()).Changes);
        Assert.Single((await host.Leads.ListWorklistAsync(new() { Service = "leeds" }, Lead.As("clinician"))).Items);
        Assert.Equal((StatusCode.PermissionDenied, "ROLE_REQUIRED"), await decisions.EndOfAsync() is var end ? (end.Code, end.Reason) : default);
    }

    [Fact]
    public async Task A_token_given_out_is_read_again_and_that_of_one_service_is_refused_for_another()
    {
        await using var host = await WireHost.StartAsync();
        var request = new Wire.ListWorklistRequest { Service = "leeds", Kinds = { Wire.TaskKind.SameDay } };
        var page = await host.Leads.ListWorklistAsync(request, Lead.Identity);
        request.PageToken = page.NextPageToken;
        request.PageSize = 9;
        await host.Leads.ListWorklistAsync(request, Lead.Identity);
        using var watch = host.Leads.WatchWorklist(new() { Service = "leeds", ResumeToken = page.WatchToken }, Lead.Identity);
        var again = await watch.NextAsync();
        using var other = host.Leads.WatchWorklist(new() { Service = "demo", ResumeToken = page.WatchToken }, Lead.Identity);

        Assert.Equal(new WorklistBookmark(Some.Instant, new(Urgency.SameDay, Some.Instant.AddHours(8), Some.Instant, TaskKind.SameDay, "ep-7")), ((WorklistQuery)host.Oversight.Asked[1]).After);
        Assert.Equal(page.WatchToken, again.ResumeToken);
        Assert.NotNull(((WatchQuery)host.Oversight.Asked[2]).After);
        Assert.Equal(["resume_token"], (await other.EndOfAsync()).Fields);
    }

    [Fact]
    public async Task A_server_that_stops_ends_watches_and_says_so()
    {
        await using var host = await WireHost.StartAsync();
        using var tasks = host.Leads.WatchWorklist(new() { Service = "leeds" }, Lead.Identity);
        using var decisions = host.Leads.WatchDecisions(new() { Service = "leeds" }, Lead.Identity);
        await tasks.NextAsync();
        await decisions.NextAsync();

        var stopping = host.StopAsync();

        foreach (var end in (Failure[])[await tasks.EndOfAsync(), await decisions.EndOfAsync()])
        {
            Assert.Equal((StatusCode.Unavailable, "SERVER_STOPPING"), (end.Code, end.Reason));
        }

        await stopping.WaitAsync(WireHost.Patience);
    }

    [Fact]
    public async Task Streams_are_counted_and_no_pseudonym_reaches_log_or_metrics()
    {
        await using var host = await WireHost.StartAsync();
        using (var watch = host.Leads.WatchWorklist(new() { Service = "leeds" }, Lead.Identity))
        {
            await watch.NextAsync();
            Assert.Equal("services/leeds/episodes/ep-7", Assert.Single((await watch.NextAsync()).Changes).Item.Episode);
        }

        await host.Leads.ListWorklistAsync(new() { Service = "leeds" }, Lead.Identity);
        Assert.Contains("steppedcare_grpc_requests_total{method=\"/steppedcare.v1.OversightService/ListWorklist\",code=\"OK\"} 1", await host.MetricsAsync());
        Assert.DoesNotContain(await host.MetricsAsync(), line => line.Contains("ep-7", StringComparison.Ordinal));
        Assert.DoesNotContain("ep-7", host.Log.Text, StringComparison.Ordinal);
    }
}

using System.Net;
using Google.Protobuf;
using Google.Rpc;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Trajectories;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>How a call that the service refused, or could not carry out, reads in JSON.</summary>
public sealed class FailureTests
{
    [Theory]
    [InlineData(WebCaller.Json, "1.1")]
    [InlineData(WebCaller.Json, "2.0")]
    [InlineData(WebCaller.Proto, "1.1")]
    [InlineData(WebCaller.Proto, "2.0")]
    public async Task Every_offending_field_is_named_whatever_the_form(string form, string version)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, Version.Parse(version));
        var request = Some.Triage(Some.Referral);
        (request.Service, request.Events[0].HappenedOn) = ("", "yesterday");
        var body = form == WebCaller.Json ? System.Text.Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(request)) : request.ToByteArray();

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, form, body));

        Assert.Equal((400, "invalid_argument", "INVALID_FIELDS"), (failure.Status, failure.Code, failure.Reason));
        Assert.Equal(["service", "events[0].happened_on"], failure.Fields);
        Assert.DoesNotContain("yesterday", failure.Body.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Engine.Asked);
    }

    [Fact]
    public async Task A_detail_holds_the_same_bytes_as_over_gRPC()
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, "{}"));
        var native = await WireHost.FailureOf(host.Decisions.TriageAsync(new()));

        var value = failure.Detail("google.rpc.BadRequest")!.Value.GetProperty("value").GetString()!;
        Assert.DoesNotContain('=', value);
        Assert.Equal(native.Detail<BadRequest>(), BadRequest.Parser.ParseFrom(Convert.FromBase64String(value.PadRight((value.Length + 3) / 4 * 4, '='))));
        Assert.Equal(native.Message, failure.Message);
        Assert.Equal("steppedcare", failure.Debug("google.rpc.ErrorInfo").GetProperty("domain").GetString());
    }

    [Theory]
    [InlineData(0, 400, "invalid_argument")]
    [InlineData(1, 404, "not_found")]
    [InlineData(2, 409, "already_exists")]
    [InlineData(3, 400, "failed_precondition")]
    [InlineData(4, 409, "aborted")]
    public async Task A_refusal_has_the_status_that_Connect_gives_its_code(int kind, int status, string code)
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Refusal = new Refusal((RefusalKind)kind, "SOME_REASON", "Said in plain words: \"ä\".");
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(Triage(web));

        Assert.Equal((status, code, "SOME_REASON", "Said in plain words: \"ä\"."), (failure.Status, failure.Code, failure.Reason, failure.Message));
    }

    [Fact]
    public async Task An_outage_says_when_to_try_again()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Before = _ => throw new StoreUnavailableException("redis at secret:6379", new IOException("secret"));
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(Triage(web));

        Assert.Equal((503, "unavailable", "STORE_UNAVAILABLE"), (failure.Status, failure.Code, failure.Reason));
        Assert.Equal("1", Assert.Single(failure.Headers.GetValues("Retry-After")));
        Assert.DoesNotContain("secret", failure.Body.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_ours_keeps_its_text_inside()
    {
        await using var host = await WireHost.StartAsync();
        host.Engine.Before = _ => throw new InvalidOperationException("ep-7 broke");
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version20);

        var failure = await WebCaller.FailureAsync(Triage(web));

        Assert.Equal((500, "internal", "INTERNAL"), (failure.Status, failure.Code, failure.Reason));
        Assert.DoesNotContain("ep-7", failure.Body.ToString(), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> Triage(WebCaller web) =>
        web.PostAsync(WebCaller.Triage, WebCaller.Json, JsonFormatter.Default.Format(Some.Triage(Some.Referral)));
}

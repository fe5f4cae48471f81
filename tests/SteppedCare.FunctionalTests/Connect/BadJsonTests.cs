using System.IO.Compression;
using System.Net;
using System.Text;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>Bodies that are no request: each is refused by its place, no value is repeated, nothing is written.</summary>
public sealed class BadJsonTests
{
    private const string Secret = "S3cr3t";

    public static TheoryData<string, string[]> WrongFields => new()
    {
        { """{"service":7}""", ["service"] },
        { """{"service":["S3cr3t"]}""", ["service"] },
        { """{"service":{"S3cr3t":1}}""", ["service"] },
        { """{"service":"\ud800S3cr3t"}""", ["service"] },
        { """{"service":"a","service":"S3cr3t"}""", ["service"] },
        { """{"requestId":"a","request_id":"S3cr3t"}""", ["request_id"] },
        { """{"service":null,"service":"S3cr3t"}""", ["service"] },
        { """{"events":{}}""", ["events"] },
        { """{"events":"S3cr3t"}""", ["events"] },
        { """{"events":[null]}""", ["events[0]"] },
        { """{"events":[{},[],"S3cr3t"]}""", ["events[1]", "events[2]"] },
        { """{"events":[{},{},{},{"scoreRecorded":{"total":"S3cr3t"}}]}""", ["events[3].score_recorded.total"] },
        { """{"events":[{"scoreRecorded":{"total":1e999}}]}""", ["events[0].score_recorded.total"] },
        { """{"events":[{"scoreRecorded":{"total":"+1"}}]}""", ["events[0].score_recorded.total"] },
        { """{"events":[{"scoreRecorded":{"total":"01"}}]}""", ["events[0].score_recorded.total"] },
        { """{"events":[{"scoreRecorded":{"total":true}}]}""", ["events[0].score_recorded.total"] },
        { """{"events":[{"circumstancesAnswered":{"ageYears":1.5}},{"circumstancesAnswered":{"ageYears":2147483648}},{"circumstancesAnswered":{"ageYears":"1.0"}}]}""",
            ["events[0].circumstances_answered.age_years", "events[1].circumstances_answered.age_years", "events[2].circumstances_answered.age_years"] },
        { """{"events":[{"scoreRecorded":{"items":[{"value":"S3cr3t"},{"value":1},{"value":{}}]}}]}""",
            ["events[0].score_recorded.items[0].value", "events[0].score_recorded.items[2].value"] },
        { """{"events":[{"scoreRecorded":{"instrument":"INSTRUMENT_S3cr3t"}}]}""", ["events[0].score_recorded.instrument"] },
        { """{"events":[{"scoreRecorded":{"instrument":"1"}}]}""", ["events[0].score_recorded.instrument"] },
        { """{"events":[{"scoreRecorded":{"instrument":1.5}}]}""", ["events[0].score_recorded.instrument"] },
        { """{"events":[{"referralReceived":{},"scoreRecorded":{}}]}""", ["events[0].score_recorded"] },
        { """{"asOf":"2026-02-30T12:00:00Z"}""", ["as_of"] },
        { """{"asOf":"2026-02-09T12:00:00"}""", ["as_of"] },
        { """{"asOf":"2026-02-09 12:00:00Z"}""", ["as_of"] },
        { """{"asOf":"2026-02-09T12:00:00.1234567890Z"}""", ["as_of"] },
        { """{"asOf":"0001-01-01T00:00:00+01:00"}""", ["as_of"] },
        { """{"asOf":1770638400}""", ["as_of"] },
        { """{"unheard":"S3cr3t","events":[{"of":{"S3cr3t":[1]}}]}""", ["unheard", "events[0].of"] },
        { """{"events":[{"Zoë S3cr3t":1}]}""", ["events[0]"] },
        { """{"events":[{"":1,"7S3cr3t":2,"a b":3}]}""", ["events[0]", "events[0]", "events[0]"] },
        { """{"events":[{"ep_S3cr3t_4711":1,"nhs123":2,"phq9_gad7_12":3}]}""", ["events[0]", "events[0]", "events[0].phq9_gad7_12"] },
        { $$"""{"events":[{"{{new string('a', 64)}}{{new string('b', 900)}}":1}]}""", ["events[0]." + new string('a', 64)] },
    };

    [Theory]
    [MemberData(nameof(WrongFields))]
    public async Task Every_wrong_field_is_named_by_its_place(string body, string[] fields)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, body));

        Assert.Equal((400, "invalid_argument", "INVALID_FIELDS"), (failure.Status, failure.Code, failure.Reason));
        Assert.Equal(fields, failure.Fields);
        NothingHappened(host, failure);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("nonsense")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} S3cr3t")]
    [InlineData("{},")]
    [InlineData("\ufeff{}")]
    [InlineData("{\"service\":\"S3cr3t")]
    [InlineData("{\"service\":\"a\",}")]
    [InlineData("{'service':'S3cr3t'}")]
    [InlineData("{\"service\":\"a\"} // S3cr3t")]
    [InlineData("{\"service\":\"\\x\"}")]
    [InlineData("{\"service\":NaN}")]
    public async Task Text_that_is_no_JSON_is_told_by_line_and_byte(string body)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version20);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, body));

        Assert.Equal((400, "invalid_argument", "MALFORMED_REQUEST"), (failure.Status, failure.Code, failure.Reason));
        NothingHappened(host, failure);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"S3cr3t\"")]
    [InlineData("7")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, body));

        Assert.Equal((400, "invalid_argument"), (failure.Status, failure.Code));
        NothingHappened(host, failure);
    }

    [Fact]
    public async Task Broken_JSON_names_the_field_in_which_it_breaks()
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, "{\"events\":[{},\n {\"scoreRecorded\":{\"total\":nine}}]}"));

        Assert.Equal(["events[1].score_recorded.total"], failure.Fields);
        Assert.Contains("line 2, byte 29", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_is_not_UTF_8_is_refused()
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, [.. "{\"service\":\""u8, 0xE9, .. "\"}"u8]));

        Assert.Equal((400, "MALFORMED_REQUEST"), (failure.Status, failure.Reason));
        NothingHappened(host, failure);
    }

    [Fact]
    public async Task Nesting_has_an_end()
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(
            WebCaller.Triage, WebCaller.Json, "{\"unheard\":" + new string('[', 100_000) + new string(']', 100_000) + "}"));

        Assert.Equal((400, "MALFORMED_REQUEST"), (failure.Status, failure.Reason));
        NothingHappened(host, failure);
    }

    [Fact]
    public async Task A_thousand_faults_are_counted_and_as_many_named_as_fit()
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(
            WebCaller.Triage, WebCaller.Json, "{\"events\":[" + string.Join(',', Enumerable.Repeat("7", 1_000)) + "]}"));

        Assert.Equal("1000", failure.Debug("google.rpc.ErrorInfo").GetProperty("metadata").GetProperty("violations").GetString());
        Assert.InRange(failure.Fields.Length, 20, 999);
    }

    [Theory]
    [InlineData(new byte[] { 0x0A, 0x05, 0x41 })]
    [InlineData(new byte[] { 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF })]
    public async Task Bytes_that_are_no_message_are_refused(byte[] body)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);

        var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Proto, body));

        Assert.Equal((400, "invalid_argument", "MALFORMED_REQUEST"), (failure.Status, failure.Code, failure.Reason));
        NothingHappened(host, failure);
    }

    [Theory]
    [InlineData(WebCaller.Json)]
    [InlineData(WebCaller.Proto)]
    public async Task A_packed_body_is_unpacked(string form)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);
        var request = Some.Triage(Some.Referral);
        var body = form == WebCaller.Json ? Encoding.UTF8.GetBytes(Google.Protobuf.JsonFormatter.Default.Format(request)) : Google.Protobuf.MessageExtensions.ToByteArray(request);

        using var reply = await web.PostAsync(WebCaller.Triage, form, Packed(body), ("Content-Encoding", "gzip"));

        Assert.Equal(HttpStatusCode.OK, reply.StatusCode);
        Assert.Single(host.Engine.Asked);
    }

    [Fact]
    public async Task A_body_that_is_no_gzip_or_breaks_off_is_refused()
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, HttpVersion.Version11);
        var packed = Packed("{\"service\":\"leeds\"}"u8.ToArray());

        foreach (var body in new[] { "{\"service\":\"leeds\"}"u8.ToArray(), packed[..^12], packed[..3], [.. packed[..^8], .. "\0\0\0\0\0\0\0\0"u8] })
        {
            var failure = await WebCaller.FailureAsync(web.PostAsync(WebCaller.Triage, WebCaller.Json, body, ("Content-Encoding", "gzip")));

            Assert.Equal((400, "MALFORMED_REQUEST"), (failure.Status, failure.Reason));
            NothingHappened(host, failure);
        }
    }

    [Theory]
    [InlineData(WebCaller.Json, "1.1", false)]
    [InlineData(WebCaller.Json, "1.1", true)]
    [InlineData(WebCaller.Proto, "2.0", false)]
    [InlineData(WebCaller.Proto, "2.0", true)]
    public async Task A_body_over_the_limit_is_refused_packed_or_not(string form, string version, bool packed)
    {
        await using var host = await WireHost.StartAsync(new CallLimits { MaxRequestBytes = 100_000 });
        using var web = new WebCaller(host.Addresses.Web, Version.Parse(version));
        var body = new byte[packed ? 50_000_000 : 100_001];

        var failure = await WebCaller.FailureAsync(packed
            ? web.PostAsync(WebCaller.Triage, form, Packed(body), ("Content-Encoding", "gzip"))
            : web.PostAsync(WebCaller.Triage, form, body));

        Assert.Equal((429, "resource_exhausted", "REQUEST_TOO_LARGE"), (failure.Status, failure.Code, failure.Reason));
        NothingHappened(host, failure);
    }

    private static byte[] Packed(byte[] body)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            gzip.Write(body);
        }

        return packed.ToArray();
    }

    private static void NothingHappened(WireHost host, WebFailure failure)
    {
        Assert.Empty(host.Engine.Asked);
        Assert.DoesNotContain(Secret, failure.Body.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, host.Log.Text, StringComparison.Ordinal);
        Assert.True(host.Log.Errors.Length == 0, string.Join('\n', host.Log.Errors));
    }
}

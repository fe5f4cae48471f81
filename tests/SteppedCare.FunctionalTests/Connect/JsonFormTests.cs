using System.Text;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using Google.Type;
using SteppedCare.Server.Connect;
using SteppedCare.Server.Connect.Json;
using SteppedCare.Server.Services;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>The JSON read here is protobuf's own: its parser is asked beside ours.</summary>
public sealed class JsonFormTests
{
    private static readonly MessageDescriptor[] s_requests =
        [.. OfferedServices.All.SelectMany(service => service.Methods).Where(method => !method.IsClientStreaming && !method.IsServerStreaming).Select(method => method.InputType)];

    /// <summary>One message, spelt in every way that protobuf's JSON allows.</summary>
    public static TheoryData<string> Spellings => new(
        """{}""",
        """{"service":"leeds","episode":"ep-7","requestId":"r1"}""",
        """{"request_id":"r1","episode":"ep-7","service":"leeds"}""",
        """{"requestId":null,"service":null,"events":null,"asOf":null}""",
        """{"\u0073ervice":"l\u0065eds","episode":"\ud83d\udcac\/\"\\\b\f\n\r\t"}""",
        " \t\r\n{ \"service\" : \"leeds\" } \n",
        """{"events":[],"auditAttributes":{}}""",
        """{"events":[{"happenedOn":"2026-02-02"},{"happened_on":"2026-02-03"},{}]}""",
        """{"events":[{"scoreRecorded":{"instrument":"INSTRUMENT_PHQ_9"}},{"score_recorded":{"instrument":1}}]}""",
        """{"events":[{"scoreRecorded":{"instrument":1.0}},{"scoreRecorded":{"instrument":1e0}},{"scoreRecorded":{"instrument":4711}},{"scoreRecorded":{"instrument":0}}]}""",
        """{"events":[{"scoreRecorded":{"total":5}},{"scoreRecorded":{"total":5.0}},{"scoreRecorded":{"total":5e0}},{"scoreRecorded":{"total":"5"}}]}""",
        """{"events":[{"scoreRecorded":{"total":"5.25"}},{"scoreRecorded":{"total":"5e-1"}},{"scoreRecorded":{"total":1e-30}},{"scoreRecorded":{"total":0}}]}""",
        """{"events":[{"scoreRecorded":{"total":-0.0}},{"scoreRecorded":{"total":-0}},{"scoreRecorded":{"total":"NaN"}},{"scoreRecorded":{"total":"-Infinity"}}]}""",
        """{"events":[{"scoreRecorded":{"total":null,"items":[{"value":null},{"value":0},{"notApplicable":true},{"not_applicable":false}]}}]}""",
        """{"events":[{"circumstancesAnswered":{"ageYears":34}},{"circumstancesAnswered":{"ageYears":34.0}},{"circumstancesAnswered":{"ageYears":3.4e1}}]}""",
        """{"events":[{"circumstancesAnswered":{"ageYears":"34"}},{"circumstancesAnswered":{"ageYears":340E-1}},{"circumstancesAnswered":{"ageYears":-0}}]}""",
        """{"events":[{"circumstancesAnswered":{"ageYears":-2147483648}},{"circumstancesAnswered":{"ageYears":2147483647}},{"circumstancesAnswered":{"ageYears":0.0e9}}]}""",
        """{"events":[{"contact":{"therapyCode":"1082421000000102"}},{"contact":{"therapyCode":1082421000000102}},{"contact":{"therapyCode":"-9223372036854775808"}}]}""",
        """{"asOf":"2026-02-09T12:00:00Z"}""",
        """{"asOf":"2026-02-09T12:00:00.000Z"}""",
        """{"asOf":"2026-02-09T12:00:00.123456789+05:30"}""",
        """{"asOf":"2026-02-09T12:00:00-18:00"}""",
        """{"as_of":"0001-01-01T00:00:00Z"}""",
        """{"asOf":"9999-12-31T23:59:59.999999999Z"}""",
        """{"asOf":"1969-12-31T23:59:59.5Z"}""");

    /// <summary>What protobuf's own parser reads and we do not, and why.</summary>
    public static TheoryData<string, string> Refusals => new()
    {
        { """{"service":"a","service":"b"}""", "told twice: which is meant?" },
        { """{"requestId":"a","request_id":"b"}""", "told twice by two names" },
        { """{"service":null,"service":"b"}""", "told twice, once as nothing" },
        { """{"events":[{"circumstancesAnswered":{"ageYears":1.00000000000000000000000000001}}]}""", "whole only when rounded" },
    };

    /// <summary>Numbers that are no whole ones, however close.</summary>
    public static TheoryData<string> Fractions => new("1e-30", "-1e-1", "0.5", "1.000000000000000000000000000000001", "2147483647.5", "1e10", "1e99999", "-2147483649", "1.5e0");

    [Theory]
    [MemberData(nameof(Spellings))]
    public void However_a_request_is_spelt_it_is_read_as_protobufs_own_parser_reads_it(string json) =>
        Assert.Equal(JsonParser.Default.Parse<Wire.TriageRequest>(json), Wire.TriageRequest.Parser.ParseFrom(Read(json)));

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_protobufs_own_parser_reads_is_refused_where_it_can_mean_two_things(string json, string why)
    {
        Assert.NotNull(JsonParser.Default.Parse<Wire.TriageRequest>(json));
        Assert.True(Refused(json), why);
    }

    [Theory]
    [MemberData(nameof(Fractions))]
    public void A_number_that_is_not_whole_is_no_whole_number(string number) =>
        Assert.True(Refused($$$"""{"events":[{"circumstancesAnswered":{"ageYears":{{{number}}}}}]}"""));

    [Fact]
    public void What_no_request_holds_is_not_read_and_that_is_found_at_start()
    {
        MessageDescriptor[] others =
            [Color.Descriptor, QuotaLimit.Descriptor, UninterpretedOption.Descriptor, Any.Descriptor];

        Assert.All(others, type => Assert.Throws<NotSupportedException>(() => new MessageForms().Of(type)));
    }

    [Fact]
    public void Whatever_protobufs_own_formatter_writes_is_read_as_the_same_message()
    {
        foreach (var (message, form) in Messages(2))
        {
            var text = JsonFormatter.Default.Format(message);

            using var wire = new PooledBytes(16);
            var refusal = MessageReading.Read(Encoding.UTF8.GetBytes(text), form, wire);

            Assert.True(refusal is null, $"{refusal}\n{text}");
            Assert.Equal(message, message.Descriptor.Parser.ParseFrom(wire.Span.ToArray()));
        }
    }

    [Fact]
    public void Damaged_text_is_refused_or_read_as_protobufs_own_parser_reads_it()
    {
        var chance = new Random(3);
        var (read, refused) = (0, 0);
        foreach (var (message, form) in Messages(4))
        {
            var text = Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(message));
            text[chance.Next(text.Length)] = (byte)"\"{}[]:,0159-+.eEnul\\uAz \n\u00ff"[chance.Next(26)];

            using var wire = new PooledBytes(16);
            if (MessageReading.Read(text, form, wire) is { } refusal)
            {
                Assert.True(refusal.Reason is "MALFORMED_REQUEST" or "INVALID_FIELDS", refusal.Reason);
                refused++;
                continue;
            }

            read++;
            Assert.Equal(JsonParser.Default.Parse(Encoding.UTF8.GetString(text), message.Descriptor), message.Descriptor.Parser.ParseFrom(wire.Span.ToArray()));
        }

        Assert.True(read > 500 && refused > 500, $"{read} read, {refused} refused");
    }

    private static IEnumerable<(IMessage Message, MessageForm Form)> Messages(int seed)
    {
        var forms = new MessageForms();
        var messages = new RandomMessages(seed);
        for (var turn = 0; turn < 300; turn++)
        {
            foreach (var type in s_requests)
            {
                yield return (messages.Of(type), forms.Of(type));
            }
        }
    }

    private static bool Refused(string json)
    {
        using var wire = new PooledBytes(16);
        return MessageReading.Read(Encoding.UTF8.GetBytes(json), new MessageForms().Of(Wire.TriageRequest.Descriptor), wire) is not null;
    }

    private static byte[] Read(string json)
    {
        using var wire = new PooledBytes(16);
        Assert.Null(MessageReading.Read(Encoding.UTF8.GetBytes(json), new MessageForms().Of(Wire.TriageRequest.Descriptor), wire));
        return wire.Span.ToArray();
    }
}

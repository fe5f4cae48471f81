using System.Text;
using System.Text.Json;
using Google.Api;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Google.Type;
using SteppedCare.Server.Connect;
using SteppedCare.Server.Connect.Json;
using SteppedCare.Server.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>The JSON read and written here is protobuf's own: its parser and formatter are asked beside ours.</summary>
public sealed class JsonFormTests
{
    // What the contract takes and gives, and elsewhere published messages with the kinds of field that it has not.
    private static readonly MessageDescriptor[] s_types =
    [
        .. OfferedServices.All.SelectMany(service => service.Methods).SelectMany(method => new[] { method.InputType, method.OutputType }).Where(HasForm).Distinct(),
        Color.Descriptor, QuotaLimit.Descriptor, Distribution.Types.BucketOptions.Descriptor, UninterpretedOption.Descriptor, RetryInfo.Descriptor,
        BadRequest.Descriptor, QuotaFailure.Descriptor,
    ];

    [Fact]
    public void Whatever_a_message_says_is_written_as_protobufs_own_formatter_writes_it()
    {
        foreach (var (message, form) in Messages(1))
        {
            using var written = JsonDocument.Parse(Written(message, form));
            using var expected = JsonDocument.Parse(JsonFormatter.Default.Format(message));

            Assert.True(JsonElement.DeepEquals(expected.RootElement, written.RootElement), $"{expected.RootElement}\n{written.RootElement}");
        }
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
        for (var turn = 0; turn < 100; turn++)
        {
            foreach (var type in s_types)
            {
                yield return (messages.Of(type), forms.Of(type));
            }
        }
    }

    private static bool HasForm(MessageDescriptor type)
    {
        try
        {
            return new MessageForms().Of(type) is not null;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    private static byte[] Written(IMessage message, MessageForm form)
    {
        using var text = new PooledBytes(16);
        using (var json = new Utf8JsonWriter(text))
        {
            MessageWriting.Write(message.ToByteArray(), form, json);
        }

        return text.Span.ToArray();
    }
}

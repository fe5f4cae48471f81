using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Connect.Json;

/// <summary>The forms of all messages that are read, made once at start.</summary>
internal sealed class MessageForms
{
    private readonly Dictionary<string, MessageForm> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumForm> _enums = new(StringComparer.Ordinal);

    /// <exception cref="NotSupportedException">The message holds something that no request of the contract has: found out at start, not by a caller.</exception>
    internal MessageForm Of(MessageDescriptor descriptor)
    {
        if (_messages.TryGetValue(descriptor.FullName, out var known))
        {
            return known;
        }

        // Known before its fields are: a message may hold itself.
        var form = _messages[descriptor.FullName] = new MessageForm(descriptor);
        foreach (var field in descriptor.Fields.InFieldNumberOrder())
        {
            form.Add(new JsonField(
                field,
                field is { FieldType: FieldType.Message, IsMap: false } ? Of(field.MessageType) : null,
                field.FieldType == FieldType.Enum ? Of(field.EnumType) : null));
        }

        return form;
    }

    private EnumForm Of(EnumDescriptor descriptor) =>
        _enums.TryGetValue(descriptor.FullName, out var known) ? known : _enums[descriptor.FullName] = new EnumForm(descriptor);
}

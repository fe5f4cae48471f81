using Google.Protobuf.Reflection;

namespace SteppedCare.Server.Connect.Json;

/// <summary>The forms of all messages that are served, made once at start.</summary>
internal sealed class MessageForms
{
    private readonly Dictionary<string, MessageForm> _messages = new(StringComparer.Ordinal);
    private readonly Dictionary<string, EnumForm> _enums = new(StringComparer.Ordinal);

    /// <exception cref="NotSupportedException">The message holds something that has no JSON here.</exception>
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
            if (field.IsMap && field.MessageType.FindFieldByNumber(1).FieldType != FieldType.String)
            {
                throw new NotSupportedException($"{field.FullName}: maps have JSON here by string keys only.");
            }

            form.Add(new FieldForm(
                field,
                JsonNameOf(field),
                field.FieldType == FieldType.Message ? Of(field.MessageType) : null,
                field.FieldType == FieldType.Enum ? Of(field.EnumType) : null));
        }

        return form;
    }

    private EnumForm Of(EnumDescriptor descriptor) =>
        _enums.TryGetValue(descriptor.FullName, out var known) ? known : _enums[descriptor.FullName] = new EnumForm(descriptor);

    // The package at hand has field 1 of ErrorInfo under the name that it had before google.rpc was published.
    private static string JsonNameOf(FieldDescriptor field) =>
        field.FieldNumber == 1 && field.ContainingType.FullName == "google.rpc.ErrorInfo" ? "reason" : field.JsonName;
}

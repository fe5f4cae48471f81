using Google.Protobuf;

namespace SteppedCare.Client;

/// <summary>
/// The id under which a request is carried out once. It is put into the caller's own message, so that after a failure it can be read there, and the message
/// sent again is the same request.
/// </summary>
internal static class RequestIdentity
{
    private const string Field = "request_id";

    internal static TRequest Complete<TRequest>(TRequest request)
        where TRequest : class?
    {
        if (request is IMessage message
            && message.Descriptor.FindFieldByName(Field) is { } field
            && field.Accessor.GetValue(message) is "")
        {
            field.Accessor.SetValue(message, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString());
        }

        return request;
    }
}

using Google.Protobuf;
using Grpc.Core;

namespace SteppedCare.Server.Services;

/// <summary>
/// Binds the methods of a service so that bytes which are no message are the caller's fault. Left alone, gRPC for ASP.NET calls them an unknown failure of
/// the handler and logs an error that nobody can act on.
/// </summary>
internal sealed class GuardedBinder(ServiceBinderBase binder) : ServiceBinderBase
{
    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
        binder.AddMethod(Guarded(method), handler);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
        binder.AddMethod(Guarded(method), handler);

    public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
        binder.AddMethod(Guarded(method), handler);

    private static Method<TRequest, TResponse> Guarded<TRequest, TResponse>(Method<TRequest, TResponse> method)
        where TRequest : class
        where TResponse : class
    {
        var plain = method.RequestMarshaller;
        return new(
            method.Type,
            method.ServiceName,
            method.Name,
            Marshallers.Create<TRequest>(plain.ContextualSerializer, context => Read(plain, context)),
            method.ResponseMarshaller);
    }

    private static T Read<T>(Marshaller<T> plain, DeserializationContext context)
        where T : class
    {
        try
        {
            return plain.ContextualDeserializer(context);
        }
        catch (InvalidProtocolBufferException)
        {
            throw StatusFactory.Malformed();
        }
    }
}

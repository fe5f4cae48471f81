using Grpc.Core;
using Grpc.Reflection.V1;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Reflection;

/// <summary>grpc.reflection.v1alpha: the messages of v1, number by number, under another name; so it is v1 that answers, bound under that name.</summary>
[BindServiceMethod(typeof(AlphaReflectionGrpcService), nameof(Bind))]
internal sealed class AlphaReflectionGrpcService(Reflector reflector, IHostApplicationLifetime host) : ServerReflection.ServerReflectionBase
{
    /// <summary>Called by gRPC for ASP.NET at start, without a service; it looks for a public method that takes the generated class.</summary>
    public static void Bind(ServiceBinderBase binder, ServerReflection.ServerReflectionBase? service) =>
        ServerReflection.BindService(new AlphaBinder(new GuardedBinder(binder)), service);

    public override Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context) =>
        ReflectionGrpcService.AnswerAsync(reflector, host, requestStream, responseStream, context);

    private sealed class AlphaBinder(ServiceBinderBase binder) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            binder.AddMethod(
                new Method<TRequest, TResponse>(
                    method.Type,
                    Grpc.Reflection.V1Alpha.ServerReflection.Descriptor.FullName,
                    method.Name,
                    method.RequestMarshaller,
                    method.ResponseMarshaller),
                handler);
    }
}

using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using SteppedCare.Server.Services;

namespace SteppedCare.Server.Reflection;

/// <summary>grpc.reflection.v1. The next request is read once the answer to the last one is on its way, so a caller who reads nothing holds one answer.</summary>
[BindServiceMethod(typeof(ReflectionGrpcService), nameof(Bind))]
internal sealed class ReflectionGrpcService(Reflector reflector, IHostApplicationLifetime host) : ServerReflection.ServerReflectionBase
{
    /// <summary>Called by gRPC for ASP.NET at start, without a service; it looks for a public method that takes the generated class.</summary>
    public static void Bind(ServiceBinderBase binder, ServerReflection.ServerReflectionBase? service) => ServerReflection.BindService(new GuardedBinder(binder), service);

    public override Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream, IServerStreamWriter<ServerReflectionResponse> responseStream, ServerCallContext context) =>
        AnswerAsync(reflector, host, requestStream, responseStream, context);

    internal static async Task AnswerAsync(
        Reflector reflector, IHostApplicationLifetime host,
        IAsyncStreamReader<ServerReflectionRequest> requests, IServerStreamWriter<ServerReflectionResponse> responses, ServerCallContext context)
    {
        // An open stream would hold up the drain of a server that stops. Only reading ends then: an answer on its way is worth its time.
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, host.ApplicationStopping);
        var sent = new HashSet<FileDescriptor>();
        while (await requests.MoveNext(until.Token))
        {
            await responses.WriteAsync(reflector.Answer(requests.Current, sent), context.CancellationToken);
        }
    }
}

using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;

namespace SteppedCare.Cli;

/// <summary>One call of a method that is known by its description alone, so that every method of the contract can be asked, and no later one is forgotten.</summary>
internal static class ServiceCall
{
    // Longer than the service itself takes at most, so that its own word about the time comes through.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(40);

    internal static bool TryAddress(string text, out Uri address) =>
        Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out address!)
        && address is { Scheme: "http" or "https", UserInfo: "" };

    /// <exception cref="RpcException">The service refused, or could not be asked.</exception>
    internal static async Task<IMessage> AskAsync(Uri address, MethodDescriptor method, IMessage request, Metadata identity, TimeProvider time, CancellationToken cancellation)
    {
        using var channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions
        {
            HttpHandler = new SocketsHttpHandler { UseProxy = false },
            DisposeHttpClient = true,
        });
        var options = new CallOptions(identity, time.GetUtcNow().UtcDateTime + s_patience, cancellationToken: cancellation);
        using var call = channel.CreateCallInvoker().AsyncUnaryCall(Described(method), null, options, request);
        return await call;
    }

    private static Method<IMessage, IMessage> Described(MethodDescriptor method) =>
        new(MethodType.Unary, method.Service.FullName, method.Name, Of(method.InputType), Of(method.OutputType));

    private static Marshaller<IMessage> Of(MessageDescriptor type) =>
        Marshallers.Create<IMessage>(message => message.ToByteArray(), type.Parser.ParseFrom);
}

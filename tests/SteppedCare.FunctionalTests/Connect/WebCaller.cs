using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using SteppedCare.FunctionalTests.Services;

namespace SteppedCare.FunctionalTests.Connect;

/// <summary>A portal that calls by HTTP alone.</summary>
internal sealed class WebCaller(Uri address, Version version) : IDisposable
{
    internal const string Json = "application/json";
    internal const string Proto = "application/proto";
    internal const string Triage = "/steppedcare.v1.DecisionService/Triage";

    internal static readonly Version[] Versions = [HttpVersion.Version11, HttpVersion.Version20];

    private HttpClient? _client;
    private int _connections;

    /// <summary>How many were made.</summary>
    internal int Connections => _connections;

    private HttpClient Client => _client ??= new HttpClient(new SocketsHttpHandler { UseProxy = false, ConnectCallback = ConnectAsync }) { BaseAddress = address };

    internal static string PathOf(MethodDescriptor method) => $"/{method.Service.FullName}/{method.Name}";

    /// <summary>A first call of an episode, as JSON.</summary>
    internal static string ATriage => JsonFormatter.Default.Format(Some.Triage(Some.Referral));

    /// <summary>Puts a message into a form and the answer back into a message.</summary>
    internal async Task<IMessage> AskAsync(MethodDescriptor method, IMessage request, string form)
    {
        var body = form == Json ? Encoding.UTF8.GetBytes(JsonFormatter.Default.Format(request)) : request.ToByteArray();
        using var reply = await PostAsync(PathOf(method), form, body, [.. SomePolicy.Lead.Select(entry => (entry.Key, entry.Value))]);
        var bytes = await reply.Content.ReadAsByteArrayAsync();
        Assert.True(reply.StatusCode == HttpStatusCode.OK, Encoding.UTF8.GetString(bytes));
        Assert.Equal(form, reply.Content.Headers.ContentType?.ToString());
        Assert.Equal(version, reply.Version);
        return form == Json ? JsonParser.Default.Parse(Encoding.UTF8.GetString(bytes), method.OutputType) : method.OutputType.Parser.ParseFrom(bytes);
    }

    internal Task<HttpResponseMessage> PostAsync(string path, string? contentType, string body, params (string Name, string Value)[] headers) =>
        PostAsync(path, contentType, Encoding.UTF8.GetBytes(body), headers);

    internal Task<HttpResponseMessage> PostAsync(string path, string? contentType, byte[] body, params (string Name, string Value)[] headers)
    {
        var content = new ByteArrayContent(body);
        if (contentType is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        return SendAsync(HttpMethod.Post, path, content, headers);
    }

    internal async Task<HttpResponseMessage> SendAsync(HttpMethod verb, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(verb, path) { Content = content, Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        foreach (var (name, value) in headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                content!.Headers.TryAddWithoutValidation(name, value);
            }
        }

        return await Client.SendAsync(request).WaitAsync(WireHost.Patience);
    }

    /// <summary>The failure that a reply tells of.</summary>
    internal static async Task<WebFailure> FailureAsync(Task<HttpResponseMessage> call)
    {
        using var reply = await call;
        Assert.Equal(new MediaTypeHeaderValue(Json), reply.Content.Headers.ContentType);
        return new WebFailure((int)reply.StatusCode, JsonDocument.Parse(await reply.Content.ReadAsStringAsync()).RootElement, reply.Headers);
    }

    public void Dispose() => _client?.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _connections);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>A failed call as a portal reads it.</summary>
internal sealed record WebFailure(int Status, JsonElement Body, HttpResponseHeaders Headers)
{
    internal string Code => Body.GetProperty("code").GetString()!;

    internal string Message => Body.GetProperty("message").GetString()!;

    internal string Reason => Debug("google.rpc.ErrorInfo").GetProperty("reason").GetString()!;

    internal string[] Fields => Detail("google.rpc.BadRequest") is null
        ? []
        : [.. Debug("google.rpc.BadRequest").GetProperty("fieldViolations").EnumerateArray().Select(violation => violation.GetProperty("field").GetString()!)];

    internal JsonElement Debug(string type) => Detail(type)!.Value.GetProperty("debug");

    internal JsonElement? Detail(string type) => Body.GetProperty("details").EnumerateArray().Where(detail => detail.GetProperty("type").GetString() == type)
        .Select(detail => (JsonElement?)detail).SingleOrDefault();
}

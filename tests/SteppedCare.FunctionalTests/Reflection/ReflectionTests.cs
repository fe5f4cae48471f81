using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Net.Client;
using Grpc.Reflection.V1;
using Microsoft.Extensions.DependencyInjection;
using SteppedCare.FunctionalTests.Hosting;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.FunctionalTests.Services.Streams;
using SteppedCare.Server.Decisions;
using Alpha = Grpc.Reflection.V1Alpha;
using Answered = Grpc.Reflection.V1.ServerReflectionResponse.MessageResponseOneofCase;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Reflection;

public sealed class ReflectionTests(ReflectingServer reflecting) : IClassFixture<ReflectingServer>
{
    private static readonly string[] s_services =
        ["grpc.health.v1.Health", "grpc.reflection.v1.ServerReflection", "grpc.reflection.v1alpha.ServerReflection", "steppedcare.v1.DecisionService", "steppedcare.v1.OversightService", "steppedcare.v1.PolicyService"];

    private static readonly Marshaller<byte[]> s_bytes = new(bytes => bytes, bytes => bytes);

    private static readonly FileDescriptor[] s_contract =
    [
        Wire.DecisionService.Descriptor.File, Wire.Decision.Descriptor.File, Wire.Event.Descriptor.File, Wire.VocabularyReflection.Descriptor,
        Wire.PolicyService.Descriptor.File, Wire.PolicyRevision.Descriptor.File,
        Health.Descriptor.File, ServerReflection.Descriptor.File, Alpha.ServerReflection.Descriptor.File,
    ];

    [Fact]
    public async Task Every_service_that_can_be_called_is_listed()
    {
        var answer = Assert.Single(await AskAsync(new ServerReflectionRequest { Host = "elsewhere", ListServices = "" }));

        Assert.Equal(s_services, answer.ListServicesResponse.Service.Select(service => service.Name));
        Assert.Equal("elsewhere", answer.ValidHost);
        Assert.Equal("elsewhere", answer.OriginalRequest.Host);
    }

    [Fact]
    public async Task The_first_version_of_the_protocol_gets_the_same_answers()
    {
        using var call = new Alpha.ServerReflection.ServerReflectionClient(reflecting.Channel).ServerReflectionInfo();
        var asked = new Alpha.ServerReflectionRequest { FileContainingSymbol = "steppedcare.v1.DecisionService" };
        await call.RequestStream.WriteAsync(asked).WaitAsync(AServer.Patience);
        await call.RequestStream.CompleteAsync().WaitAsync(AServer.Patience);

        Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(AServer.Patience));
        var alpha = call.ResponseStream.Current;
        var answer = Assert.Single(await AskAsync(new ServerReflectionRequest { FileContainingSymbol = "steppedcare.v1.DecisionService" }));

        Assert.Equal(asked, alpha.OriginalRequest);
        Assert.Equal(answer.FileDescriptorResponse.FileDescriptorProto, alpha.FileDescriptorResponse.FileDescriptorProto);
        Assert.False(await call.ResponseStream.MoveNext(default).WaitAsync(AServer.Patience));
    }

    /// <summary>On which it rests that one answers for both.</summary>
    [Fact]
    public void Both_versions_of_the_protocol_have_the_same_messages()
    {
        var first = Alpha.ServerReflection.Descriptor.File.ToProto();
        var text = first.ToString().Replace("v1alpha", "v1", StringComparison.Ordinal).Replace("V1Alpha", "V1", StringComparison.Ordinal);

        Assert.Equal(ServerReflection.Descriptor.File.ToProto().ToString(), text);
    }

    [Fact]
    public async Task Every_name_of_the_contract_leads_to_the_file_that_declares_it()
    {
        var names = s_contract.SelectMany(file => NamesOf(file).Select(name => (Name: name, File: file.Name))).ToList();

        var answers = await AskAsync([.. names.Select(name => new ServerReflectionRequest { FileContainingSymbol = name.Name })]);

        Assert.True(names.Count > 500, $"{names.Count} names");
        Assert.Equal(
            names.Select(name => $"{name.Name}: {name.File}"),
            answers.Select(answer => $"{answer.OriginalRequest.FileContainingSymbol}: {FilesOf(answer)[0].Name}"));
    }

    [Fact]
    public async Task What_a_file_imports_comes_with_it_and_only_once_on_a_stream()
    {
        var answers = await AskAsync(
            new ServerReflectionRequest { FileByFilename = "steppedcare/v1/decision_service.proto" },
            new ServerReflectionRequest { FileByFilename = "steppedcare/v1/decision_service.proto" },
            new ServerReflectionRequest { FileByFilename = "google/rpc/error_details.proto" },
            new ServerReflectionRequest { FileContainingSymbol = "steppedcare.v1.Event" });

        var files = answers.Select(FilesOf).ToList();
        var whole = files[0].ToDictionary(file => file.Name);
        Assert.All(whole.Values.SelectMany(file => file.Dependency), import => Assert.Contains(import, whole.Keys));
        Assert.Equal(whole.Count, files[0].Count);
        Assert.Equal(["steppedcare/v1/decision_service.proto"], files[1].Select(file => file.Name));
        Assert.Equal(["google/rpc/error_details.proto", "google/protobuf/duration.proto"], files[2].Select(file => file.Name));
        Assert.Equal(["steppedcare/v1/events.proto"], files[3].Select(file => file.Name));
    }

    [Fact]
    public async Task Files_come_with_their_comments()
    {
        var file = FilesOf(Assert.Single(await AskAsync(new ServerReflectionRequest { FileByFilename = "steppedcare/v1/events.proto" })))[0];

        Assert.Contains(file.SourceCodeInfo.Location, location => location.LeadingComments == " Something that happened. Exactly one content must be set.\n");
    }

    /// <summary>By which tools show a failure in words.</summary>
    [Theory]
    [InlineData("google.rpc.ErrorInfo")]
    [InlineData("google.rpc.BadRequest")]
    [InlineData("google.rpc.PreconditionFailure")]
    [InlineData("google.rpc.ResourceInfo")]
    [InlineData("google.rpc.RetryInfo")]
    public async Task The_details_of_a_failure_are_told_too(string name)
    {
        var answer = Assert.Single(await AskAsync(new ServerReflectionRequest { FileContainingSymbol = name }));

        Assert.Contains(FilesOf(answer)[0].MessageType, message => $"google.rpc.{message.Name}" == name);
    }

    [Fact]
    public async Task What_is_not_there_is_NOT_FOUND_and_the_stream_goes_on()
    {
        var answers = await AskAsync(
            new ServerReflectionRequest { FileByFilename = "steppedcare/v2/decisions.proto" },
            new ServerReflectionRequest { FileContainingSymbol = "steppedcare.v1.Nothing" },
            new ServerReflectionRequest { FileContainingSymbol = "" },
            new ServerReflectionRequest { FileContainingExtension = new() { ContainingType = "steppedcare.v1.Event", ExtensionNumber = 1000 } },
            new ServerReflectionRequest { FileContainingExtension = new() { ContainingType = "steppedcare.v1.Nothing", ExtensionNumber = 1000 } },
            new ServerReflectionRequest { AllExtensionNumbersOfType = "steppedcare.v1.Nothing" },
            new ServerReflectionRequest { ListServices = "*" });

        Assert.All(answers.SkipLast(1), answer => Assert.Equal((int)StatusCode.NotFound, answer.ErrorResponse?.ErrorCode));
        Assert.Equal(Answered.ListServicesResponse, answers[^1].MessageResponseCase);
    }

    /// <summary>Messages of proto3 cannot be extended, which is an answer and no failure.</summary>
    [Fact]
    public async Task A_message_without_extensions_has_no_numbers()
    {
        var answer = Assert.Single(await AskAsync(new ServerReflectionRequest { AllExtensionNumbersOfType = "steppedcare.v1.Event" }));

        Assert.Equal("steppedcare.v1.Event", answer.AllExtensionNumbersResponse.BaseTypeName);
        Assert.Empty(answer.AllExtensionNumbersResponse.ExtensionNumber);
    }

    [Fact]
    public async Task A_request_that_asks_nothing_is_INVALID_ARGUMENT_and_the_stream_goes_on()
    {
        var answers = await AskAsync(new ServerReflectionRequest { Host = "elsewhere" }, new ServerReflectionRequest { ListServices = "" });

        Assert.Equal((int)StatusCode.InvalidArgument, answers[0].ErrorResponse?.ErrorCode);
        Assert.Equal(Answered.ListServicesResponse, answers[1].MessageResponseCase);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_end_the_stream_as_INVALID_ARGUMENT()
    {
        var method = new Method<byte[], byte[]>(MethodType.DuplexStreaming, ServerReflection.Descriptor.FullName, "ServerReflectionInfo", s_bytes, s_bytes);
        using var call = reflecting.Channel.CreateCallInvoker().AsyncDuplexStreamingCall(method, null, default);
        await call.RequestStream.WriteAsync([0x1A, 0x05, 0x41]).WaitAsync(AServer.Patience);

        var failure = new Failure(await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default).WaitAsync(AServer.Patience)));

        Assert.Equal(StatusCode.InvalidArgument, failure.Code);
        Assert.Equal("MALFORMED_REQUEST", failure.Reason);
    }

    [Fact]
    public async Task Switched_off_it_is_not_there()
    {
        await using var server = await AServer.StartAsync(["--Reflection", "false"]);
        using var channel = GrpcChannel.ForAddress(server.Addresses.Grpc);
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        using var first = new Alpha.ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();

        var failure = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default).WaitAsync(AServer.Patience));
        var alike = await Assert.ThrowsAsync<RpcException>(() => first.ResponseStream.MoveNext(default).WaitAsync(AServer.Patience));

        Assert.Equal([StatusCode.Unimplemented, StatusCode.Unimplemented], [failure.StatusCode, alike.StatusCode]);
    }

    /// <summary>A server that stops waits for its calls; this one is over as soon as it does. A question may be on its way, so it is no good end.</summary>
    [Fact]
    public async Task An_open_stream_ends_as_UNAVAILABLE_when_the_server_stops()
    {
        var gate = new Gate();
        await using var server = await AServer.StartAsync(
            ["--Limits:ShutdownTimeout", "5m"], services => services.AddSingleton<IDecisionEngine>(new RecordingEngine { BeforeEach = gate.HoldAsync }));
        using var channel = GrpcChannel.ForAddress(server.Addresses.Grpc);

        // A connection without calls is closed at once, and what its caller has not read by then may be lost to them.
        using var keepsTheConnection = new Wire.DecisionService.DecisionServiceClient(channel).ReviewAsync(Some.Review());
        await gate.ArrivedAsync(1);
        using var call = new ServerReflection.ServerReflectionClient(channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new ServerReflectionRequest { ListServices = "" }).WaitAsync(AServer.Patience);
        Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(AServer.Patience));

        var stopped = server.StopAsync();

        var failure = new Failure(await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(default).WaitAsync(AServer.Patience)));
        Assert.Equal((StatusCode.Unavailable, "SERVER_STOPPING"), (failure.Code, failure.Reason));
        gate.Open();
        await stopped;
    }

    private async Task<List<ServerReflectionResponse>> AskAsync(params ServerReflectionRequest[] requests)
    {
        using var call = new ServerReflection.ServerReflectionClient(reflecting.Channel).ServerReflectionInfo();
        var answers = new List<ServerReflectionResponse>();
        foreach (var request in requests)
        {
            await call.RequestStream.WriteAsync(request).WaitAsync(AServer.Patience);
            Assert.True(await call.ResponseStream.MoveNext(default).WaitAsync(AServer.Patience));
            Assert.Equal(request, call.ResponseStream.Current.OriginalRequest);
            answers.Add(call.ResponseStream.Current);
        }

        await call.RequestStream.CompleteAsync().WaitAsync(AServer.Patience);
        Assert.False(await call.ResponseStream.MoveNext(default).WaitAsync(AServer.Patience));
        return answers;
    }

    private static List<FileDescriptorProto> FilesOf(ServerReflectionResponse answer) =>
        [.. answer.FileDescriptorResponse.FileDescriptorProto.Select(file => FileDescriptorProto.Parser.ParseFrom(file))];

    private static IEnumerable<string> NamesOf(FileDescriptor file) =>
    [
        .. file.Services.SelectMany(service => service.Methods.Select(method => method.FullName).Prepend(service.FullName)),
        .. file.EnumTypes.SelectMany(NamesOf),
        .. file.MessageTypes.SelectMany(NamesOf),
    ];

    private static IEnumerable<string> NamesOf(MessageDescriptor message) =>
    [
        message.FullName,
        .. message.Fields.InDeclarationOrder().Select(field => field.FullName),
        .. message.Oneofs.Select(oneof => oneof.FullName),
        .. message.EnumTypes.SelectMany(NamesOf),
        .. message.NestedTypes.SelectMany(NamesOf),
    ];

    private static IEnumerable<string> NamesOf(EnumDescriptor one)
    {
        var scope = one.FullName[..^one.Name.Length];
        return one.Values.Select(value => scope + value.Name).Prepend(one.FullName);
    }
}

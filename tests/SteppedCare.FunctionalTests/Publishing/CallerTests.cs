using Google.Protobuf;
using Grpc.Core;
using SteppedCare.FunctionalTests.Connect;
using SteppedCare.FunctionalTests.Documents;
using SteppedCare.FunctionalTests.Services;
using SteppedCare.Server.Publishing;
using Wire = SteppedCare.V1;

namespace SteppedCare.FunctionalTests.Publishing;

/// <summary>Who may change policies is asked before anything of the request is looked at; who only reads is not asked.</summary>
public sealed class CallerTests
{
    private static readonly string[] s_methods = [.. Wire.PolicyService.Descriptor.Methods.Select(method => method.Name)];

    public static TheoryData<string> Changes => [.. PolicyRoles.Needed.Keys];

    public static TheoryData<string> Readings => [.. s_methods.Except(PolicyRoles.Needed.Keys)];

    [Fact]
    public void Every_method_that_takes_a_request_id_or_asks_the_gates_needs_a_person_and_no_other()
    {
        var changing = Wire.PolicyService.Descriptor.Methods.Where(method => method.InputType.FindFieldByName("request_id") is not null).Select(method => method.Name);

        Assert.Equal(changing.Append("ValidatePolicy").Order(StringComparer.Ordinal), PolicyRoles.Needed.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_for_portals_says_of_every_method_who_may_ask_it()
    {
        var table = Repository.Read("docs/portals.md").Split("| call | one of these roles |\n| --- | --- |\n")[1].Split("\n\n")[0];

        Assert.Equal(string.Join('\n', s_methods.Select(method => $"| `{method}` | {WhoMay(method)} |")), table);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_without_a_person_or_a_role_is_refused_through_both_doors(string method)
    {
        await using var host = await WireHost.StartAsync();
        using var web = new WebCaller(host.Addresses.Web, System.Net.HttpVersion.Version11);
        var path = $"/steppedcare.v1.PolicyService/{method}";

        // Empty: nobody who is not let in hears what is wrong with their request.
        var nobody = await WebCaller.FailureAsync(web.PostAsync(path, WebCaller.Json, "{}"));
        var reader = await WebCaller.FailureAsync(web.PostAsync(path, WebCaller.Json, "{}", ("steppedcare-person", "reader")));
        var lead = await WebCaller.FailureAsync(web.PostAsync(path, WebCaller.Json, "{}", ("steppedcare-person", "lead"), ("steppedcare-roles", "policy-author,clinical-safety")));

        Assert.Equal((401, "PERSON_REQUIRED"), (nobody.Status, nobody.Reason));
        Assert.Equal((403, "ROLE_REQUIRED"), (reader.Status, reader.Reason));
        Assert.Equal(
            string.Join(",", PolicyRoles.Needed[method].Select(PolicyRoles.WordOf)), reader.Debug("google.rpc.ErrorInfo").GetProperty("metadata").GetProperty("roles").GetString());
        Assert.Equal((400, "INVALID_FIELDS"), (lead.Status, lead.Reason));
        Assert.Empty(host.Desk.Asked);
    }

    [Theory]
    [MemberData(nameof(Readings))]
    public async Task What_only_reads_answers_anybody(string method)
    {
        await using var host = await WireHost.StartAsync();
        var call = new Method<IMessage, IMessage>(
            MethodType.ServerStreaming, Wire.PolicyService.Descriptor.FullName, method,
            Marshallers.Create<IMessage>(message => message.ToByteArray(), _ => throw new NotSupportedException()),
            Marshallers.Create<IMessage>(message => message.ToByteArray(), Wire.PolicyService.Descriptor.FindMethodByName(method).OutputType.Parser.ParseFrom));

        // A call with one reply is to its reader a stream of one.
        using var answer = host.Channel.CreateCallInvoker().AsyncServerStreamingCall(call, null, new CallOptions(), SomePolicy.Requests[method]);

        Assert.True(await answer.ResponseStream.MoveNext(CancellationToken.None).WaitAsync(WireHost.Patience));
        Assert.Single(host.Desk.Asked);
    }

    [Theory]
    [InlineData("dr lead", "policy-author", "steppedcare-person")]
    [InlineData("<script>", "policy-author", "steppedcare-person")]
    [InlineData("lead", "policy-author;clinical-safety", "steppedcare-roles")]
    [InlineData("lead", "admin", "steppedcare-roles")]
    public async Task A_caller_who_cannot_be_read_is_told_which_header(string person, string roles, string header)
    {
        await using var host = await WireHost.StartAsync();
        var request = (Wire.PublishRevisionRequest)SomePolicy.Requests["PublishRevision"];

        var failure = await WireHost.FailureOf(host.Policies.PublishRevisionAsync(request, PolicyServer.As(person, roles)));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_HEADER"), (failure.Code, failure.Reason));
        Assert.Contains(header, failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(person, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_person_given_twice_is_nobody()
    {
        await using var host = await WireHost.StartAsync();
        var request = (Wire.RollBackRequest)SomePolicy.Requests["RollBack"];
        var twice = new Metadata { { "steppedcare-person", "one" }, { "steppedcare-person", "two" }, { "steppedcare-roles", "policy-author" } };

        Assert.Equal("INVALID_HEADER", (await WireHost.FailureOf(host.Policies.RollBackAsync(request, twice))).Reason);
    }

    private static string WhoMay(string method) => method switch
    {
        _ when PolicyRoles.HearNames.TryGetValue(method, out var hearing) => $"anybody; names of decisions for {WordsOf(hearing)}",
        _ when !PolicyRoles.Needed.ContainsKey(method) => "anybody",
        "ApproveRevision" => $"{WordsOf(PolicyRoles.Needed[method])}, and never the author",
        _ => WordsOf(PolicyRoles.Needed[method]),
    };

    private static string WordsOf(IEnumerable<PolicyRole> roles) => string.Join(", ", roles.Select(role => $"`{PolicyRoles.WordOf(role)}`"));
}

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
    public static TheoryData<string> Changes => [.. PolicyRoles.Needed.Keys];

    [Fact]
    public void Every_method_that_takes_a_request_id_needs_a_person_and_no_other()
    {
        var changing = Wire.PolicyService.Descriptor.Methods.Where(method => method.InputType.FindFieldByName("request_id") is not null).Select(method => method.Name);

        Assert.Equal(changing.Order(StringComparer.Ordinal), PolicyRoles.Needed.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_for_portals_says_the_same_roles()
    {
        var page = Repository.Read("docs/portals.md");

        Assert.All(PolicyRoles.Needed, need => Assert.Contains(
            $"| `{need.Key}` | {string.Join(", ", need.Value.Select(role => $"`{PolicyRoles.WordOf(role)}`"))}", page, StringComparison.Ordinal));
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
}

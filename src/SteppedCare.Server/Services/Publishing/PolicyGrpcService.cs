using Grpc.Core;
using SteppedCare.Server.Decisions;
using SteppedCare.Server.Publishing;
using Wire = SteppedCare.V1;

namespace SteppedCare.Server.Services.Publishing;

/// <summary>How a policy gets live, as the contract has it. Who changes something, or makes the gates work, is asked who they are before anything of the request is looked at.</summary>
[BindServiceMethod(typeof(PolicyGrpcService), nameof(Bind))]
internal sealed class PolicyGrpcService(IPolicyDesk desk, IHostApplicationLifetime lifetime) : Wire.PolicyService.PolicyServiceBase
{
    private const string Subject = "policy";

    /// <summary>Called by gRPC for ASP.NET at start, without a service; it looks for a public method that takes the generated class.</summary>
    public static void Bind(ServiceBinderBase binder, Wire.PolicyService.PolicyServiceBase? service) => Wire.PolicyService.BindService(new GuardedBinder(binder), service);

    public override Task<Wire.ListRevisionsResponse> ListRevisions(Wire.ListRevisionsRequest request, ServerCallContext context) =>
        AskAsync(PolicyReading.Read(request), desk.ListRevisionsAsync, RevisionReplies.Listed, context);

    public override Task<Wire.GetRevisionResponse> GetRevision(Wire.GetRevisionRequest request, ServerCallContext context) =>
        AskAsync(PolicyReading.Read(request), desk.GetRevisionAsync, RevisionReplies.Found, context);

    public override Task<Wire.ValidatePolicyResponse> ValidatePolicy(Wire.ValidatePolicyRequest request, ServerCallContext context) =>
        AsCallerAsync(request, (asked, _) => PolicyReading.Read(asked), desk.ValidateAsync, RevisionReplies.Validated, context, nameof(ValidatePolicy));

    public override Task<Wire.PublishRevisionResponse> PublishRevision(Wire.PublishRevisionRequest request, ServerCallContext context) =>
        AsCallerAsync(request, PolicyReading.Read, desk.PublishAsync, RevisionReplies.Published, context, nameof(PublishRevision));

    public override Task<Wire.PublishInvariantsResponse> PublishInvariants(Wire.PublishInvariantsRequest request, ServerCallContext context) =>
        AsCallerAsync(request, PolicyReading.Read, desk.PublishInvariantsAsync, RevisionReplies.InPlace, context, nameof(PublishInvariants));

    public override Task<Wire.ApproveRevisionResponse> ApproveRevision(Wire.ApproveRevisionRequest request, ServerCallContext context) =>
        AsCallerAsync(request, PolicyReading.Read, desk.ApproveAsync, RevisionReplies.Approved, context, nameof(ApproveRevision));

    public override Task<Wire.RetireRevisionResponse> RetireRevision(Wire.RetireRevisionRequest request, ServerCallContext context) =>
        AsCallerAsync(request, PolicyReading.Read, desk.RetireAsync, RevisionReplies.Retired, context, nameof(RetireRevision));

    public override Task<Wire.ListRolloutsResponse> ListRollouts(Wire.ListRolloutsRequest request, ServerCallContext context) =>
        AskAsync(PolicyReading.Read(request), desk.ListRolloutsAsync, RolloutReplies.Listed, context);

    public override Task<Wire.SetRolloutResponse> SetRollout(Wire.SetRolloutRequest request, ServerCallContext context) =>
        AsCallerAsync(request, PolicyReading.Read, desk.SetRolloutAsync, RolloutReplies.WasSet, context, nameof(SetRollout));

    public override Task<Wire.RollBackResponse> RollBack(Wire.RollBackRequest request, ServerCallContext context) =>
        AsCallerAsync(request, PolicyReading.Read, desk.RollBackAsync, RolloutReplies.RolledBack, context, nameof(RollBack));

    public override Task<Wire.CompareRevisionsResponse> CompareRevisions(Wire.CompareRevisionsRequest request, ServerCallContext context) =>
        AskAsync(PolicyReading.Read(request), desk.CompareAsync, ChangeReplies.Compared, context);

    public override async Task BackTest(Wire.BackTestRequest request, IServerStreamWriter<Wire.BackTestResponse> responseStream, ServerCallContext context)
    {
        // It has no bound in time, so the server's end is one.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken, lifetime.ApplicationStopping);
        var command = PolicyReading.Read(request).OrThrow();
        var answer = await desk.BackTestAsync(command, progress => responseStream.WriteAsync(ChangeReplies.Of(progress), enough.Token), enough.Token);
        await responseStream.WriteAsync(ChangeReplies.Of(answer.OrThrow(Subject), HearsNames(context, nameof(BackTest))), enough.Token);
    }

    public override Task<Wire.GetDisagreementsResponse> GetDisagreements(Wire.GetDisagreementsRequest request, ServerCallContext context) =>
        AskAsync(PolicyReading.Read(request), desk.GetDisagreementsAsync, answer => ChangeReplies.Disagreed(answer, HearsNames(context, nameof(GetDisagreements))), context);

    private static bool HearsNames(ServerCallContext context, string method) => CallerReading.Read(context, PolicyRoles.HearNames[method]).Value is not null;

    private static async Task<TReply> AskAsync<TQuery, TAnswer, TReply>(
        Result<TQuery> query, Func<TQuery, CancellationToken, Task<Result<TAnswer>>> ask, Func<TAnswer, TReply> write, ServerCallContext context)
        where TQuery : class
        where TAnswer : class => write((await ask(query.OrThrow(), context.BoundedToken)).OrThrow(Subject));

    private static Task<TReply> AsCallerAsync<TRequest, TCommand, TAnswer, TReply>(
        TRequest request,
        Func<TRequest, Caller, Result<TCommand>> read,
        Func<TCommand, CancellationToken, Task<Result<TAnswer>>> change,
        Func<TAnswer, TReply> write,
        ServerCallContext context,
        string method)
        where TCommand : class
        where TAnswer : class => AskAsync(read(request, CallerReading.Read(context, PolicyRoles.Needed[method]).OrThrow()), change, write, context);
}
